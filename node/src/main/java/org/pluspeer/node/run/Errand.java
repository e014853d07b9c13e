package org.pluspeer.node.run;

/** One effect of one id while it is being carried out. */
public interface Errand {
    String id();

    /** False once the state has moved on: whoever works for long asks now and then, and stops. */
    boolean isWanted();

    /** What came of a try. */
    enum Outcome {
        /** It is done, or somebody else has it in hand; look again much later if it is still wanted then. */
        IN_HAND,
        /** Not now; try again soon. */
        AGAIN
    }
}
