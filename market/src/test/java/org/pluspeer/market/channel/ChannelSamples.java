package org.pluspeer.market.channel;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.sale.ChainTime;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;

/** One channel and what goes with it, as the tests of this room use them. */
final class ChannelSamples {
    static final Address PAYER = address(1);
    static final Address PAYEE = address(2);
    static final Address TOKEN = address(3);
    static final Address KEY = address(4);
    static final Address STRANGER = address(9);
    static final ChannelVenue VENUE = new ChannelVenue(31337, address(5));
    static final int DAY = 24 * 3600;
    static final ChannelTerms TERMS = terms(0);
    static final Amount DEPOSIT = Amount.of(1000);
    static final Amount CREDIT = Amount.of(100);
    static final OutgoingPlan OUT = OutgoingPlan.at(VENUE, TERMS, DEPOSIT, CREDIT);
    static final IncomingPlan IN = IncomingPlan.at(VENUE, TERMS, CREDIT);
    static final Signature SIGNATURE = new Signature(hash(1), hash(2), 0);
    static final Hash32 TX = hash(99);

    private ChannelSamples() {}

    static ChannelTerms terms(long expiry) {
        return new ChannelTerms(PAYER, PAYEE, TOKEN, KEY, DAY, expiry, hash(7));
    }

    static Voucher voucher(long cumulative) {
        return new Voucher(Amount.of(cumulative), SIGNATURE);
    }

    /** Finalised up to the head. */
    static ChainTime at(long time) {
        return new ChainTime(time, time, time);
    }

    /** Nothing of the last 10 blocks is final; blocks are a second apart. */
    static ChainTime fresh(long time) {
        return new ChainTime(time, time - 10, time - 10);
    }

    static ChannelFact opened(long block) {
        return new ChannelFact.Opened(block, TX, DEPOSIT);
    }

    static ChannelFact toppedUp(long block, long deposited) {
        return new ChannelFact.ToppedUp(block, TX, Amount.of(deposited));
    }

    static ChannelFact claimed(long block, long sum) {
        return new ChannelFact.Claimed(block, TX, Amount.of(sum));
    }

    static ChannelFact exitStarted(long block) {
        return new ChannelFact.ExitStarted(block, TX, block + DAY);
    }

    static ChannelFact closed(long block, long claimed, long returned) {
        return new ChannelFact.Closed(block, TX, Amount.of(claimed), Amount.of(returned));
    }

    static ChannelMove move(ChainTime time, ChannelFact... facts) {
        return ChannelMove.to(time, facts);
    }

    static ChannelMove reverted(@Nullable Long from, ChainTime time) {
        return new ChannelMove(from, java.util.List.of(), time);
    }

    static Address address(int n) {
        byte[] bytes = new byte[20];
        bytes[19] = (byte) n;
        return Address.of(bytes);
    }

    static Hash32 hash(int n) {
        byte[] word = new byte[32];
        byte[] raw = BigInteger.valueOf(n).toByteArray();
        System.arraycopy(raw, 0, word, 32 - raw.length, raw.length);
        return Hash32.of(word);
    }
}
