package org.pluspeer.node.channel;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.pluspeer.market.channel.ChannelVenue;
import org.pluspeer.market.channel.IncomingPlan;
import org.pluspeer.market.channel.Voucher;
import org.pluspeer.market.channel.VoucherDigests;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.eth.Secp256k1;

/**
 * Whose vouchers are. A channel's key is recovered from the first that is good; those that follow are verified with it,
 * which is cheaper and says nothing of a signature's parity. The parity is put right when a voucher goes to the chain.
 */
final class VoucherChecks {
    private final VoucherDigests digests;
    /** By the account that each is of; as many as there are channels. */
    private final Map<Address, byte[]> keys = new ConcurrentHashMap<>();

    VoucherChecks(ChannelVenue venue) {
        this.digests = new VoucherDigests(venue);
    }

    /** The zero address where nobody can have signed it. */
    Address signer(IncomingPlan plan, Voucher voucher) {
        Address expected = plan.terms().voucherKey();
        Hash32 digest = digests.of(plan.id(), voucher.cumulative());
        byte[] known = keys.get(expected);
        if (known != null && Secp256k1.isBy(known, digest, voucher.signature())) {
            return expected;
        }
        try {
            byte[] key = Secp256k1.recoverPublicKey(digest, voucher.signature());
            Address signer = Address.ofPublicKey(key);
            if (signer.equals(expected)) {
                keys.put(expected, key);
            }
            return signer;
        } catch (MalformedException e) {
            return Address.ZERO;
        }
    }

    /** As the contract reads it. */
    Voucher forChain(IncomingPlan plan, Voucher voucher) {
        Hash32 digest = digests.of(plan.id(), voucher.cumulative());
        return new Voucher(
                voucher.cumulative(), Secp256k1.withParityOf(plan.terms().voucherKey(), digest, voucher.signature()));
    }
}
