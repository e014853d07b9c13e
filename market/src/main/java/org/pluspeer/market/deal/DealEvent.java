package org.pluspeer.market.deal;

import org.pluspeer.wallet.eth.Signature;

/** What happened to a deal, as the journal keeps it for ever; the same for both sides. */
public sealed interface DealEvent {
    record Proposed(DealRequest request) implements DealEvent {}

    /** The provider has the replica on its disk, hashed. */
    record ReplicaChecked() implements DealEvent {}

    /** The collateral lies in the contract's ledger. */
    record CollateralSecured() implements DealEvent {}

    /** By the provider, over the terms. */
    record TermsSigned(Signature signature) implements DealEvent {}

    record Declined(String reason) implements DealEvent {}

    /** The client agreed to pay. */
    record Consented() implements DealEvent {}

    /** The chain refused a transaction, or it can no longer be mined. */
    record Refused(DealTransaction transaction, int attempt, String reason) implements DealEvent {}

    record EndAgreed(AgreedEnd end) implements DealEvent {}

    record ChainSaid(DealFact fact) implements DealEvent {}

    record ChainUnsaid(long fromBlock) implements DealEvent {}

    record HeadMoved(ChainHead head) implements DealEvent {}
}
