package org.pluspeer.node.p2p.path;

/** Why a control packet was dropped. Nobody is told: an answer could hit somebody else. They are counted. */
public enum Drop {
    /** Too short, or of a kind or length that doesn't exist. */
    MALFORMED,
    /** For no session that is kept here. */
    UNKNOWN_SESSION,
    /** Its maker doesn't know the session's key. */
    WRONG_TAG,
    /** It came before, or is older than what is remembered. */
    REPLAYED,
    /** To be passed on, but from an address that its client has not proven. */
    WRONG_ADDRESS,
    /** To be passed on to nobody who is served. */
    UNKNOWN_SLOT,
    /** Beyond what is passed on for one, or for all. */
    OVER_RATE
}
