package org.pluspeer.market.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;

/** What in a chain's move is news to one side of a channel. */
final class Moves {
    /** So many facts that have nothing more to say may be kept. */
    private static final int LEFTOVERS = 8;

    private Moves() {}

    /** Whether the time alone makes so much of a difference that it is kept. */
    static boolean matters(Holding before, Holding after) {
        return !before.finalDeposit().equals(after.finalDeposit())
                || before.facts().size() > after.facts().size() + LEFTOVERS;
    }

    static <E> List<E> news(Holding known, ChannelMove move, Function<ChannelFact, E> said, LongFunction<E> unsaid) {
        List<E> events = new ArrayList<>();
        Holding holding = known;
        Long from = move.revertedFrom();
        if (from != null && !holding.before(from).equals(holding)) {
            holding = holding.before(from);
            events.add(unsaid.apply(from));
        }
        for (ChannelFact fact : move.facts()) {
            Holding next = holding.with(fact);
            if (!next.equals(holding)) {
                holding = next;
                events.add(said.apply(fact));
            }
        }
        // What was taken back and said again in one breath, as after a restart, is no news.
        return holding.equals(known) ? List.of() : events;
    }
}
