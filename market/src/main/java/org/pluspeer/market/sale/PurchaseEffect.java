package org.pluspeer.market.sale;

import org.pluspeer.market.content.ContentKey;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** What a purchase wants done. Each may be done twice; each answers with a command. */
public sealed interface PurchaseEffect {
    /** Answered by {@code TakeOffer} or {@code GiveUp}. */
    record RequestOffer(PurchaseRequest request) implements PurchaseEffect {}

    /** Fetch what is missing and check every pair. Answered by {@code KeepCiphertext} or {@code GiveUp}. */
    record FetchCiphertext(PurchaseRequest request, SignedOffer offer) implements PurchaseEffect {}

    /** See that money and rules allow it, and sign nothing. Answered by {@code StartPayment} or {@code GiveUp}. */
    record PreparePayment(SignedOffer offer, Amount approved) implements PurchaseEffect {}

    /** Answered by {@code Report}, like every transaction. */
    record ApproveToken(SignedOffer offer, Amount approved, int attempt) implements PurchaseEffect {}

    record SubmitAccept(SignedOffer offer, PaymentMethod method, Amount approved) implements PurchaseEffect {}

    /** Ask the seller until it answers with the key. Answered by {@code TakeKey}. */
    record FetchKey(SignedOffer offer) implements PurchaseEffect {}

    /** Decrypt, verify and put in place. Answered by {@code Deliver} or {@code FindFault}. */
    record OpenContent(PurchaseRequest request, SignedOffer offer, ContentKey key) implements PurchaseEffect {}

    /** Sign the release and hand it to the seller until it says that it has it. Answered by {@code ConfirmRelease}. */
    record SendRelease(SignedOffer offer) implements PurchaseEffect {}

    record SubmitComplaint(SignedOffer offer, ContentKey key, long index, int attempt) implements PurchaseEffect {}

    /** @param z as it was revealed; with the offer's mask it gives no key of the offer's */
    record SubmitMaskComplaint(SignedOffer offer, Hash32 z, int attempt) implements PurchaseEffect {}

    record SubmitRefund(SignedOffer offer, int attempt) implements PurchaseEffect {}
}
