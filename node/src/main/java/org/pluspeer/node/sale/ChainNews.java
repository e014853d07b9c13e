package org.pluspeer.node.sale;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.sale.ChainFact;
import org.pluspeer.market.sale.ChainMove;
import org.pluspeer.market.sale.ChainTime;
import org.pluspeer.wallet.eth.Hash32;

/**
 * How the chain moved, for all sales at once.
 *
 * @param revertedFrom the first block that is gone; null if none is
 * @param facts by the offer's id, each list in the chain's order; everything up to the head that {@code time} names
 */
public record ChainNews(@Nullable Long revertedFrom, Map<Hash32, List<ChainFact>> facts, ChainTime time) {
    public ChainNews {
        facts = Map.copyOf(facts);
    }

    ChainMove about(Hash32 offerId) {
        return new ChainMove(revertedFrom, facts.getOrDefault(offerId, List.of()), time);
    }

    boolean concerns(Hash32 offerId) {
        return revertedFrom != null || facts.containsKey(offerId);
    }
}
