package org.pluspeer.node.channel;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.pluspeer.market.channel.ChannelTerms;
import org.pluspeer.market.channel.ChannelVenue;
import org.pluspeer.market.channel.OutgoingPlan;
import org.pluspeer.market.channel.Voucher;
import org.pluspeer.market.channel.VoucherDigests;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.key.NodeSecrets;
import org.pluspeer.wallet.key.VoucherKey;

/** The keys of this node's channels, made again from the wallet's words when they are first needed. */
final class VoucherSigner implements AutoCloseable {
    private final NodeSecrets secrets;
    private final VoucherDigests digests;
    private final Map<Hash32, VoucherKey> keys = new ConcurrentHashMap<>();

    VoucherSigner(NodeSecrets secrets, ChannelVenue venue) {
        this.secrets = secrets;
        this.digests = new VoucherDigests(venue);
    }

    /** The key that the terms of a channel with this salt name. */
    Address keyFor(Hash32 salt) {
        return key(salt).address();
    }

    /** Whoever asks has the sum in the journal, and none above it. */
    Voucher sign(OutgoingPlan plan, Amount cumulative) {
        ChannelTerms terms = plan.terms();
        return new Voucher(cumulative, key(terms.salt()).sign(digests.of(plan.id(), cumulative)));
    }

    private VoucherKey key(Hash32 salt) {
        return keys.computeIfAbsent(salt, one -> VoucherKey.of(secrets, one));
    }

    @Override
    public void close() {
        keys.values().forEach(VoucherKey::close);
    }
}
