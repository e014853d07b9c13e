package org.pluspeer.market.sale;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.content.ContentKey;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * A purchase, as the buyer's side sees it.
 *
 * <pre>
 *   Requested ──offer holds──▶ Offered ──owner's yes──▶ Fetching ──every pair checked──▶ Checked ──funds──▶ Paying
 *       └───────────────┴── Cancelled, Failed: nothing was signed, nothing is paid ──┴──────────┘             │
 *                                                                                                            │
 *   Failed ◀── final past acceptBy ── Uncertain ◀── refused, or too late to be mined ────────────────────────┤
 *                                        └──────────────── accepted after all ───────────────┐      accepted │
 *                                                                                            ▼              ▼
 *   Delivered ◀── whole ── Opened ◀── key, from the seller or from the chain ────────────────────────────── Paid
 *                            └── wrong block ──▶ Complaining ──▶ Refunded ◀── Refunding ◀── no key in time ──┤
 *                                                                    └──── Contesting ◀── what was revealed ──┘
 *                                                                                         is no masked key
 * </pre>
 *
 * What comes before {@code Paying} goes forward step by step. From there on the state is read off the facts, whatever
 * their order, and a reorganisation of the chain leads back by itself.
 */
public sealed interface Purchase {
    PurchaseFacts facts();

    /** What is to be done now; also what is to be done after a restart. */
    List<PurchaseEffect> effects();

    /** Null until there is one. */
    default @Nullable SignedOffer offer() {
        return facts().bargain().offer();
    }

    /** Whether nothing more will come of it unless the chain changes its mind. */
    default boolean isOver() {
        return switch (this) {
            case Delivered it -> it.effects().isEmpty();
            case Refunded _, Cancelled _, Failed _, Lost _ -> true;
            case Requested _, Offered _, Fetching _, Checked _, Paying _, Uncertain _ -> false;
            case Paid _, Opened _, Complaining _, Contesting _, Refunding _ -> false;
        };
    }

    /** Whether a signature that moves the price may exist. */
    default boolean isCommitted() {
        return facts().bargain().method() != null;
    }

    /** Whether the payment is wanted and not in a block yet. */
    default boolean isPaying() {
        return effects().stream()
                .anyMatch(effect ->
                        effect instanceof PurchaseEffect.ApproveToken || effect instanceof PurchaseEffect.SubmitAccept);
    }

    /** Answers a command; never throws for one that comes at the wrong time. */
    default Step<Purchase, PurchaseEvent, PurchaseEffect> on(PurchaseCommand command) {
        return PurchaseRules.answer(this, command);
    }

    default Purchase with(PurchaseEvent event) {
        return PurchaseRules.read(facts().with(event));
    }

    /** Begins a purchase. */
    static Step<Purchase, PurchaseEvent, PurchaseEffect> begin(PurchaseRequest request) {
        PurchaseEvent event = new PurchaseEvent.Requested(request);
        Purchase state = first(event);
        return new Step<>(state, List.of(event), state.effects(), null);
    }

    /**
     * The state after the first event of a history.
     *
     * @throws IllegalArgumentException if it is another event than {@code Requested}
     */
    static Purchase first(PurchaseEvent event) {
        if (event instanceof PurchaseEvent.Requested(PurchaseRequest request)) {
            return PurchaseRules.read(PurchaseFacts.of(request));
        }
        throw new IllegalArgumentException("a purchase begins by being requested");
    }

    /** The seller is being asked for an offer. */
    record Requested(PurchaseFacts facts) implements Purchase {
        @Override
        public List<PurchaseEffect> effects() {
            return List.of(new PurchaseEffect.RequestOffer(facts.request()));
        }
    }

    /** The offer holds; the owner has to say yes or no. */
    record Offered(PurchaseFacts facts, SignedOffer offer) implements Purchase {
        @Override
        public List<PurchaseEffect> effects() {
            return List.of();
        }
    }

    /** The ciphertext is on its way. */
    record Fetching(PurchaseFacts facts, SignedOffer offer, Amount approved) implements Purchase {
        @Override
        public List<PurchaseEffect> effects() {
            return List.of(new PurchaseEffect.FetchCiphertext(facts.request(), offer));
        }
    }

    /** The ciphertext is here and is what the offer promises. */
    record Checked(PurchaseFacts facts, SignedOffer offer, Amount approved) implements Purchase {
        @Override
        public List<PurchaseEffect> effects() {
            return List.of(new PurchaseEffect.PreparePayment(offer, approved));
        }
    }

    /** The payment may be on its way; the chain has not said so yet. */
    record Paying(PurchaseFacts facts, SignedOffer offer) implements Purchase {
        @Override
        public List<PurchaseEffect> effects() {
            return PurchaseRules.pay(facts, offer);
        }
    }

    /** No payment is sent any more, but one that was may still be mined until the chain is final past acceptBy. */
    record Uncertain(PurchaseFacts facts, SignedOffer offer) implements Purchase {
        @Override
        public List<PurchaseEffect> effects() {
            return List.of();
        }
    }

    /** The price is in escrow and the key is awaited. */
    record Paid(PurchaseFacts facts, SignedOffer offer) implements Purchase {
        @Override
        public List<PurchaseEffect> effects() {
            return List.of(new PurchaseEffect.FetchKey(offer));
        }
    }

    /** The key is here; the content is being decrypted and verified. */
    record Opened(PurchaseFacts facts, SignedOffer offer, ContentKey key) implements Purchase {
        @Override
        public List<PurchaseEffect> effects() {
            PurchaseEffect open = new PurchaseEffect.OpenContent(facts.request(), offer, key);
            return PurchaseRules.alsoPay(facts, offer, open);
        }
    }

    /** The content is whole and in the owner's hands; the seller gets its release. */
    record Delivered(PurchaseFacts facts, SignedOffer offer, Delivery file) implements Purchase {
        @Override
        public List<PurchaseEffect> effects() {
            boolean told = facts.goods().releaseTaken() || facts.escrow().ended() != null;
            return told ? List.of() : PurchaseRules.alsoPay(facts, offer, new PurchaseEffect.SendRelease(offer));
        }
    }

    /** A block is wrong; the chain is being shown. */
    record Complaining(PurchaseFacts facts, SignedOffer offer, ContentKey key, long index) implements Purchase {
        @Override
        public List<PurchaseEffect> effects() {
            int attempt = facts.transactions().attempt(SaleTransaction.COMPLAIN);
            return List.of(new PurchaseEffect.SubmitComplaint(offer, key, index, attempt));
        }
    }

    /** What was revealed does not unmask the key; the chain is being shown. */
    record Contesting(PurchaseFacts facts, SignedOffer offer, Hash32 z) implements Purchase {
        @Override
        public List<PurchaseEffect> effects() {
            int attempt = facts.transactions().attempt(SaleTransaction.COMPLAIN);
            return List.of(new PurchaseEffect.SubmitMaskComplaint(offer, z, attempt));
        }
    }

    /** No key came in time; the money is being called back. */
    record Refunding(PurchaseFacts facts, SignedOffer offer) implements Purchase {
        @Override
        public List<PurchaseEffect> effects() {
            int attempt = facts.transactions().attempt(SaleTransaction.REFUND);
            return List.of(new PurchaseEffect.SubmitRefund(offer, attempt));
        }
    }

    /** The money is back in the buyer's ledger, with what the seller forfeited. */
    record Refunded(PurchaseFacts facts, SignedOffer offer, How how) implements Purchase {
        @Override
        public List<PurchaseEffect> effects() {
            return List.of();
        }

        /** What the buyer can withdraw for it, in base units of the sale's token. */
        public Amount credited() {
            Offer terms = offer.offer();
            return terms.price().plus(how == How.COMPLAINED ? terms.bond() : terms.noShow());
        }
    }

    /** Called off by the owner before anything was signed. */
    record Cancelled(PurchaseFacts facts) implements Purchase {
        @Override
        public List<PurchaseEffect> effects() {
            return List.of();
        }
    }

    /** It came to nothing, and nothing is paid. */
    record Failed(PurchaseFacts facts, Failure failure) implements Purchase {
        @Override
        public List<PurchaseEffect> effects() {
            return List.of();
        }
    }

    /**
     * The seller cheated and this node was away for the whole of the dispute window: the one way to lose the price.
     */
    record Lost(PurchaseFacts facts, SignedOffer offer, Failure failure) implements Purchase {
        @Override
        public List<PurchaseEffect> effects() {
            return List.of();
        }
    }
}
