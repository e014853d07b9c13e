package org.pluspeer.node.chain;

import java.util.ArrayDeque;

/** How high an endpoint said that a chain was, and since when; as far back as lagging is judged by. */
final class Heights {
    private record Height(long number, long at) {}

    private final ArrayDeque<Height> rising = new ArrayDeque<>();

    /** @param keep milliseconds back from {@code now} for which {@link #at} is asked */
    void add(long number, long now, long keep) {
        while (!rising.isEmpty() && rising.getLast().number() > number) {
            rising.removeLast();
        }
        if (rising.isEmpty() || rising.getLast().number() < number) {
            rising.add(new Height(number, now));
        }
        while (rising.size() > 1 && second().at() <= now - keep) {
            rising.removeFirst();
        }
    }

    private Height second() {
        var heights = rising.iterator();
        heights.next();
        return heights.next();
    }

    /** The highest that was known at a time; -1 before the first, and of what was taken back since. */
    long at(long time) {
        long highest = -1;
        for (Height height : rising) {
            if (height.at() <= time) {
                highest = height.number();
            }
        }
        return highest;
    }
}
