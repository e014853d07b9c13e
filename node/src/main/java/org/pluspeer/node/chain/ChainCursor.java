package org.pluspeer.node.chain;

import java.util.List;
import java.util.Optional;
import org.pluspeer.wallet.eth.Hash32;

/**
 * How far the chain was followed. It may be lost: all is read again then.
 *
 * @param finalized number of the last final block that was told
 * @param marks blocks that were told, in rising order
 */
public record ChainCursor(long finalized, List<Mark> marks) {
    /** One block on the way. */
    public record Mark(long number, Hash32 hash) {}

    /** Where the cursor is kept. */
    public interface Keeper {
        Optional<ChainCursor> load();

        /** Failing to keep it does no harm but work; it is for the keeper to say so in the log. */
        void save(ChainCursor cursor);
    }

    public ChainCursor {
        marks = List.copyOf(marks);
    }
}
