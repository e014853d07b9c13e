package org.pluspeer.market.sale;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the chain since it was last looked at, as far as one sale is concerned. It holds every fact up to the
 * head that it names, so silence up to a finalised block is proof that nothing happened.
 *
 * @param revertedFrom the first block that is no longer part of the chain; null if none was taken back
 * @param facts of blocks that are part of the chain now
 */
public record ChainMove(@Nullable Long revertedFrom, List<ChainFact> facts, ChainTime time) {
    public ChainMove {
        facts = List.copyOf(facts);
    }

    public static ChainMove to(ChainTime time, ChainFact... facts) {
        return new ChainMove(null, List.of(facts), time);
    }
}
