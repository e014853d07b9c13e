package org.pluspeer.node.deal;

import org.pluspeer.market.deal.AgreedEnd;
import org.pluspeer.market.deal.DealTerms;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;

/** A transaction that a deal orders. */
public sealed interface DealOrder {
    /** Into the account's own ledger. */
    record Deposit(Address token, Amount amount) implements DealOrder {}

    /**
     * @param provider its signature over the terms
     * @param gas wei that the owner was told of
     */
    record Open(Hash32 dealId, DealTerms terms, Signature provider, Amount gas) implements DealOrder {}

    /** @param samples the drawn leaves with their ways to the root */
    record Prove(Hash32 dealId, int epoch, byte[] samples) implements DealOrder {}

    record Pin(long block) implements DealOrder {}

    record Settle(DealTerms terms) implements DealOrder {}

    /** @param agreed with the other side's signature */
    record EndEarly(DealTerms terms, AgreedEnd agreed) implements DealOrder {}

    /** Out of the account's own ledger, to the account. */
    record Withdraw(Address token, Amount amount) implements DealOrder {}
}
