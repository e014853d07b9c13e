package org.pluspeer.node.chain;

/** The state that is asked about. */
public sealed interface At {
    At LATEST = new Latest();

    /** After the head block. */
    record Latest() implements At {}

    /** After the block of this number; a node that keeps no old state may refuse. */
    record Block(long number) implements At {}
}
