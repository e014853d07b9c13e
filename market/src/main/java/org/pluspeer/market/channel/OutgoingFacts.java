package org.pluspeer.market.channel;

import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Signature;

/** Everything the payer's side knows; the state is read off it. */
public record OutgoingFacts(OutgoingPlan plan, Purse purse, Parting parting, Attempts attempts, Holding chain) {
    /**
     * What was signed for what.
     *
     * @param promised the highest sum for which a voucher may exist
     * @param confirmed the highest that the payee said it has
     * @param received the worth of all that was received and verified
     * @param wanted the deposit that the owner wants; zero if it is content
     * @param inDoubt whether a higher voucher may exist
     */
    public record Purse(Amount promised, Amount confirmed, Amount received, Amount wanted, boolean inDoubt) {
        static final Purse EMPTY = new Purse(Amount.ZERO, Amount.ZERO, Amount.ZERO, Amount.ZERO, false);
    }

    /**
     * How it wants to end.
     *
     * @param since unix seconds; null if it does not
     * @param closing what the payee agreed to; null if nothing
     * @param signature by the payee over the closing
     */
    public record Parting(
            @Nullable Long since,
            @Nullable Closing closing,
            @Nullable Signature signature,
            boolean declined) {
        static final Parting NONE = new Parting(null, null, null, false);
    }

    static OutgoingFacts of(OutgoingPlan plan) {
        return new OutgoingFacts(plan, Purse.EMPTY, Parting.NONE, Attempts.NONE, Holding.NOTHING);
    }

    /** All that is known to be owed since the channel was opened. */
    public Amount owed() {
        return highest(purse.promised(), chain.claimed());
    }

    OutgoingFacts with(OutgoingEvent event) {
        return switch (event) {
            case OutgoingEvent.Planned _ -> this;
            case OutgoingEvent.Promised it ->
                with(new Purse(
                        highest(purse.promised(), it.cumulative()),
                        purse.confirmed(),
                        purse.received(),
                        purse.wanted(),
                        purse.inDoubt()));
            case OutgoingEvent.Received it ->
                with(new Purse(
                        purse.promised(),
                        purse.confirmed(),
                        purse.received().plus(it.amount()),
                        purse.wanted(),
                        purse.inDoubt()));
            case OutgoingEvent.Confirmed it -> with(confirmed(it.cumulative(), purse.inDoubt()));
            case OutgoingEvent.TopUpWanted it -> with(wanting(it.deposit()));
            case OutgoingEvent.Doubted _ -> with(confirmed(Amount.ZERO, true));
            case OutgoingEvent.Recalled it -> with(recalled(it.cumulative()));
            case OutgoingEvent.LeaveWanted it -> with(new Parting(it.time(), null, null, false));
            case OutgoingEvent.ClosingGranted it ->
                with(new Parting(parting.since(), it.closing(), it.signature(), false));
            case OutgoingEvent.ClosingDeclined _ ->
                with(new Parting(parting.since(), parting.closing(), parting.signature(), true));
            case OutgoingEvent.Reported it -> with(it.report());
            case OutgoingEvent.ChainSaid it -> with(chain.with(it.fact()));
            case OutgoingEvent.ChainUnsaid it -> with(chain.before(it.fromBlock()));
            case OutgoingEvent.TimePassed it -> with(chain.with(it.time()));
        };
    }

    OutgoingFacts with(Holding holding) {
        return new OutgoingFacts(plan, purse, parting, attempts, holding);
    }

    private Purse confirmed(Amount cumulative, boolean inDoubt) {
        Amount most = highest(purse.confirmed(), cumulative);
        return new Purse(purse.promised(), most, purse.received(), purse.wanted(), inDoubt);
    }

    private Purse recalled(Amount cumulative) {
        Amount promised = highest(purse.promised(), cumulative);
        // What this node received before it was restored it does not know; it paid for it, so it had it.
        Amount received = highest(purse.received(), highest(cumulative, chain.claimed()));
        return new Purse(promised, cumulative, received, purse.wanted(), false);
    }

    private Purse wanting(Amount deposit) {
        return new Purse(purse.promised(), purse.confirmed(), purse.received(), deposit, purse.inDoubt());
    }

    private OutgoingFacts with(ChannelReport report) {
        // Money is not sent again because it could not be sent once: the owner asks anew.
        boolean over = report instanceof ChannelReport.Refused && report.transaction() == ChannelTransaction.TOP_UP;
        Purse kept = over ? wanting(Amount.ZERO) : purse;
        return new OutgoingFacts(plan, kept, parting, attempts.with(report), chain);
    }

    private OutgoingFacts with(Purse next) {
        return new OutgoingFacts(plan, next, parting, attempts, chain);
    }

    private OutgoingFacts with(Parting next) {
        return new OutgoingFacts(plan, purse, next, attempts, chain);
    }

    private static Amount highest(Amount one, Amount other) {
        return one.isMoreThan(other) ? one : other;
    }
}
