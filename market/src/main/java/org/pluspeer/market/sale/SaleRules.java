package org.pluspeer.market.sale;

import java.util.ArrayList;
import java.util.List;
import org.pluspeer.wallet.eth.Signature;

/** How a sale is read off its facts, and how it answers commands. */
final class SaleRules {
    /** Seconds: a reveal that starts with less left than this may be mined too late. */
    private static final int MIN_MARGIN = 60;

    private SaleRules() {}

    // ---- reading

    static Sale read(SaleFacts facts) {
        ChainFact.Ended ended = facts.escrow().ended();
        if (ended != null) {
            return switch (ended.how()) {
                case SETTLED -> new Sale.Settled(facts);
                case RELEASED -> new Sale.Released(facts);
                case REFUNDED -> new Sale.Refunded(facts);
                case COMPLAINED -> new Sale.Complained(facts);
            };
        }
        return facts.escrow().isKnown() ? running(facts) : promised(facts);
    }

    private static Sale promised(SaleFacts facts) {
        SaleFacts.Promise promise = facts.promise();
        Offer terms = facts.request().offer();
        if (promise.declined() != null) {
            return new Sale.Declined(facts, promise.declined());
        }
        if (facts.time().finalizedTime() > terms.acceptBy()) {
            return new Sale.Expired(facts);
        }
        if (promise.offer() != null) {
            return new Sale.Offered(facts, promise.offer());
        }
        return promise.bonded() ? new Sale.Signing(facts) : new Sale.Bonding(facts);
    }

    private static Sale running(SaleFacts facts) {
        Signature release = facts.promise().release();
        if (release != null) {
            return new Sale.Releasing(facts, release, shouldReveal(facts));
        }
        ChainFact.Revealed revealed = facts.escrow().revealed();
        if (revealed != null) {
            boolean over = facts.time().headTime() > revealed.disputeBy();
            return over ? new Sale.Settling(facts) : new Sale.Revealed(facts, revealed);
        }
        return awaited(facts);
    }

    private static Sale awaited(SaleFacts facts) {
        if (!isFinal(facts)) {
            return new Sale.Accepted(facts);
        }
        if (shouldReveal(facts)) {
            return new Sale.Revealing(facts);
        }
        if (facts.time().headTime() >= halfway(facts)) {
            return new Sale.Missed(facts);
        }
        return facts.promise().keyHandedOver() ? new Sale.KeySent(facts) : new Sale.Secured(facts);
    }

    private static boolean isFinal(SaleFacts facts) {
        ChainFact.Accepted accepted = facts.escrow().accepted();
        return accepted != null && accepted.block() <= facts.time().finalizedBlock();
    }

    /** Half of the window is gone, the key is not public, and there is time for a reveal; or one is already under way. */
    private static boolean shouldReveal(SaleFacts facts) {
        ChainFact.Accepted accepted = facts.escrow().accepted();
        if (accepted == null || facts.escrow().revealed() != null || !isFinal(facts)) {
            return false;
        }
        long now = facts.time().headTime();
        boolean underWay = facts.transactions().wasSent(SaleTransaction.REVEAL) && now <= accepted.revealBy();
        return now >= halfway(facts) && (underWay || now <= accepted.revealBy() - margin(facts));
    }

    private static long halfway(SaleFacts facts) {
        ChainFact.Accepted accepted = facts.escrow().accepted();
        int window = facts.request().offer().revealWindow();
        return accepted == null ? Long.MAX_VALUE : accepted.revealBy() - window / 2;
    }

    /**
     * Seconds before the deadline after which a reveal is not begun any more: a tenth of the window. A key that was
     * handed over is known anyway, so a late reveal can only help.
     */
    private static long margin(SaleFacts facts) {
        if (facts.promise().keyHandedOver()) {
            return 0;
        }
        return Math.max(MIN_MARGIN, facts.request().offer().revealWindow() / 10);
    }

    static SaleEffect reveal(SaleFacts facts) {
        int attempt = facts.transactions().attempt(SaleTransaction.REVEAL);
        boolean known = facts.promise().keyHandedOver();
        return new SaleEffect.SubmitReveal(
                facts.request(), attempt, known ? null : facts.escrow().accepted());
    }

    // ---- answering

    static Step<Sale, SaleEvent, SaleEffect> answer(Sale state, SaleCommand command) {
        return switch (command) {
            case SaleCommand.ConfirmBond _ ->
                state instanceof Sale.Bonding ? after(state, new SaleEvent.BondSecured()) : unchanged(state);
            case SaleCommand.TakeSignature it ->
                state instanceof Sale.Signing
                        ? after(state, new SaleEvent.OfferSigned(it.signature()))
                        : unchanged(state);
            case SaleCommand.Decline it ->
                state instanceof Sale.Bonding || state instanceof Sale.Signing
                        ? after(state, new SaleEvent.Declined(it.reason()))
                        : unchanged(state);
            case SaleCommand.Drop _ -> dropped(state);
            case SaleCommand.Report it -> reported(state, it.report());
            case SaleCommand.Move it -> moved(state, it.chain());
            case SaleCommand.AskKey it -> keyAsked(state, it);
            case SaleCommand.TakeRelease it -> released(state, it);
        };
    }

    private static Step<Sale, SaleEvent, SaleEffect> dropped(Sale state) {
        return switch (state) {
            case Sale.Bonding _, Sale.Signing _, Sale.Offered _ ->
                after(state, new SaleEvent.Declined("the buyer does not want it any more"));
            case Sale.Declined _, Sale.Expired _ -> unchanged(state);
            case Sale.Accepted _, Sale.Secured _, Sale.KeySent _, Sale.Releasing _, Sale.Revealing _ ->
                refused(state, Denial.TOO_LATE);
            case Sale.Revealed _, Sale.Settling _, Sale.Missed _, Sale.Settled _, Sale.Released _ ->
                refused(state, Denial.TOO_LATE);
            case Sale.Complained _, Sale.Refunded _ -> refused(state, Denial.TOO_LATE);
        };
    }

    private static Step<Sale, SaleEvent, SaleEffect> reported(Sale state, TransactionReport report) {
        SaleEvent event = new SaleEvent.Reported(report);
        boolean isNews = !state.facts().with(event).equals(state.facts());
        return isNews ? after(state, event) : unchanged(state);
    }

    private static Step<Sale, SaleEvent, SaleEffect> moved(Sale state, ChainMove chain) {
        List<SaleEvent> events = new ArrayList<>(
                ChainEvents.of(state.facts().escrow(), chain, SaleEvent.ChainSaid::new, SaleEvent.ChainUnsaid::new));
        Sale next = fold(state, events);
        Sale later = read(next.facts().with(chain.time()));
        if (differs(next, later)) {
            events.add(new SaleEvent.TimePassed(later.facts().time()));
        }
        return after(state, events.toArray(SaleEvent[]::new));
    }

    /**
     * The time is the freshest there is, so a key is never handed over on the strength of an old head; and the contract
     * itself has to know of the payment where nothing is undone any more, so neither on that of two views that only
     * seem to be of one chain.
     */
    private static Step<Sale, SaleEvent, SaleEffect> keyAsked(Sale state, SaleCommand.AskKey command) {
        if (!command.node().equals(state.facts().request().node())) {
            return refused(state, Denial.NOT_YOUR_SALE);
        }
        Sale now = read(state.facts().with(command.time()));
        return switch (now) {
            case Sale.Secured _ when !command.paidForGood() -> refused(state, Denial.NOT_PAID_YET);
            case Sale.Secured _ ->
                after(state, new SaleEvent.TimePassed(now.facts().time()), new SaleEvent.KeyHandedOver(command.node()));
            case Sale.KeySent _, Sale.Revealed _, Sale.Settling _ -> unchanged(state);
            // A release that came early, even one that is in a block, makes the payment no more final than it is.
            case Sale.Releasing _, Sale.Settled _, Sale.Released _ ->
                isFinal(now.facts()) && command.paidForGood() ? unchanged(state) : refused(state, Denial.NOT_PAID_YET);
            case Sale.Bonding _, Sale.Signing _, Sale.Offered _, Sale.Accepted _ -> refused(state, Denial.NOT_PAID_YET);
            case Sale.Revealing _, Sale.Missed _ -> refused(state, Denial.TOO_LATE);
            case Sale.Complained _, Sale.Refunded _, Sale.Expired _, Sale.Declined _ -> refused(state, Denial.OVER);
        };
    }

    private static Step<Sale, SaleEvent, SaleEffect> released(Sale state, SaleCommand.TakeRelease command) {
        if (!command.signer().equals(state.terms().releaseKey())) {
            return refused(state, Denial.WRONG_SIGNATURE);
        }
        return state.facts().promise().release() == null
                ? after(state, new SaleEvent.ReleaseTaken(command.signature()))
                : unchanged(state);
    }

    private static boolean differs(Sale one, Sale other) {
        return one.getClass() != other.getClass() || !one.effects().equals(other.effects());
    }

    private static Sale fold(Sale state, List<SaleEvent> events) {
        Sale next = state;
        for (SaleEvent event : events) {
            next = next.with(event);
        }
        return next;
    }

    private static Step<Sale, SaleEvent, SaleEffect> after(Sale state, SaleEvent... events) {
        Sale next = fold(state, List.of(events));
        return new Step<>(next, List.of(events), next.effects(), null);
    }

    private static Step<Sale, SaleEvent, SaleEffect> unchanged(Sale state) {
        return new Step<>(state, List.of(), state.effects(), null);
    }

    private static Step<Sale, SaleEvent, SaleEffect> refused(Sale state, Denial denial) {
        return new Step<>(state, List.of(), state.effects(), denial);
    }
}
