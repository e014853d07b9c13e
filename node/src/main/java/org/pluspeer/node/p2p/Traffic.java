package org.pluspeer.node.p2p;

import java.util.concurrent.atomic.LongAdder;

/** Bytes of frames that passed over a link, before they are encrypted. Any thread. */
final class Traffic {
    private final LongAdder came = new LongAdder();
    private final LongAdder went = new LongAdder();

    void came(int bytes) {
        came.add(bytes);
    }

    void went(int bytes) {
        went.add(bytes);
    }

    long in() {
        return came.sum();
    }

    long out() {
        return went.sum();
    }
}
