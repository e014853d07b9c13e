package org.pluspeer.node.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pluspeer.market.channel.ChannelFact;
import org.pluspeer.market.channel.IncomingEvent;
import org.pluspeer.node.run.History;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** Claims of a channel as income, each by itself. */
class ClaimedSumsTest {
    private final List<History.Dated<IncomingEvent>> events = new ArrayList<>();

    private void said(ChannelFact fact) {
        events.add(new History.Dated<>(fact.block() * 10, new IncomingEvent.ChainSaid(fact)));
    }

    private static ClaimedSums.Sum sum(long total, long amount, long block) {
        return new ClaimedSums.Sum(Amount.of(total), Amount.of(amount), block, block * 10);
    }

    @Test
    void eachClaimIsWhatItBringsBeyondTheOneBefore() {
        said(new ChannelFact.Opened(1, Hash32.ZERO, Amount.of(100)));
        said(new ChannelFact.Claimed(2, Hash32.ZERO, Amount.of(30)));
        said(new ChannelFact.Claimed(5, Hash32.ZERO, Amount.of(70)));
        said(new ChannelFact.Closed(9, Hash32.ZERO, Amount.of(70), Amount.of(30)));
        assertEquals(List.of(sum(30, 30, 2), sum(70, 40, 5)), ClaimedSums.of(events));
    }

    @Test
    void whatTheChainTookBackBringsNothingAndTheSameAgainHasTheSameName() {
        said(new ChannelFact.Claimed(2, Hash32.ZERO, Amount.of(30)));
        said(new ChannelFact.Claimed(5, Hash32.ZERO, Amount.of(70)));
        events.add(new History.Dated<>(60, new IncomingEvent.ChainUnsaid(4)));
        assertEquals(List.of(sum(30, 30, 2)), ClaimedSums.of(events));
        said(new ChannelFact.Closed(7, Hash32.ZERO, Amount.of(70), Amount.of(30)));
        assertEquals(List.of(sum(30, 30, 2), sum(70, 40, 7)), ClaimedSums.of(events));
    }
}
