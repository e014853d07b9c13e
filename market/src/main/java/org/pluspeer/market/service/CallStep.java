package org.pluspeer.market.service;

/** What is to be done. */
public sealed interface CallStep {

    /** Nothing: it came at the wrong time, or everything is done. */
    record Nothing() implements CallStep {}

    /** Ask the service, and take the payment for its answer. */
    record Serve() implements CallStep {}

    /** Ask the service once more under the same payment, and take nothing. */
    record ServeAgain() implements CallStep {}

    /** Another one with the same payment is being served; see what comes of it. */
    record Await() implements CallStep {}

    /** Hand the kept answer over. */
    record HandOver() implements CallStep {}

    /** Write down that it is owed, then take it. */
    record Take() implements CallStep {}

    /** Write down how it ended. */
    record WriteDown() implements CallStep {}

    record Refuse(CallDenial denial) implements CallStep {}
}
