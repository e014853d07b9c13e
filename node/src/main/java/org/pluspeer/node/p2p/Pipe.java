package org.pluspeer.node.p2p;

import io.vertx.core.buffer.Buffer;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;

/** Bytes both ways, in order, with a node that has proven its name. Safe to use from any thread. */
interface Pipe {
    /** The other side. */
    Address node();

    /** Names the other side's process: its node key stays over a restart, this does not. */
    Hash32 process();

    HostPort remote();

    /** What it travels on, in a word: {@code quic} or {@code tcp}. */
    String carrier();

    /** True if this side dialled. */
    boolean dialled();

    /** Lets bytes in; none come before. Called once. */
    void open(Receiver receiver);

    /** Whole buffers in the order of the calls; {@code done} is called when it has left, or never will. */
    void write(Buffer bytes, Runnable done);

    /** Stops reading, so that the other side's writes come to a halt. */
    void pause();

    void resume();

    /** Ends it at once; what is not yet written may be lost. */
    void close();

    /** Called on an event loop: it must not block. */
    interface Receiver {
        /** @param bytes to be read before this returns, and not kept */
        void bytes(Buffer bytes);

        /**
         * Called once.
         *
         * @param why one sentence
         */
        void closed(String why);
    }
}
