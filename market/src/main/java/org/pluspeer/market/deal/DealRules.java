package org.pluspeer.market.deal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.sale.Denial;
import org.pluspeer.market.sale.Step;

/** How either side of a deal answers commands: what is news becomes an event, and the facts make the next state. */
final class DealRules {
    private DealRules() {}

    static <S extends DealSide> Step<S, DealEvent, DealEffect> answer(S state, DealCommand command, Class<S> kind) {
        DealFacts facts = state.facts();
        Denial denial = denial(state, command);
        List<DealEvent> events = denial == null ? events(facts, command) : List.of();
        DealFacts next = facts;
        for (DealEvent event : events) {
            next = next.with(event);
        }
        if (command instanceof DealCommand.Move(DealMove chain)) {
            DealFacts later = next.with(chain.head());
            if (differs(state.read(next), state.read(later))) {
                events = new ArrayList<>(events);
                events.add(new DealEvent.HeadMoved(later.head()));
                next = later;
            }
        }
        S after = events.isEmpty() ? state : kind.cast(state.read(next));
        return new Step<>(after, events, after.effects(), denial);
    }

    private static @Nullable Denial denial(DealSide state, DealCommand command) {
        DealTerms terms = state.facts().terms();
        return switch (command) {
            case DealCommand.TakeSignature it -> it.signer().equals(terms.provider()) ? null : Denial.WRONG_SIGNATURE;
            case DealCommand.Consent it -> {
                if (state.facts().promise().signature() == null) {
                    yield Denial.NOT_OFFERED_YET;
                }
                yield it.total().isLessThan(terms.price()) ? Denial.TOTAL_TOO_LOW : null;
            }
            case DealCommand.TakeEnd it -> {
                boolean genuine = it.signer().equals(state.other())
                        && it.agreed()
                                .end()
                                .dealId()
                                .equals(state.facts().request().id());
                yield genuine ? null : Denial.WRONG_SIGNATURE;
            }
            case DealCommand.ConfirmReplica _,
                    DealCommand.ConfirmCollateral _,
                    DealCommand.Decline _,
                    DealCommand.Refuse _,
                    DealCommand.Move _ -> null;
        };
    }

    private static List<DealEvent> events(DealFacts facts, DealCommand command) {
        DealFacts.Promise promise = facts.promise();
        return switch (command) {
            case DealCommand.ConfirmReplica it -> {
                Replica agreed = new Replica(facts.terms().root(), facts.terms().size());
                DealEvent wrong = new DealEvent.Declined("these are other bytes than the deal is for");
                boolean undecided = promise.declined() == null && !promise.replicaChecked();
                yield when(undecided, it.replica().equals(agreed) ? new DealEvent.ReplicaChecked() : wrong);
            }
            case DealCommand.ConfirmCollateral _ ->
                when(!promise.collateralSecured(), new DealEvent.CollateralSecured());
            case DealCommand.TakeSignature it ->
                when(
                        promise.signature() == null && promise.declined() == null,
                        new DealEvent.TermsSigned(it.signature()));
            case DealCommand.Decline it ->
                when(promise.signature() == null && promise.declined() == null, new DealEvent.Declined(it.reason()));
            case DealCommand.Consent _ -> when(!promise.consented(), new DealEvent.Consented());
            case DealCommand.Refuse it -> {
                DealEvent event = new DealEvent.Refused(it.transaction(), it.attempt(), it.reason());
                yield when(!facts.with(event).equals(facts), event);
            }
            case DealCommand.TakeEnd it ->
                when(!it.agreed().equals(promise.end()), new DealEvent.EndAgreed(it.agreed()));
            case DealCommand.Move it -> chainEvents(facts, it.chain());
        };
    }

    private static List<DealEvent> chainEvents(DealFacts facts, DealMove move) {
        List<DealEvent> events = new ArrayList<>();
        DealChain chain = facts.chain();
        Long from = move.revertedFrom();
        if (from != null && !chain.before(from).equals(chain)) {
            chain = chain.before(from);
            events.add(new DealEvent.ChainUnsaid(from));
        }
        for (DealFact fact : move.facts()) {
            if (fact instanceof DealFact.Pinned pin && !draws(pin.challenge(), chain, facts.terms())) {
                continue;
            }
            DealChain next = chain.with(fact);
            if (!next.equals(chain)) {
                chain = next;
                events.add(new DealEvent.ChainSaid(fact));
            }
        }
        return events;
    }

    /** Whether leaves of this deal are drawn from that block: pins are told to every deal. */
    private static boolean draws(long challenge, DealChain chain, DealTerms terms) {
        return chain.opened()
                .map(opened -> EpochClock.startingAt(opened.start(), terms))
                .filter(clock -> {
                    OptionalInt epoch = clock.provableIn(challenge + 1);
                    return epoch.isPresent() && clock.challenge(epoch.getAsInt()) == challenge;
                })
                .isPresent();
    }

    private static List<DealEvent> when(boolean isNews, DealEvent event) {
        return isNews ? List.of(event) : List.of();
    }

    /** Each epoch that is decided is noted too: the owner is shown what was missed. */
    private static boolean differs(DealSide one, DealSide other) {
        return one.getClass() != other.getClass()
                || !one.effects().equals(other.effects())
                || one.facts().decided() != other.facts().decided();
    }

    /**
     * An early end that both agreed to, as long as it holds: so many epochs are decided, the next one's leaves aren't
     * drawn, and its time isn't over.
     */
    static @Nullable AgreedEnd currentEnd(DealFacts facts) {
        AgreedEnd agreed = facts.promise().end();
        boolean holds = agreed != null
                && facts.decided() == agreed.end().epochs()
                && !facts.isDrawn(agreed.end().epochs())
                && facts.head().time() <= agreed.end().validUntil();
        return holds ? agreed : null;
    }

    /** After the epoch in which the next block lies; empty where that is the last one, or nothing runs. */
    static Optional<Integer> earliestEnd(DealFacts facts) {
        return facts.clock()
                .map(clock -> clock.running(facts.head().block() + 1) + 1)
                .filter(epochs -> epochs < facts.terms().epochs());
    }

    static DealEffect settle(DealFacts facts) {
        int decided = facts.decided();
        return new DealEffect.Settle(facts.request(), decided, facts.attempt(DealTransaction.Kind.SETTLE, decided));
    }

    static DealEffect endEarly(DealFacts facts, AgreedEnd agreed) {
        int attempt = facts.attempt(DealTransaction.Kind.END_EARLY, agreed.end().epochs());
        return new DealEffect.EndEarly(facts.request(), agreed, attempt);
    }
}
