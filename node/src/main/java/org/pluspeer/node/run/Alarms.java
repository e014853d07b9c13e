package org.pluspeer.node.run;

import java.time.Duration;

/** Wakes somebody up later. */
public interface Alarms {
    /** Runs the action once, at the earliest after the delay, on a thread of its own. */
    Alarm after(Duration delay, Runnable action);

    /** Something that is going to happen. */
    interface Alarm {
        /** It does not happen, unless it has begun. */
        void cancel();
    }
}
