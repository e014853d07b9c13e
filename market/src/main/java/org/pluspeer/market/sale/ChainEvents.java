package org.pluspeer.market.sale;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;

/** What in a chain's move is news to one side of a sale. */
final class ChainEvents {
    private ChainEvents() {}

    static <E> List<E> of(Escrow known, ChainMove move, Function<ChainFact, E> said, LongFunction<E> unsaid) {
        List<E> events = new ArrayList<>();
        Escrow escrow = known;
        Long from = move.revertedFrom();
        if (from != null && !escrow.before(from).equals(escrow)) {
            escrow = escrow.before(from);
            events.add(unsaid.apply(from));
        }
        for (ChainFact fact : move.facts()) {
            Escrow next = escrow.with(fact);
            if (!next.equals(escrow)) {
                escrow = next;
                events.add(said.apply(fact));
            }
        }
        // What was taken back and said again in one breath, as after a restart, is no news.
        return escrow.equals(known) ? List.of() : events;
    }
}
