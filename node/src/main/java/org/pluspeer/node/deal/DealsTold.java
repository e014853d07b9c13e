package org.pluspeer.node.deal;

import org.pluspeer.market.deal.ChainHead;
import org.pluspeer.node.chain.ChainUpdate;
import org.pluspeer.node.chain.DealContract;
import org.pluspeer.node.chain.Follower;

/** Reads what StorageDeals wrote as the chain is followed, and tells the room. */
public final class DealsTold implements Follower {
    private final DealContract contract;
    private final DealRoom room;
    private long toldUpTo = Long.MAX_VALUE;

    public DealsTold(DealContract contract, DealRoom room) {
        this.contract = contract;
        this.room = room;
    }

    @Override
    public void onChain(ChainUpdate update) {
        // The first update of a run always says from where on everything is told again.
        long from = Math.min(toldUpTo, update.revertedFrom().orElse(Long.MAX_VALUE) - 1) + 1;
        long head = update.head().number();
        DealContract.Facts facts = contract.facts(Math.max(0, Math.min(from, head)), head);
        Long reverted =
                update.revertedFrom().isPresent() ? update.revertedFrom().getAsLong() : null;
        ChainHead moved = new ChainHead(
                head,
                update.head().time(),
                update.finalized().number(),
                update.finalized().time());
        room.onChain(new DealNews(reverted, facts.facts(), facts.pins(), moved));
        toldUpTo = head;
    }
}
