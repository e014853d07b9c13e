package org.pluspeer.market.deal;

import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Signature;

/** What a deal can be told, on either side. Any of them may come late, twice or out of order. */
public sealed interface DealCommand {
    /** The bytes on the disk are those of the terms. */
    record ConfirmReplica(Replica replica) implements DealCommand {}

    record ConfirmCollateral() implements DealCommand {}

    /** @param signer recovered from the signature over the deal's id */
    record TakeSignature(Signature signature, Address signer) implements DealCommand {}

    /** It cannot become a deal. Ignored once the terms are signed. */
    record Decline(String reason) implements DealCommand {}

    /** The owner agrees to pay up to this much. */
    record Consent(Amount total) implements DealCommand {}

    /** @param attempt which try was refused, from 0 */
    record Refuse(DealTransaction transaction, int attempt, String reason) implements DealCommand {}

    /** @param signer recovered from the other side's signature over the end */
    record TakeEnd(AgreedEnd agreed, Address signer) implements DealCommand {}

    record Move(DealMove chain) implements DealCommand {}
}
