package org.pluspeer.market.sale;

import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Signature;

/** What happened to a sale, as the journal keeps it for ever. */
public sealed interface SaleEvent {
    /** The bond is reserved from here until the offer has expired or the chain has taken it. */
    record Prepared(SaleRequest request) implements SaleEvent {}

    /** The bond lies in the contract's ledger. */
    record BondSecured() implements SaleEvent {}

    record OfferSigned(Signature signature) implements SaleEvent {}

    /** It never became an offer, or the buyer gave the offer back. */
    record Declined(String reason) implements SaleEvent {}

    record Reported(TransactionReport report) implements SaleEvent {}

    record ChainSaid(ChainFact fact) implements SaleEvent {}

    record ChainUnsaid(long fromBlock) implements SaleEvent {}

    record TimePassed(ChainTime time) implements SaleEvent {}

    /** The buyer's node is about to get the key: durable before it does. */
    record KeyHandedOver(Address node) implements SaleEvent {}

    /** The buyer's signature that lets the money go. */
    record ReleaseTaken(Signature signature) implements SaleEvent {}
}
