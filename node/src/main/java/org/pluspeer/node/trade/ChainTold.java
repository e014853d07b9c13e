package org.pluspeer.node.trade;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pluspeer.market.sale.ChainFact;
import org.pluspeer.market.sale.ChainTime;
import org.pluspeer.node.chain.ChainUpdate;
import org.pluspeer.node.chain.ExchangeEvent;
import org.pluspeer.node.chain.Follower;
import org.pluspeer.node.events.Bell;
import org.pluspeer.node.events.Topic;
import org.pluspeer.node.sale.ChainNews;
import org.pluspeer.node.sale.SaleRoom;
import org.pluspeer.wallet.eth.Hash32;

/** Tells the room of sales how the chain moved. */
public final class ChainTold implements Follower {
    private final SaleRoom room;
    private final Bell bell;

    public ChainTold(SaleRoom room, Bell bell) {
        this.room = room;
        this.bell = bell;
    }

    @Override
    public void onChain(ChainUpdate update) {
        Map<Hash32, List<ChainFact>> facts = new HashMap<>();
        boolean ledger = false;
        for (ExchangeEvent event : update.events()) {
            switch (event) {
                case ExchangeEvent.Accepted e ->
                    add(
                            facts,
                            e.offerId(),
                            new ChainFact.Accepted(
                                    e.origin().block(), e.origin().transaction(), e.revealBy()));
                case ExchangeEvent.Revealed e ->
                    add(
                            facts,
                            e.offerId(),
                            new ChainFact.Revealed(
                                    e.origin().block(), e.origin().transaction(), e.z(), e.disputeBy()));
                case ExchangeEvent.Ended e ->
                    add(
                            facts,
                            e.offerId(),
                            new ChainFact.Ended(e.origin().block(), e.origin().transaction(), e.how()));
                case ExchangeEvent.Deposited e -> ledger = true;
                case ExchangeEvent.Withdrawn e -> ledger = true;
            }
        }
        ChainTime time = new ChainTime(
                update.head().time(),
                update.finalized().number(),
                update.finalized().time());
        Long reverted =
                update.revertedFrom().isPresent() ? update.revertedFrom().getAsLong() : null;
        room.onChain(new ChainNews(reverted, facts, time));
        bell.ring(Topic.CHAIN);
        if (ledger || !facts.isEmpty()) {
            bell.ring(Topic.WALLET);
        }
    }

    private static void add(Map<Hash32, List<ChainFact>> facts, Hash32 offer, ChainFact fact) {
        facts.computeIfAbsent(offer, id -> new ArrayList<>()).add(fact);
    }
}
