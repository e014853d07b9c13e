package org.pluspeer.node.p2p.gossip;

/** What became of a listing or revocation that was heard. */
public sealed interface Outcome {
    /**
     * It is on the shelf now and should be passed on.
     *
     * @param fresh if nothing stood in its slot
     */
    record Taken(boolean fresh) implements Outcome {}

    /** It was known, or something that wins over it. */
    record Known() implements Outcome {}

    /**
     * It is not kept, and nobody is to blame.
     *
     * @param text one sentence
     */
    record Declined(String text) implements Outcome {}

    /**
     * No honest node passes this on.
     *
     * @param text one sentence
     */
    record Forged(String text) implements Outcome {}
}
