package org.pluspeer.market.service;

import org.pluspeer.wallet.eth.Hash32;

/** What happens to a payment. */
public sealed interface CallCommand {

    /**
     * A call comes with it.
     *
     * @param request digest of what is asked
     * @param kept whether the answer to it is still there
     * @param anew how often a settled call whose answer is gone may be served once more, in one run of the node
     */
    record Ask(Hash32 request, boolean kept, int anew) implements CallCommand {}

    /** The service has an answer: now the payment is owed. */
    record Answered() implements CallCommand {}

    /** The service has none, or the chain speaks against the payment. */
    record NotServed() implements CallCommand {}

    /** The chain took the payment. */
    record Taken(Hash32 transaction) implements CallCommand {}

    /** The chain will never take it. */
    record Untakeable(String reason) implements CallCommand {}

    /** The node begins anew; what was in memory alone is gone. */
    record Restarted() implements CallCommand {}
}
