package org.pluspeer.node.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Blocks that were told, oldest first, so that it shows where the chain went another way. One thread only. */
final class ChainTrail {
    private static final int MOST = 512;

    private final List<ChainCursor.Mark> marks = new ArrayList<>();

    ChainTrail(List<ChainCursor.Mark> marks) {
        this.marks.addAll(marks);
    }

    /** @param from the block after the last that still holds; -1 for the last where none does */
    record Fork(long lastGood, OptionalLong from) {}

    /**
     * Looks for the newest block of the trail that the chain still has, and forgets those after it.
     *
     * @param first the block to begin with where none is left
     */
    Fork cutTo(ChainClient chain, BlockRef head, long first) {
        boolean cut = marks.isEmpty();
        while (!marks.isEmpty() && !isPart(chain, head, marks.getLast())) {
            marks.removeLast();
            cut = true;
        }
        long good = marks.isEmpty() ? first - 1 : marks.getLast().number();
        return new Fork(good, cut ? OptionalLong.of(good + 1) : OptionalLong.empty());
    }

    /** Whether the newest block of the trail is still there; true where there is none. */
    boolean holds(ChainClient chain) {
        return marks.isEmpty()
                || chain.block(marks.getLast().number())
                        .filter(block -> block.hash().equals(marks.getLast().hash()))
                        .isPresent();
    }

    private static boolean isPart(ChainClient chain, BlockRef head, ChainCursor.Mark mark) {
        if (mark.number() >= head.number()) {
            return mark.number() == head.number() && mark.hash().equals(head.hash());
        }
        if (mark.number() == head.number() - 1) {
            return mark.hash().equals(head.parent());
        }
        return chain.block(mark.number())
                .filter(block -> block.hash().equals(mark.hash()))
                .isPresent();
    }

    Optional<ChainCursor.Mark> newest() {
        return marks.isEmpty() ? Optional.empty() : Optional.of(marks.getLast());
    }

    void add(BlockRef block) {
        if (newest().filter(mark -> mark.number() >= block.number()).isEmpty()) {
            marks.add(new ChainCursor.Mark(block.number(), block.hash()));
        }
        if (marks.size() > MOST) {
            thin();
        }
    }

    /** Of the older half every second goes: the trail reaches far back, with wider steps. */
    private void thin() {
        int half = marks.size() / 2;
        List<ChainCursor.Mark> kept = new ArrayList<>();
        for (int i = 0; i < marks.size(); i++) {
            if (i >= half || i % 2 == 0) {
                kept.add(marks.get(i));
            }
        }
        marks.clear();
        marks.addAll(kept);
    }

    List<ChainCursor.Mark> marks() {
        return List.copyOf(marks);
    }
}
