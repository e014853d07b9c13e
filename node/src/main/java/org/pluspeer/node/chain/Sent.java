package org.pluspeer.node.chain;

/** What the node said to a signed transaction. Only {@link Accepted} and {@link AlreadyKnown} mean that it has it. */
public sealed interface Sent {
    record Accepted() implements Sent {}

    record AlreadyKnown() implements Sent {}

    /** A transaction with this nonce is in a block already: this one, or one that was signed elsewhere. */
    record NonceTooLow() implements Sent {}

    /** The fees are below what the node takes, or too little above those of the transaction to be replaced. */
    record Underpriced(String reason) implements Sent {}

    record InsufficientFunds(String reason) implements Sent {}

    record Refused(String reason) implements Sent {}
}
