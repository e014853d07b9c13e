package org.pluspeer.node.p2p.reach;

/** A router that did not do what it was asked for. The message is a sentence without a full stop, for people. */
class MappingException extends Exception {
    /** What it means for the next step. */
    enum Kind {
        /** It does not speak this protocol, or says nothing at all. */
        ABSENT,
        /** It understood and will not. */
        REFUSED,
        /** It said something that no reply can be. */
        GARBLED
    }

    private final Kind kind;

    MappingException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    MappingException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
