package org.pluspeer.market.sale;

import org.pluspeer.market.content.ContentKey;
import org.pluspeer.wallet.eth.Amount;

/** What happened to a purchase, as the journal keeps it for ever. A purchase is the sum of these. */
public sealed interface PurchaseEvent {
    record Requested(PurchaseRequest request) implements PurchaseEvent {}

    /** The offer was checked and holds. */
    record OfferTaken(SignedOffer offer) implements PurchaseEvent {}

    /**
     * The owner said yes.
     *
     * @param total base units of the token, at least the price
     */
    record Approved(Amount total) implements PurchaseEvent {}

    /** All ciphertext is on disk and every pair was checked. */
    record CiphertextChecked() implements PurchaseEvent {}

    /** From here on a signature that moves the price may exist. */
    record PaymentStarted(PaymentMethod method) implements PurchaseEvent {}

    record Reported(TransactionReport report) implements PurchaseEvent {}

    record ChainSaid(ChainFact fact) implements PurchaseEvent {}

    /** The chain took back what it had said from this block on. */
    record ChainUnsaid(long fromBlock) implements PurchaseEvent {}

    /** The chain's time passed something that matters here. */
    record TimePassed(ChainTime time) implements PurchaseEvent {}

    /** The key is known and is the one that the offer promises. */
    record KeyLearned(ContentKey key) implements PurchaseEvent {}

    /** A block does not decrypt to what was promised. */
    record FaultFound(long index) implements PurchaseEvent {}

    /** The plaintext is whole and lies where its owner finds it. */
    record Delivered(Delivery file) implements PurchaseEvent {}

    /** The seller has the release. */
    record ReleaseTaken() implements PurchaseEvent {}

    record Cancelled() implements PurchaseEvent {}

    /** It came to nothing before a payment was started. */
    record Failed(Failure failure) implements PurchaseEvent {}
}
