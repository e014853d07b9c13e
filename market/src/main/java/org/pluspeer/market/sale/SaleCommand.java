package org.pluspeer.market.sale;

import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Signature;

/** What a sale can be told. Any of them may come late, twice or out of order. */
public sealed interface SaleCommand {
    record ConfirmBond() implements SaleCommand {}

    record TakeSignature(Signature signature) implements SaleCommand {}

    /** It cannot become an offer. Ignored once it is signed. */
    record Decline(String reason) implements SaleCommand {}

    /** The buyer's node will not accept. Refused once it has. */
    record Drop() implements SaleCommand {}

    record Report(TransactionReport report) implements SaleCommand {}

    record Move(ChainMove chain) implements SaleCommand {}

    /**
     * A node asks for the key. If the step has no denial, it may have it.
     *
     * @param node proven by the connection
     * @param time of the chain, freshly read
     * @param paidForGood the contract, asked at a block that will not be undone, knows the sale
     */
    record AskKey(Address node, ChainTime time, boolean paidForGood) implements SaleCommand {}

    /** @param signer recovered from the signature over the release of this sale */
    record TakeRelease(Signature signature, Address signer) implements SaleCommand {}
}
