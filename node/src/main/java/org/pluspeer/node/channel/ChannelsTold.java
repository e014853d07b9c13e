package org.pluspeer.node.channel;

import org.pluspeer.market.sale.ChainTime;
import org.pluspeer.node.chain.ChainUpdate;
import org.pluspeer.node.chain.ChannelContract;
import org.pluspeer.node.chain.Follower;

/** Reads what Channels wrote as the chain is followed, and tells the room. */
public final class ChannelsTold implements Follower {
    private final ChannelContract contract;
    private final ChannelRoom room;
    private long toldUpTo = Long.MAX_VALUE;

    public ChannelsTold(ChannelContract contract, ChannelRoom room) {
        this.contract = contract;
        this.room = room;
    }

    @Override
    public void onChain(ChainUpdate update) {
        // The first update of a run always says from where on everything is told again.
        long from = Math.min(toldUpTo, update.revertedFrom().orElse(Long.MAX_VALUE) - 1) + 1;
        long head = update.head().number();
        ChannelContract.Facts facts = contract.facts(Math.max(0, Math.min(from, head)), head);
        Long reverted =
                update.revertedFrom().isPresent() ? update.revertedFrom().getAsLong() : null;
        ChainTime time = new ChainTime(
                update.head().time(),
                update.finalized().number(),
                update.finalized().time());
        room.onChain(new ChannelNews(reverted, facts.facts(), facts.opened(), time));
        toldUpTo = head;
    }
}
