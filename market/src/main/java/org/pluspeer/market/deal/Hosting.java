package org.pluspeer.market.deal;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.sale.Step;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Signature;

/**
 * A deal, as the provider's side sees it.
 *
 * <pre>
 *   Receiving ── the replica is here ──▶ Securing ── collateral in the ledger ──▶ Signing ──▶ Offered ── opened ──┐
 *       └── Declined                                                                             └── Expired       │
 *   Ended ◀── the chain says so ── Closing ◀── default, or the last epoch ── Storing ⇄ Proving ◀───────────────────┘
 * </pre>
 *
 * It signs only when replica and collateral are there, and answers a challenge only when the block that drew it is a few
 * blocks deep, since another block would draw other leaves.
 */
public sealed interface Hosting extends DealSide {
    /** Blocks that are to lie over the one that draws the leaves. A window has at least sixteen times as many. */
    int DEPTH = 8;
    /** Blocks after which a hash that will be forgotten is pinned, if the proof hasn't been mined by then. */
    int PIN_AFTER = 192;

    @Override
    default Address other() {
        return facts().terms().client();
    }

    /** Whether nothing more will come of it unless the chain changes its mind. */
    default boolean isOver() {
        return switch (this) {
            case Ended _, Expired _, Declined _ -> true;
            case Receiving _, Securing _, Signing _, Offered _, Storing _, Proving _, Closing _ -> false;
        };
    }

    /** Whether an end that the client asks for leaves no epoch unpaid that has begun. */
    default boolean agreesTo(EarlyEnd end) {
        int earliest = DealRules.earliestEnd(facts()).orElse(Integer.MAX_VALUE);
        return end.epochs() >= earliest && end.epochs() < facts().terms().epochs();
    }

    /** Whether the collateral in the ledger must not be spent on anything else. */
    default boolean reservesCollateral() {
        return this instanceof Securing || this instanceof Signing || this instanceof Offered;
    }

    default Step<Hosting, DealEvent, DealEffect> on(DealCommand command) {
        return DealRules.answer(this, command, Hosting.class);
    }

    default Hosting with(DealEvent event) {
        return of(facts().with(event));
    }

    @Override
    default Hosting read(DealFacts facts) {
        return of(facts);
    }

    /** Begins with terms that the policy found good. */
    static Step<Hosting, DealEvent, DealEffect> begin(DealRequest request) {
        DealEvent event = new DealEvent.Proposed(request);
        Hosting state = first(event);
        return new Step<>(state, List.of(event), state.effects(), null);
    }

    /**
     * The state after the first event of a history.
     *
     * @throws IllegalArgumentException if it is another event than {@code Proposed}
     */
    static Hosting first(DealEvent event) {
        if (event instanceof DealEvent.Proposed(DealRequest request)) {
            return of(DealFacts.of(request));
        }
        throw new IllegalArgumentException("a deal begins by being proposed");
    }

    private static Hosting of(DealFacts facts) {
        DealFact.Ended ended = facts.chain().ended().orElse(null);
        if (ended != null) {
            return new Ended(facts, ended);
        }
        EpochClock clock = facts.clock().orElse(null);
        return clock != null ? running(facts, clock) : promised(facts);
    }

    private static Hosting promised(DealFacts facts) {
        DealFacts.Promise promise = facts.promise();
        String declined = promise.declined();
        if (declined != null) {
            return new Declined(facts, declined);
        }
        if (facts.head().finalTime() > facts.terms().acceptBy()) {
            return new Expired(facts);
        }
        Signature signature = promise.signature();
        if (signature != null) {
            return new Offered(facts, signature);
        }
        if (!promise.replicaChecked()) {
            return new Receiving(facts);
        }
        return promise.collateralSecured() ? new Signing(facts) : new Securing(facts);
    }

    private static Hosting running(DealFacts facts, EpochClock clock) {
        if (facts.account().state().isOver()) {
            return new Closing(facts);
        }
        long next = facts.head().block() + 1;
        OptionalInt epoch = clock.provableIn(next);
        boolean open = epoch.isPresent()
                && !facts.chain().proven().has(epoch.getAsInt())
                && next > clock.challenge(epoch.getAsInt()) + DEPTH;
        return open ? new Proving(facts, epoch.getAsInt(), clock.challenge(epoch.getAsInt())) : new Storing(facts);
    }

    /** The replica is on its way here. */
    record Receiving(DealFacts facts) implements Hosting {
        @Override
        public List<DealEffect> effects() {
            return List.of(new DealEffect.FetchReplica(facts.request()));
        }
    }

    /** The collateral is reserved, and deposited if the ledger is short. */
    record Securing(DealFacts facts) implements Hosting {
        @Override
        public List<DealEffect> effects() {
            int attempt = facts.attempt(DealTransaction.Kind.DEPOSIT, 0);
            return List.of(new DealEffect.SecureCollateral(facts.request(), attempt));
        }
    }

    /** The terms are to be signed. */
    record Signing(DealFacts facts) implements Hosting {
        @Override
        public List<DealEffect> effects() {
            return List.of(new DealEffect.SignTerms(facts.request()));
        }
    }

    /** The client may open the deal. */
    record Offered(DealFacts facts, Signature signature) implements Hosting {
        @Override
        public List<DealEffect> effects() {
            return List.of();
        }
    }

    /** Nothing can be proven now; from time to time what was earned is credited. */
    record Storing(DealFacts facts) implements Hosting {
        @Override
        public List<DealEffect> effects() {
            List<DealEffect> effects = new ArrayList<>();
            AgreedEnd agreed = DealRules.currentEnd(facts);
            if (agreed != null) {
                effects.add(DealRules.endEarly(facts, agreed));
            }
            int every = facts.request().settleEvery();
            boolean due = every > 0 && facts.decided() - facts.chain().settled() >= every;
            if (due && facts.account().provider().isMoreThan(facts.credited().provider())) {
                effects.add(DealRules.settle(facts));
            }
            return effects;
        }
    }

    /** An epoch is to be proven. */
    record Proving(DealFacts facts, int epoch, long challenge) implements Hosting {
        @Override
        public List<DealEffect> effects() {
            List<DealEffect> effects = new ArrayList<>();
            if (tellsHash(facts.request().historyBlocks())) {
                int attempt = facts.attempt(DealTransaction.Kind.PROVE, epoch);
                effects.add(new DealEffect.Prove(facts.request(), epoch, challenge, attempt));
            }
            DealEffect pin = pin();
            if (pin != null) {
                effects.add(pin);
            }
            return effects;
        }

        private boolean tellsHash(int blocks) {
            return facts.chain().isPinned(challenge) || facts.head().block() + 1 - challenge <= blocks;
        }

        private @Nullable DealEffect pin() {
            int history = facts.request().historyBlocks();
            long old = facts.head().block() + 1 - challenge;
            boolean useful =
                    facts.terms().windowBlocks() > history && !facts.chain().isPinned(challenge);
            int attempt = facts.attempt(DealTransaction.Kind.PIN, epoch);
            return useful && old > PIN_AFTER && old <= history
                    ? new DealEffect.Pin(facts.request(), challenge, attempt)
                    : null;
        }
    }

    /** It is over, and what is due is to be credited. */
    record Closing(DealFacts facts) implements Hosting {
        @Override
        public List<DealEffect> effects() {
            boolean due = facts.account().provider().isMoreThan(facts.credited().provider());
            return due ? List.of(DealRules.settle(facts)) : List.of();
        }
    }

    /** The chain has paid everybody. */
    record Ended(DealFacts facts, DealFact.Ended ended) implements Hosting {
        @Override
        public List<DealEffect> effects() {
            boolean isFinal = ended.block() <= facts.head().finalBlock();
            return isFinal ? List.of(new DealEffect.DropReplica(facts.request())) : List.of();
        }
    }

    /** Nobody opened it, and nobody can any more. */
    record Expired(DealFacts facts) implements Hosting {
        @Override
        public List<DealEffect> effects() {
            return List.of(new DealEffect.DropReplica(facts.request()));
        }
    }

    /** It never became a deal. */
    record Declined(DealFacts facts, String reason) implements Hosting {
        @Override
        public List<DealEffect> effects() {
            return List.of(new DealEffect.DropReplica(facts.request()));
        }
    }
}
