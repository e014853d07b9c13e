package org.pluspeer.node.p2p.reach;

/** A router that can be asked by one protocol. Calls block. One thread at a time. */
interface Router {
    /** Of the protocol, for people. */
    String protocol();

    /**
     * Asks for a port, or for it to be kept.
     *
     * @param wantedPort outside; the router may give another
     * @param seconds that it should last
     */
    Lease map(Transport transport, int internalPort, int wantedPort, long seconds) throws MappingException;

    /** Gives a port back. */
    void unmap(Lease lease) throws MappingException;

    /** Whether the router seems to have lost what it granted since this was asked last. */
    boolean hasForgotten();
}
