package org.pluspeer.market.sale;

import org.pluspeer.market.content.ContentKey;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/** What a purchase can be told. Any of them may come late, twice or out of order. */
public sealed interface PurchaseCommand {
    /**
     * @param signer recovered from the signature over the offer's id
     * @param headTime unix seconds of the chain's head
     */
    record TakeOffer(SignedOffer offer, Address signer, long headTime) implements PurchaseCommand {}

    /** Before paying: it cannot go on. Ignored once a payment was started. */
    record GiveUp(Failure failure) implements PurchaseCommand {}

    /** The owner's yes, up to this many base units of the sale's token. */
    record Approve(Amount total) implements PurchaseCommand {}

    record Cancel() implements PurchaseCommand {}

    /** All ciphertext is durable on disk; content root, exchange root and lengths were recomputed from it and fit. */
    record KeepCiphertext() implements PurchaseCommand {}

    /**
     * Funds and rules allow the payment.
     *
     * @param headTime unix seconds of the chain's head
     */
    record StartPayment(PaymentMethod method, long headTime) implements PurchaseCommand {}

    record Report(TransactionReport report) implements PurchaseCommand {}

    record Move(ChainMove chain) implements PurchaseCommand {}

    /** A key came from the seller. One that does not fit the offer is ignored. */
    record TakeKey(ContentKey key) implements PurchaseCommand {}

    record FindFault(long index) implements PurchaseCommand {}

    record Deliver(Delivery file) implements PurchaseCommand {}

    record ConfirmRelease() implements PurchaseCommand {}
}
