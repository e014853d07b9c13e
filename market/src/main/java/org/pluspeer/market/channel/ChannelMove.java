package org.pluspeer.market.channel;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.sale.ChainTime;

/**
 * What became of the chain since it was last looked at, as far as one channel is concerned. It holds every fact up to
 * the head that it names.
 *
 * @param revertedFrom the first block that is no longer part of the chain; null if none was taken back
 * @param facts of blocks that are part of the chain now
 */
public record ChannelMove(@Nullable Long revertedFrom, List<ChannelFact> facts, ChainTime time) {
    public ChannelMove {
        facts = List.copyOf(facts);
    }

    public static ChannelMove to(ChainTime time, ChannelFact... facts) {
        return new ChannelMove(null, List.of(facts), time);
    }
}
