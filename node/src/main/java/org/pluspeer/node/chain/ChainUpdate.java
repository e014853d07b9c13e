package org.pluspeer.node.chain;

import java.util.List;
import java.util.OptionalLong;

/**
 * How the chain moved. It holds every event up to the head that it names, so that silence up to there is proof that
 * nothing happened. The same event may be told again: the block's hash and the index name it.
 *
 * @param revertedFrom number of the first block that is no longer part of the chain; what was told of it and of later
 *     ones is void, unless it is among the events again
 * @param events of blocks that are part of the chain now, in order
 * @param head up to where this goes; not always the newest there is, while much is caught up with
 * @param finalized the newest block up to the head that will not be undone
 */
public record ChainUpdate(OptionalLong revertedFrom, List<ExchangeEvent> events, BlockRef head, BlockRef finalized) {
    public ChainUpdate {
        events = List.copyOf(events);
    }
}
