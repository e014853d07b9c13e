package org.pluspeer.node.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pluspeer.market.channel.ChannelTerms;
import org.pluspeer.market.channel.ChannelVenue;
import org.pluspeer.market.channel.IncomingPlan;
import org.pluspeer.market.channel.Voucher;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;
import org.pluspeer.wallet.eth.Signature;
import org.pluspeer.wallet.key.KeyRing;
import org.pluspeer.wallet.key.Mnemonic;
import org.pluspeer.wallet.key.NodeSecrets;
import org.pluspeer.wallet.key.VoucherKey;

class VoucherChecksTest {
    private static final ChannelVenue VENUE = new ChannelVenue(31337, Address.ZERO);

    private final KeyRing ring = ring();
    private final NodeSecrets secrets = ring.secrets();
    private final VoucherKey key = VoucherKey.of(secrets, Hash32.ZERO);
    private final VoucherKey other = VoucherKey.of(secrets, Keccak.hash(new byte[] {1}));
    private final IncomingPlan plan = IncomingPlan.at(
            VENUE,
            new ChannelTerms(other.address(), key.address(), Address.ZERO, key.address(), 86_400, 0, Hash32.ZERO),
            Amount.ZERO);
    private final VoucherChecks checks = new VoucherChecks(VENUE);

    private static KeyRing ring() {
        try (Mnemonic words = Mnemonic.parse("test test test test test test test test test test test junk")) {
            return KeyRing.of(words);
        }
    }

    @AfterEach
    void close() {
        key.close();
        other.close();
        secrets.close();
        ring.close();
    }

    private Voucher voucher(VoucherKey by, long sum) {
        return new Voucher(Amount.of(sum), by.sign(VENUE.voucherDigest(plan.id(), Amount.of(sum))));
    }

    private static Voucher turned(Voucher voucher) {
        Signature good = voucher.signature();
        return new Voucher(voucher.cumulative(), new Signature(good.r(), good.s(), 1 - good.yParity()));
    }

    @Test
    void the_signer_is_the_same_whether_the_key_is_known_or_not() {
        for (int sum = 1; sum < 4; sum++) {
            assertEquals(key.address(), checks.signer(plan, voucher(key, sum)));
            assertEquals(other.address(), checks.signer(plan, voucher(other, sum)));
            Voucher higher = new Voucher(Amount.of(9), voucher(key, sum).signature());
            assertNotEquals(key.address(), checks.signer(plan, higher), "signed for another sum");
        }
    }

    @Test
    void a_turned_parity_is_put_right_before_the_chain_sees_it() {
        assertNotEquals(key.address(), checks.signer(plan, turned(voucher(key, 1))), "of a key that is not known yet");
        assertEquals(key.address(), checks.signer(plan, voucher(key, 2)));
        Voucher turned = turned(voucher(key, 3));
        assertEquals(key.address(), checks.signer(plan, turned), "it is as good as the other");
        assertEquals(voucher(key, 3), checks.forChain(plan, turned));
        assertEquals(voucher(key, 3), checks.forChain(plan, voucher(key, 3)));
    }
}
