package org.pluspeer.market.sale;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.content.ContentKey;
import org.pluspeer.market.content.Mask;

/** How a purchase is read off its facts, and how it answers commands. */
final class PurchaseRules {
    private PurchaseRules() {}

    // ---- reading

    static Purchase read(PurchaseFacts facts) {
        PurchaseFacts.Bargain bargain = facts.bargain();
        SignedOffer offer = bargain.offer();
        if (bargain.method() != null) {
            return exchange(facts, Objects.requireNonNull(offer));
        }
        if (bargain.cancelled()) {
            return new Purchase.Cancelled(facts);
        }
        if (bargain.failure() != null) {
            return new Purchase.Failed(facts, bargain.failure());
        }
        if (offer == null) {
            return new Purchase.Requested(facts);
        }
        if (bargain.approved() == null) {
            return new Purchase.Offered(facts, offer);
        }
        return bargain.checked()
                ? new Purchase.Checked(facts, offer, bargain.approved())
                : new Purchase.Fetching(facts, offer, bargain.approved());
    }

    private static Purchase exchange(PurchaseFacts facts, SignedOffer offer) {
        PurchaseFacts.Goods goods = facts.goods();
        ChainFact.Ended ended = facts.escrow().ended();
        if (goods.file() != null) {
            return new Purchase.Delivered(facts, offer, goods.file());
        }
        if (ended != null && ended.how().refunds()) {
            return new Purchase.Refunded(facts, offer, ended.how());
        }
        if (goods.key() == null) {
            return withoutKey(facts, offer);
        }
        return goods.fault() == null
                ? new Purchase.Opened(facts, offer, goods.key())
                : withFault(facts, offer, goods.key(), goods.fault());
    }

    private static Purchase withoutKey(PurchaseFacts facts, SignedOffer offer) {
        Escrow escrow = facts.escrow();
        if (!escrow.isKnown()) {
            return unpaid(facts, offer, false);
        }
        ChainFact.Revealed revealed = escrow.revealed();
        if (revealed != null && offer.mask() != null) {
            return withoutUse(facts, offer, revealed);
        }
        return escrow.isRefundable(facts.time())
                ? new Purchase.Refunding(facts, offer)
                : new Purchase.Paid(facts, offer);
    }

    /** What was revealed does not unmask the key, or it would be known. */
    private static Purchase withoutUse(PurchaseFacts facts, SignedOffer offer, ChainFact.Revealed revealed) {
        boolean missed = facts.time().headTime() > revealed.disputeBy();
        return missed || facts.escrow().ended() != null
                ? new Purchase.Lost(facts, offer, Failure.of(PurchaseFault.DISPUTE_MISSED))
                : new Purchase.Contesting(facts, offer, revealed.z());
    }

    private static Purchase withFault(PurchaseFacts facts, SignedOffer offer, ContentKey key, long index) {
        Escrow escrow = facts.escrow();
        if (!escrow.isKnown()) {
            return unpaid(facts, offer, true);
        }
        if (escrow.isRefundable(facts.time())) {
            return new Purchase.Refunding(facts, offer);
        }
        ChainFact.Revealed revealed = escrow.revealed();
        boolean missed = revealed != null && facts.time().headTime() > revealed.disputeBy();
        return missed || escrow.ended() != null
                ? new Purchase.Lost(facts, offer, Failure.of(PurchaseFault.DISPUTE_MISSED))
                : new Purchase.Complaining(facts, offer, key, index);
    }

    /** The chain knows nothing of the sale. {@code unwanted}: the content is known to be wrong, so do not pay for it. */
    private static Purchase unpaid(PurchaseFacts facts, SignedOffer offer, boolean unwanted) {
        long acceptBy = offer.offer().acceptBy();
        boolean refused = isRefused(facts);
        if (facts.time().finalizedTime() > acceptBy) {
            PurchaseFault fault = refused ? PurchaseFault.PAYMENT_REFUSED : PurchaseFault.PAYMENT_LATE;
            return new Purchase.Failed(facts, Failure.of(fault));
        }
        boolean late = facts.time().headTime() > acceptBy;
        return refused || late || unwanted ? new Purchase.Uncertain(facts, offer) : new Purchase.Paying(facts, offer);
    }

    private static boolean isRefused(PurchaseFacts facts) {
        return facts.transactions().wasRefused(SaleTransaction.ACCEPT)
                || facts.transactions().wasRefused(SaleTransaction.APPROVE);
    }

    // ---- effects of paying

    static List<PurchaseEffect> pay(PurchaseFacts facts, SignedOffer offer) {
        PaymentMethod method = Objects.requireNonNull(facts.bargain().method());
        var approved = Objects.requireNonNull(facts.bargain().approved());
        boolean allowed = facts.transactions().hasSucceeded(SaleTransaction.APPROVE);
        return method == PaymentMethod.ALLOWANCE && !allowed
                ? List.of(new PurchaseEffect.ApproveToken(offer, approved, 0))
                : List.of(new PurchaseEffect.SubmitAccept(offer, method, approved));
    }

    /** With the key here but the acceptance taken back by the chain, an honest buyer pays again. */
    static List<PurchaseEffect> alsoPay(PurchaseFacts facts, SignedOffer offer, PurchaseEffect first) {
        List<PurchaseEffect> all = new ArrayList<>(List.of(first));
        if (!facts.escrow().isKnown() && unpaid(facts, offer, false) instanceof Purchase.Paying) {
            all.addAll(pay(facts, offer));
        }
        return List.copyOf(all);
    }

    // ---- answering

    static Step<Purchase, PurchaseEvent, PurchaseEffect> answer(Purchase state, PurchaseCommand command) {
        return switch (command) {
            case PurchaseCommand.TakeOffer it -> took(state, it);
            case PurchaseCommand.GiveUp it ->
                isBargaining(state) ? after(state, new PurchaseEvent.Failed(it.failure())) : unchanged(state);
            case PurchaseCommand.Approve it -> approved(state, it);
            case PurchaseCommand.Cancel _ -> cancelled(state);
            case PurchaseCommand.KeepCiphertext _ ->
                state instanceof Purchase.Fetching
                        ? after(state, new PurchaseEvent.CiphertextChecked())
                        : unchanged(state);
            case PurchaseCommand.StartPayment it -> started(state, it);
            case PurchaseCommand.Report it -> reported(state, it.report());
            case PurchaseCommand.Move it -> moved(state, it.chain());
            case PurchaseCommand.TakeKey it -> keyTaken(state, it.key());
            case PurchaseCommand.FindFault it -> opened(state, new PurchaseEvent.FaultFound(it.index()));
            case PurchaseCommand.Deliver it -> opened(state, new PurchaseEvent.Delivered(it.file()));
            case PurchaseCommand.ConfirmRelease _ ->
                state.facts().goods().file() != null && !state.facts().goods().releaseTaken()
                        ? after(state, new PurchaseEvent.ReleaseTaken())
                        : unchanged(state);
        };
    }

    private static Step<Purchase, PurchaseEvent, PurchaseEffect> took(
            Purchase state, PurchaseCommand.TakeOffer command) {
        if (!(state instanceof Purchase.Requested)) {
            return unchanged(state);
        }
        PurchaseFault fault =
                OfferCheck.fault(state.facts().request(), command.offer(), command.signer(), command.headTime());
        return fault == null
                ? after(state, new PurchaseEvent.OfferTaken(command.offer()))
                : after(state, new PurchaseEvent.Failed(Failure.of(fault)));
    }

    private static Step<Purchase, PurchaseEvent, PurchaseEffect> approved(
            Purchase state, PurchaseCommand.Approve command) {
        return switch (state) {
            case Purchase.Requested _ -> refused(state, Denial.NOT_OFFERED_YET);
            case Purchase.Cancelled _, Purchase.Failed _ -> refused(state, Denial.OVER);
            case Purchase.Offered it ->
                command.total().isLessThan(it.offer().offer().price())
                        ? refused(state, Denial.TOTAL_TOO_LOW)
                        : after(state, new PurchaseEvent.Approved(command.total()));
            case Purchase.Fetching _, Purchase.Checked _, Purchase.Paying _, Purchase.Uncertain _ -> unchanged(state);
            case Purchase.Paid _, Purchase.Opened _, Purchase.Delivered _, Purchase.Complaining _ -> unchanged(state);
            case Purchase.Contesting _, Purchase.Refunding _, Purchase.Refunded _, Purchase.Lost _ -> unchanged(state);
        };
    }

    private static Step<Purchase, PurchaseEvent, PurchaseEffect> cancelled(Purchase state) {
        if (isBargaining(state)) {
            return after(state, new PurchaseEvent.Cancelled());
        }
        if (state instanceof Purchase.Cancelled) {
            return unchanged(state);
        }
        return refused(state, state.isOver() ? Denial.OVER : Denial.ALREADY_PAYING);
    }

    private static Step<Purchase, PurchaseEvent, PurchaseEffect> started(
            Purchase state, PurchaseCommand.StartPayment command) {
        if (!(state instanceof Purchase.Checked it)) {
            return unchanged(state);
        }
        long left = it.offer().offer().acceptBy() - command.headTime();
        return left < state.facts().request().terms().minToAccept()
                ? after(state, new PurchaseEvent.Failed(Failure.of(PurchaseFault.OFFER_EXPIRED)))
                : after(state, new PurchaseEvent.PaymentStarted(command.method()));
    }

    private static Step<Purchase, PurchaseEvent, PurchaseEffect> reported(Purchase state, TransactionReport report) {
        PurchaseEvent event = new PurchaseEvent.Reported(report);
        boolean isNews = !state.facts().with(event).equals(state.facts());
        return state.isCommitted() && isNews ? after(state, event) : unchanged(state);
    }

    private static Step<Purchase, PurchaseEvent, PurchaseEffect> keyTaken(Purchase state, ContentKey key) {
        SignedOffer offer = state.offer();
        boolean wanted = state.isCommitted() && state.facts().goods().key() == null;
        return wanted && offer != null && key.keyHash().equals(offer.offer().keyHash())
                ? after(state, new PurchaseEvent.KeyLearned(key))
                : unchanged(state);
    }

    /** The verdict on the content: the first one stands. */
    private static Step<Purchase, PurchaseEvent, PurchaseEffect> opened(Purchase state, PurchaseEvent verdict) {
        PurchaseFacts.Goods goods = state.facts().goods();
        boolean awaited = goods.key() != null && goods.fault() == null && goods.file() == null;
        return awaited ? after(state, verdict) : unchanged(state);
    }

    private static Step<Purchase, PurchaseEvent, PurchaseEffect> moved(Purchase state, ChainMove chain) {
        if (!state.isCommitted()) {
            return bargainMoved(state, chain.time());
        }
        List<PurchaseEvent> events = new ArrayList<>(ChainEvents.of(
                state.facts().escrow(), chain, PurchaseEvent.ChainSaid::new, PurchaseEvent.ChainUnsaid::new));
        Purchase next = fold(state, events);
        for (PurchaseEvent event : List.copyOf(events)) {
            ContentKey key = publicKey(next, event);
            if (key != null) {
                events.add(new PurchaseEvent.KeyLearned(key));
                next = next.with(new PurchaseEvent.KeyLearned(key));
            }
        }
        Purchase later = read(next.facts().with(chain.time()));
        if (differs(next, later)) {
            events.add(new PurchaseEvent.TimePassed(later.facts().time()));
        }
        return after(state, events.toArray(PurchaseEvent[]::new));
    }

    /** The key that the chain has just made public, if it is the right one and news. */
    private static @Nullable ContentKey publicKey(Purchase state, PurchaseEvent event) {
        if (!(event instanceof PurchaseEvent.ChainSaid(ChainFact.Revealed revealed))) {
            return null;
        }
        SignedOffer offer = state.offer();
        if (offer == null || state.facts().goods().key() != null) {
            return null;
        }
        Mask mask = offer.mask();
        ContentKey key = mask == null ? ContentKey.of(revealed.z().bytes()) : mask.uncover(revealed.z(), offer.id());
        return key.keyHash().equals(offer.offer().keyHash()) ? key : null;
    }

    private static Step<Purchase, PurchaseEvent, PurchaseEffect> bargainMoved(Purchase state, ChainTime time) {
        SignedOffer offer = state.offer();
        boolean late = offer != null && time.headTime() > offer.offer().acceptBy();
        return late && isBargaining(state)
                ? after(state, new PurchaseEvent.Failed(Failure.of(PurchaseFault.OFFER_EXPIRED)))
                : unchanged(state);
    }

    /** Whether the owner or the outside would notice: another kind of state, or other things to do. */
    private static boolean differs(Purchase one, Purchase other) {
        return one.getClass() != other.getClass() || !one.effects().equals(other.effects());
    }

    private static boolean isBargaining(Purchase state) {
        return !state.isCommitted() && !state.isOver();
    }

    private static Purchase fold(Purchase state, List<PurchaseEvent> events) {
        Purchase next = state;
        for (PurchaseEvent event : events) {
            next = next.with(event);
        }
        return next;
    }

    private static Step<Purchase, PurchaseEvent, PurchaseEffect> after(Purchase state, PurchaseEvent... events) {
        Purchase next = fold(state, List.of(events));
        return new Step<>(next, List.of(events), next.effects(), null);
    }

    private static Step<Purchase, PurchaseEvent, PurchaseEffect> unchanged(Purchase state) {
        return new Step<>(state, List.of(), state.effects(), null);
    }

    private static Step<Purchase, PurchaseEvent, PurchaseEffect> refused(Purchase state, Denial denial) {
        return new Step<>(state, List.of(), state.effects(), denial);
    }
}
