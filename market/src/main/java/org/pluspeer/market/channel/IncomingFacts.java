package org.pluspeer.market.channel;

import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Amount;

/** Everything the payee's side knows; the state is read off it. */
public record IncomingFacts(IncomingPlan plan, Till till, Retreat retreat, Attempts attempts, Holding chain) {
    /**
     * What was taken for what.
     *
     * @param newest null if no voucher came yet
     * @param delivered worth of all that was delivered or is reserved
     * @param claimUpTo the sum that was worth claiming
     */
    public record Till(@Nullable Voucher newest, Amount delivered, Amount claimUpTo) {
        static final Till EMPTY = new Till(null, Amount.ZERO, Amount.ZERO);
    }

    /**
     * How it may end.
     *
     * @param retiring whether the owner wants it
     * @param closing what may be signed already; null if nothing
     */
    public record Retreat(boolean retiring, @Nullable Closing closing) {
        static final Retreat NONE = new Retreat(false, null);
    }

    static IncomingFacts of(IncomingPlan plan) {
        return new IncomingFacts(plan, Till.EMPTY, Retreat.NONE, Attempts.NONE, Holding.NOTHING);
    }

    /** All that this side can prove to be owed since the channel was opened. */
    public Amount owed() {
        Amount signed = signed();
        return signed.isMoreThan(chain.claimed()) ? signed : chain.claimed();
    }

    /** What the newest voucher would add on the chain. */
    public Amount unclaimed() {
        return owed().minus(chain.claimed());
    }

    /** The sum of the newest voucher; zero if there is none. */
    public Amount signed() {
        Voucher newest = till.newest();
        return newest == null ? Amount.ZERO : newest.cumulative();
    }

    IncomingFacts with(IncomingEvent event) {
        return switch (event) {
            case IncomingEvent.Announced _ -> this;
            case IncomingEvent.VoucherTaken it ->
                it.voucher().cumulative().isMoreThan(signed())
                        ? with(new Till(it.voucher(), till.delivered(), till.claimUpTo()))
                        : this;
            case IncomingEvent.Reserved it -> with(delivered(till.delivered().plus(it.amount())));
            case IncomingEvent.GivenBack it -> with(delivered(till.delivered().minus(it.amount())));
            case IncomingEvent.ClaimWanted it -> with(new Till(till.newest(), till.delivered(), it.upTo()));
            case IncomingEvent.ClosingAgreed it -> with(new Retreat(retreat.retiring(), it.closing()));
            case IncomingEvent.RetireWanted _ -> with(new Retreat(true, retreat.closing()));
            case IncomingEvent.Reported it -> new IncomingFacts(plan, till, retreat, attempts.with(it.report()), chain);
            case IncomingEvent.ChainSaid it -> with(chain.with(it.fact()));
            case IncomingEvent.ChainUnsaid it -> with(chain.before(it.fromBlock()));
            case IncomingEvent.TimePassed it -> with(chain.with(it.time()));
        };
    }

    private Till delivered(Amount worth) {
        return new Till(till.newest(), worth, till.claimUpTo());
    }

    private IncomingFacts with(Till next) {
        return new IncomingFacts(plan, next, retreat, attempts, chain);
    }

    private IncomingFacts with(Retreat next) {
        return new IncomingFacts(plan, till, next, attempts, chain);
    }

    private IncomingFacts with(Holding next) {
        return new IncomingFacts(plan, till, retreat, attempts, next);
    }
}
