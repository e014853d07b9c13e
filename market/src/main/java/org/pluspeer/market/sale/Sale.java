package org.pluspeer.market.sale;

import java.util.List;
import org.pluspeer.wallet.eth.Signature;

/**
 * A sale, as the seller's side sees it.
 *
 * <pre>
 *   Bonding ── bond in the ledger ──▶ Signing ──▶ Offered ── accepted ──▶ Accepted ── final ──▶ Secured
 *      └── Declined                                  └── Expired                                  │
 *                                                                            key asked for ── KeySent
 *   Released ◀── Releasing ◀── release by the buyer's key ────────────────────────────────────────┤
 *   Settled ◀── Settling ◀── time to complain over ── Revealed ◀── Revealing ◀── half the window gone
 *   Complained, Refunded: the chain said so;  Missed: too late to reveal
 * </pre>
 *
 * The key leaves this node only when the acceptance is final, and is revealed only while enough time is left for that
 * to be mined: a key that is public after the deadline is a key given away.
 */
public sealed interface Sale {
    SaleFacts facts();

    /** What is to be done now; also what is to be done after a restart. */
    List<SaleEffect> effects();

    default Offer terms() {
        return facts().request().offer();
    }

    /** Whether nothing more will come of it unless the chain changes its mind. */
    default boolean isOver() {
        return switch (this) {
            case Settled _, Released _, Complained _, Refunded _, Expired _, Declined _ -> true;
            case Bonding _, Signing _, Offered _, Accepted _, Secured _, KeySent _ -> false;
            case Releasing _, Revealing _, Revealed _, Settling _, Missed _ -> false;
        };
    }

    /** Whether the bond in the ledger must not be spent on anything else. */
    default boolean reservesBond() {
        return this instanceof Bonding || this instanceof Signing || this instanceof Offered;
    }

    /** Whether the buyer's node may fetch blocks. */
    default boolean servesBlocks() {
        return facts().promise().offer() != null && !isOver();
    }

    default Step<Sale, SaleEvent, SaleEffect> on(SaleCommand command) {
        return SaleRules.answer(this, command);
    }

    default Sale with(SaleEvent event) {
        return SaleRules.read(facts().with(event));
    }

    /** Begins a sale: reserves the bond. */
    static Step<Sale, SaleEvent, SaleEffect> begin(SaleRequest request) {
        SaleEvent event = new SaleEvent.Prepared(request);
        Sale state = first(event);
        return new Step<>(state, List.of(event), state.effects(), null);
    }

    /**
     * The state after the first event of a history.
     *
     * @throws IllegalArgumentException if it is another event than {@code Prepared}
     */
    static Sale first(SaleEvent event) {
        if (event instanceof SaleEvent.Prepared(SaleRequest request)) {
            return SaleRules.read(SaleFacts.of(request));
        }
        throw new IllegalArgumentException("a sale begins by being prepared");
    }

    /** The bond is reserved, and deposited if the ledger is short. */
    record Bonding(SaleFacts facts) implements Sale {
        @Override
        public List<SaleEffect> effects() {
            int attempt = facts.transactions().attempt(SaleTransaction.DEPOSIT);
            return List.of(new SaleEffect.SecureBond(facts.request(), attempt));
        }
    }

    /** The offer is to be signed. */
    record Signing(SaleFacts facts) implements Sale {
        @Override
        public List<SaleEffect> effects() {
            return List.of(new SaleEffect.SignOffer(facts.request()));
        }
    }

    /** The offer is out; the buyer fetches, checks and may accept. */
    record Offered(SaleFacts facts, Signature signature) implements Sale {
        @Override
        public List<SaleEffect> effects() {
            return List.of();
        }

        public SignedOffer signed() {
            return new SignedOffer(facts.request().id(), terms(), signature);
        }
    }

    /** Accepted in a block that may still be taken back. */
    record Accepted(SaleFacts facts) implements Sale {
        @Override
        public List<SaleEffect> effects() {
            return List.of();
        }
    }

    /** The acceptance is final: the buyer's node may have the key. */
    record Secured(SaleFacts facts) implements Sale {
        @Override
        public List<SaleEffect> effects() {
            return List.of();
        }
    }

    /** The buyer's node has the key; its release is awaited. */
    record KeySent(SaleFacts facts) implements Sale {
        @Override
        public List<SaleEffect> effects() {
            return List.of();
        }
    }

    /**
     * The buyer let the money go.
     *
     * @param alsoReveal the release has not been mined although half the window is gone: reveal as well, for safety
     */
    record Releasing(SaleFacts facts, Signature release, boolean alsoReveal) implements Sale {
        @Override
        public List<SaleEffect> effects() {
            int attempt = facts.transactions().attempt(SaleTransaction.RELEASE);
            SaleEffect submit = new SaleEffect.SubmitRelease(facts.request(), release, attempt);
            return alsoReveal ? List.of(submit, SaleRules.reveal(facts)) : List.of(submit);
        }
    }

    /** Half of the window is gone without a release: the key goes on chain. */
    record Revealing(SaleFacts facts) implements Sale {
        @Override
        public List<SaleEffect> effects() {
            return List.of(SaleRules.reveal(facts));
        }
    }

    /** The key is public; the buyer may still complain. */
    record Revealed(SaleFacts facts, ChainFact.Revealed revealed) implements Sale {
        @Override
        public List<SaleEffect> effects() {
            return List.of();
        }
    }

    /** The time to complain is over. */
    record Settling(SaleFacts facts) implements Sale {
        @Override
        public List<SaleEffect> effects() {
            int attempt = facts.transactions().attempt(SaleTransaction.SETTLE);
            return List.of(new SaleEffect.SubmitSettle(facts.request(), attempt));
        }
    }

    /** Too little time is left to reveal safely: all that can help now is a release. */
    record Missed(SaleFacts facts) implements Sale {
        @Override
        public List<SaleEffect> effects() {
            return List.of();
        }
    }

    /** Paid after the time to complain. */
    record Settled(SaleFacts facts) implements Sale {
        @Override
        public List<SaleEffect> effects() {
            return List.of();
        }
    }

    /** Paid by the buyer's release. */
    record Released(SaleFacts facts) implements Sale {
        @Override
        public List<SaleEffect> effects() {
            return List.of();
        }
    }

    /** The buyer proved a wrong block and has price and bond. */
    record Complained(SaleFacts facts) implements Sale {
        @Override
        public List<SaleEffect> effects() {
            return List.of();
        }
    }

    /** The key did not come in time; the buyer has the price back and the no-show amount. */
    record Refunded(SaleFacts facts) implements Sale {
        @Override
        public List<SaleEffect> effects() {
            return List.of();
        }
    }

    /** Nobody accepted, and nobody can any more. */
    record Expired(SaleFacts facts) implements Sale {
        @Override
        public List<SaleEffect> effects() {
            return List.of();
        }
    }

    /** It never became an offer, or the buyer gave it back. Should it be accepted all the same, it goes on. */
    record Declined(SaleFacts facts, String reason) implements Sale {
        @Override
        public List<SaleEffect> effects() {
            return List.of();
        }
    }
}
