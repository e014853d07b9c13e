package org.pluspeer.market.loop;

import java.math.BigInteger;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/**
 * How much of the owner's money one counterparty can get by the loop. A newcomer gets a quarter of a day's ceiling, and
 * twice as much after each deal that it kept; after one that it failed it begins anew. And of the shares that came out of
 * a counterparty's own payments at most a quarter goes back to it. So whoever pays in order to be paid loses by it: see
 * shared rules in docs/protocol/15-loop.md.
 */
final class Ramp {
    static final int FIRST = 4;
    static final int PAYBACK = 4;
    private static final int MOST_DOUBLINGS = 16;

    private Ramp() {}

    /**
     * What one payment to a counterparty may be.
     *
     * @param kept how often in a row it kept what it was paid for
     */
    static Amount allowance(LoopRule.Ceiling ceiling, int kept) {
        BigInteger first = ceiling.perDay().units().divide(BigInteger.valueOf(FIRST));
        BigInteger grown = first.shiftLeft(Math.min(kept, MOST_DOUBLINGS));
        return new Amount(grown.min(ceiling.perDay().units()));
    }

    /** What a counterparty may get in all, by where the shares came from. */
    static Amount payback(LoopState state, Address token, Address to) {
        Amount own = state.creditsFrom(token, to);
        Amount others = state.creditsForOthers(token).minus(own);
        return others.plus(new Amount(own.units().divide(BigInteger.valueOf(PAYBACK))));
    }
}
