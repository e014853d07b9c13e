package org.pluspeer.node.chain;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Final blocks that the endpoints agreed on in this run: who denies one of them later contradicts what it said. */
final class FinalBlocks {
    private static final int MOST = 256;

    private final NavigableMap<Long, BlockRef> agreed = new TreeMap<>();

    /** What was remembered above it is forgotten where the whole chain went another way. */
    synchronized void remember(BlockRef block) {
        Optional<BlockRef> before = at(block.number());
        if (before.isPresent() && !before.get().hash().equals(block.hash())) {
            agreed.clear();
        }
        agreed.put(block.number(), block);
        if (agreed.size() > MOST) {
            agreed.pollFirstEntry();
        }
    }

    synchronized Optional<BlockRef> at(long number) {
        return Optional.ofNullable(agreed.get(number));
    }

    /** The newest one below a block. */
    synchronized Optional<BlockRef> below(long number) {
        return Optional.ofNullable(agreed.lowerEntry(number)).map(Map.Entry::getValue);
    }
}
