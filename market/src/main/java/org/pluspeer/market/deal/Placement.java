package org.pluspeer.market.deal;

import java.util.List;
import java.util.OptionalInt;
import org.pluspeer.market.sale.Step;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Signature;

/**
 * A deal, as the client's side sees it.
 *
 * <pre>
 *   Proposing ── signed by the provider ──▶ Approving ── the owner agrees ──▶ Opening ── opened ──▶ Kept
 *       └── Declined                            └── Expired ◀────────────────────┘                   │
 *   Ended ◀── the chain says so ── Closing ◀── default, or the last epoch ──────────────────────────┘
 * </pre>
 */
public sealed interface Placement extends DealSide {
    /** Blocks for which a completed deal is left to the provider to settle, whose collateral waits in it. */
    int GRACE = 64;

    @Override
    default Address other() {
        return facts().terms().provider();
    }

    /** Whether nothing more will come of it unless the chain changes its mind. */
    default boolean isOver() {
        return switch (this) {
            case Ended _, Expired _, Declined _ -> true;
            case Proposing _, Approving _, Opening _, Kept _, Closing _ -> false;
        };
    }

    /** Whether the replica can't be counted on any more and another is to be made. */
    default boolean needsRepair() {
        DealState state =
                this instanceof Ended it ? it.ended().how() : facts().account().state();
        return state == DealState.DEFAULTED;
    }

    /**
     * How many epochs are to be decided when it may be ended early: those that began are paid for. Empty where it is not
     * running, or ends of itself by then.
     */
    default OptionalInt earliestEnd() {
        return DealRules.earliestEnd(facts())
                .map(OptionalInt::of)
                .filter(_ -> this instanceof Kept)
                .orElse(OptionalInt.empty());
    }

    /** Whether both have signed an end that can still come. */
    default boolean isEndAgreed() {
        AgreedEnd end = facts().promise().end();
        return end != null && facts().decided() <= end.end().epochs();
    }

    /** Epochs that were missed so far. */
    default int missed() {
        return facts().chain().proven().missedOf(facts().decided());
    }

    default Step<Placement, DealEvent, DealEffect> on(DealCommand command) {
        return DealRules.answer(this, command, Placement.class);
    }

    default Placement with(DealEvent event) {
        return of(facts().with(event));
    }

    @Override
    default Placement read(DealFacts facts) {
        return of(facts);
    }

    /** Begins with terms for a replica that is ready. */
    static Step<Placement, DealEvent, DealEffect> begin(DealRequest request) {
        DealEvent event = new DealEvent.Proposed(request);
        Placement state = first(event);
        return new Step<>(state, List.of(event), state.effects(), null);
    }

    /**
     * The state after the first event of a history.
     *
     * @throws IllegalArgumentException if it is another event than {@code Proposed}
     */
    static Placement first(DealEvent event) {
        if (event instanceof DealEvent.Proposed(DealRequest request)) {
            return of(DealFacts.of(request));
        }
        throw new IllegalArgumentException("a deal begins by being proposed");
    }

    private static Placement of(DealFacts facts) {
        DealFact.Ended ended = facts.chain().ended().orElse(null);
        if (ended != null) {
            return new Ended(facts, ended);
        }
        if (facts.chain().opened().isPresent()) {
            return facts.account().state().isOver() ? new Closing(facts) : new Kept(facts);
        }
        String declined = facts.promise().declined();
        if (declined != null) {
            return new Declined(facts, declined);
        }
        if (facts.head().finalTime() > facts.terms().acceptBy()) {
            return new Expired(facts);
        }
        Signature signature = facts.promise().signature();
        if (signature == null) {
            return new Proposing(facts);
        }
        return facts.promise().consented() ? new Opening(facts, signature) : new Approving(facts, signature);
    }

    /** Terms and replica are offered to the provider. */
    record Proposing(DealFacts facts) implements Placement {
        @Override
        public List<DealEffect> effects() {
            return List.of(new DealEffect.AskForSignature(facts.request()));
        }
    }

    /** The provider has the replica and stands to its word; the owner is to agree. */
    record Approving(DealFacts facts, Signature signature) implements Placement {
        @Override
        public List<DealEffect> effects() {
            return List.of();
        }
    }

    /** The price is being paid; not any more once it would come too late. */
    record Opening(DealFacts facts, Signature signature) implements Placement {
        @Override
        public List<DealEffect> effects() {
            if (facts.head().time() > facts.terms().acceptBy()) {
                return List.of();
            }
            int attempt = facts.attempt(DealTransaction.Kind.OPEN, 0);
            return List.of(new DealEffect.Open(facts.request(), signature, attempt));
        }
    }

    /** The provider keeps the replica and shows it epoch by epoch; an agreed end is left to it for half an epoch. */
    record Kept(DealFacts facts) implements Placement {
        @Override
        public List<DealEffect> effects() {
            AgreedEnd agreed = DealRules.currentEnd(facts);
            EpochClock clock = facts.clock().orElse(null);
            boolean itsTurn = agreed != null
                    && clock != null
                    && facts.head().block() > clock.challenge(agreed.end().epochs() - 1) + clock.epochBlocks() / 2;
            return agreed != null && itsTurn ? List.of(DealRules.endEarly(facts, agreed)) : List.of();
        }
    }

    /** It is over. After a default at once, else after a while, what is due is to be credited. */
    record Closing(DealFacts facts) implements Placement {
        @Override
        public List<DealEffect> effects() {
            boolean due = facts.account().client().isMoreThan(facts.credited().client());
            long end = facts.clock().map(EpochClock::end).orElse(Long.MAX_VALUE);
            boolean urgent = facts.account().state() == DealState.DEFAULTED;
            boolean itsTurn = urgent || facts.head().block() > end + GRACE;
            return due && itsTurn ? List.of(DealRules.settle(facts)) : List.of();
        }
    }

    /** The chain has paid everybody. */
    record Ended(DealFacts facts, DealFact.Ended ended) implements Placement {
        @Override
        public List<DealEffect> effects() {
            return List.of();
        }
    }

    /** It was not opened in time. */
    record Expired(DealFacts facts) implements Placement {
        @Override
        public List<DealEffect> effects() {
            return List.of();
        }
    }

    /** It never became a deal. */
    record Declined(DealFacts facts, String reason) implements Placement {
        @Override
        public List<DealEffect> effects() {
            return List.of();
        }
    }
}
