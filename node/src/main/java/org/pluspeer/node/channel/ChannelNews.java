package org.pluspeer.node.channel;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.channel.ChannelFact;
import org.pluspeer.market.channel.ChannelMove;
import org.pluspeer.market.channel.ChannelTerms;
import org.pluspeer.market.sale.ChainTime;
import org.pluspeer.wallet.eth.Hash32;

/**
 * How the chain moved, for all channels at once.
 *
 * @param revertedFrom the first block that is gone; null if none is
 * @param facts by the channel's id, each list in the chain's order; everything up to the head that {@code time} names
 * @param opened the terms of those that were opened in these blocks
 */
public record ChannelNews(
        @Nullable Long revertedFrom,
        Map<Hash32, List<ChannelFact>> facts,
        Map<Hash32, ChannelTerms> opened,
        ChainTime time) {
    public ChannelNews {
        facts = Map.copyOf(facts);
        opened = Map.copyOf(opened);
    }

    ChannelMove about(Hash32 channelId) {
        return new ChannelMove(revertedFrom, facts.getOrDefault(channelId, List.of()), time);
    }

    boolean concerns(Hash32 channelId) {
        return revertedFrom != null || facts.containsKey(channelId);
    }
}
