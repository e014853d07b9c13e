package org.pluspeer.node.p2p.gossip;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.catalog.Standing;
import org.pluspeer.market.wire.ListingInventory;
import org.pluspeer.market.wire.ListingSummary;
import org.pluspeer.market.wire.ListingSummary.Span;
import org.pluspeer.market.wire.Message;
import org.pluspeer.node.p2p.Shelf;
import org.pluspeer.wallet.eth.Hash32;

/** One comparison of all that there is with one neighbour, question by question. */
final class Pass {
    /** Stretches in one question. */
    private static final int SPANS = 64;

    /** Inventories in one comparison; what is left waits for the next. */
    private static final int PAGES = 512;

    private final StandingIndex index;
    private final Shelf shelf;
    private final int page;
    private final Deque<Span> deeper = new ArrayDeque<>();
    private final Deque<Span> leaves = new ArrayDeque<>();
    private int pages;

    /** @param page standings in one inventory */
    Pass(StandingIndex index, Shelf shelf, int page) {
        this.index = index;
        this.shelf = shelf;
        this.page = page;
    }

    Message first() {
        return Reconciliation.opening(index);
    }

    /** The other side's view of what differs. */
    void heard(ListingSummary summary) {
        Reconciliation.Next next = Reconciliation.next(summary, index);
        leaves.addAll(next.leaves());
        deeper.addAll(next.deeper());
    }

    /**
     * The next question; null at the end.
     *
     * @param now unix seconds
     */
    @Nullable
    Message next(long now) {
        Span leaf = leaves.poll();
        if (leaf != null && pages < PAGES) {
            pages++;
            return inventory(leaf, now);
        }
        if (deeper.isEmpty() || pages >= PAGES) {
            return null;
        }
        List<Span> some = new ArrayList<>();
        while (some.size() < SPANS && !deeper.isEmpty()) {
            some.add(deeper.remove());
        }
        some.sort(Comparator.comparing(Span::after));
        return new ListingSummary(some);
    }

    /** As much of a stretch as goes into one inventory; the rest is a stretch again. */
    private ListingInventory inventory(Span leaf, long now) {
        List<Standing> mine = shelf.stretch(leaf.after(), page, now).stream()
                .filter(standing -> standing.slot().compareTo(leaf.through()) <= 0)
                .toList();
        Hash32 through = mine.size() < page ? leaf.through() : mine.getLast().slot();
        if (through.compareTo(leaf.through()) < 0) {
            leaves.addFirst(new Span(through, leaf.through(), 0, Hash32.ZERO));
        }
        return new ListingInventory(leaf.after(), through, mine);
    }
}
