package org.pluspeer.market.deal;

import org.pluspeer.wallet.eth.Signature;

/** What a deal wants done. Each may be done twice; the chain, or a command, answers. */
public sealed interface DealEffect {
    /** Bring the replica here and hash it. Answered by {@code ConfirmReplica} or {@code Decline}. */
    record FetchReplica(DealRequest deal) implements DealEffect {}

    /** See that the ledger holds the collateral beside all else it is for. Answered by {@code ConfirmCollateral}. */
    record SecureCollateral(DealRequest deal, int attempt) implements DealEffect {}

    /** Answered by {@code TakeSignature}. */
    record SignTerms(DealRequest deal) implements DealEffect {}

    /** Offer terms and replica to the provider. Answered by {@code TakeSignature} or {@code Decline}. */
    record AskForSignature(DealRequest deal) implements DealEffect {}

    /** Like every transaction answered by the chain, or by {@code Refuse}. */
    record Open(DealRequest deal, Signature signature, int attempt) implements DealEffect {}

    /** @param challenge the block whose hash draws the leaves */
    record Prove(DealRequest deal, int epoch, long challenge, int attempt) implements DealEffect {}

    record Pin(DealRequest deal, long challenge, int attempt) implements DealEffect {}

    /** @param decided epochs that it will account for, or more */
    record Settle(DealRequest deal, int decided, int attempt) implements DealEffect {}

    record EndEarly(DealRequest deal, AgreedEnd agreed, int attempt) implements DealEffect {}

    /** The bytes are needed for nothing more: the end is final, or it never became a deal. */
    record DropReplica(DealRequest deal) implements DealEffect {}
}
