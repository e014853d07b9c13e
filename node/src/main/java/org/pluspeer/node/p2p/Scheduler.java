package org.pluspeer.node.p2p;

import java.time.Duration;

/** Does things later. A test can hold one that it moves by hand. */
public interface Scheduler {
    /** Runs the task once on a virtual thread; what it throws is its own affair. */
    Appointment after(Duration delay, Runnable task);

    /** Something that will be done later. */
    interface Appointment {
        /** Calls it off, if it has not begun. */
        void cancel();
    }
}
