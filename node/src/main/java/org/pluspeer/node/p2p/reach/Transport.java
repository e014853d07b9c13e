package org.pluspeer.node.p2p.reach;

/** What a port is of. */
public enum Transport {
    UDP(17),
    TCP(6);

    private final int number;

    Transport(int number) {
        this.number = number;
    }

    /** As IANA numbers protocols. */
    int number() {
        return number;
    }
}
