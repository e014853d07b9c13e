package org.pluspeer.node.chain;

import org.pluspeer.wallet.eth.Hash32;

/** The state that is asked about. */
public sealed interface At {
    At LATEST = new Latest();

    /** After the head block. */
    record Latest() implements At {}

    /** After the block of this number; a node that keeps no old state may refuse. */
    record Block(long number) implements At {}

    /** After the block of this hash, if it is part of the chain that the node follows (EIP-1898); not all can. */
    record Hash(Hash32 hash) implements At {}
}
