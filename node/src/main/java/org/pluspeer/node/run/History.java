package org.pluspeer.node.run;

import java.util.List;

/** Where events are kept for ever. */
@FunctionalInterface
public interface History<E> {
    /**
     * Returns once all of them are durable, or none is.
     *
     * @throws org.pluspeer.node.ProblemException if they could not be written
     */
    void append(String id, List<Dated<E>> events);

    /**
     * An event and when it was recorded.
     *
     * @param at unix seconds of this machine's clock: for people, never for deadlines
     */
    record Dated<E>(long at, E event) {}
}
