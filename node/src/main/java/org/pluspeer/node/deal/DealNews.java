package org.pluspeer.node.deal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.deal.ChainHead;
import org.pluspeer.market.deal.DealFact;
import org.pluspeer.market.deal.DealMove;
import org.pluspeer.wallet.eth.Hash32;

/**
 * How the chain moved, for all deals at once.
 *
 * @param revertedFrom the first block that is gone; null if none is
 * @param facts by the deal's id, each list in the chain's order; everything up to the head
 * @param pins that concern every deal
 */
public record DealNews(
        @Nullable Long revertedFrom, Map<Hash32, List<DealFact>> facts, List<DealFact> pins, ChainHead head) {
    public DealNews {
        facts = Map.copyOf(facts);
        pins = List.copyOf(pins);
    }

    DealMove about(Hash32 dealId) {
        List<DealFact> all = new ArrayList<>(facts.getOrDefault(dealId, List.of()));
        all.addAll(pins);
        return new DealMove(revertedFrom, all, head);
    }

    boolean concerns(Hash32 dealId) {
        return revertedFrom != null || facts.containsKey(dealId);
    }
}
