package org.pluspeer.market.deal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the chain since it was last looked at, as far as one deal is concerned. It holds every fact up to the
 * head that it names.
 *
 * @param revertedFrom the first block that is no longer part of the chain; null if none was taken back
 * @param facts of blocks that are part of the chain now
 */
public record DealMove(@Nullable Long revertedFrom, List<DealFact> facts, ChainHead head) {
    public DealMove {
        facts = List.copyOf(facts);
    }

    public static DealMove to(ChainHead head, DealFact... facts) {
        return new DealMove(null, List.of(facts), head);
    }
}
