package org.pluspeer.node.p2p.path;

/** What {@link PeerPaths} wants done. */
public sealed interface PathAct<P> {
    /** A {@link Check} with these numbers is to be sent that way. */
    record Send<P>(P by, long ask, long echo) implements PathAct<P> {}

    /** What is for the peer goes this way from now on. */
    record Use<P>(P by) implements PathAct<P> {}

    /** The way in use is silent and no other is known: is there a relay that both know? */
    record Seek<P>() implements PathAct<P> {}
}
