package org.pluspeer.node.channel;

import java.util.ArrayList;
import java.util.List;
import org.pluspeer.market.channel.ChannelFact;
import org.pluspeer.market.channel.IncomingEvent;
import org.pluspeer.node.run.History;
import org.pluspeer.wallet.eth.Amount;

/** What the chain credited the payee of a channel, claim by claim. */
final class ClaimedSums {
    private ClaimedSums() {}

    /**
     * One claim, or the end.
     *
     * @param total claimed by then, base units
     * @param amount of it that was not claimed before
     * @param block that says so
     * @param at unix seconds at which it was read
     */
    record Sum(Amount total, Amount amount, long block, long at) {}

    private record Said(ChannelFact fact, Amount claimed, long at) {}

    /** In order; what the chain took back is not in it. */
    static List<Sum> of(List<History.Dated<IncomingEvent>> events) {
        List<Said> all = new ArrayList<>();
        for (var event : events) {
            switch (event.event()) {
                case IncomingEvent.ChainSaid(ChannelFact.Claimed it) -> all.add(new Said(it, it.claimed(), event.at()));
                case IncomingEvent.ChainSaid(ChannelFact.Closed it) -> all.add(new Said(it, it.claimed(), event.at()));
                case IncomingEvent.ChainUnsaid(long from) ->
                    all.removeIf(said -> said.fact().block() >= from);
                default -> {
                    // The chain said nothing of a claim.
                }
            }
        }
        List<Sum> sums = new ArrayList<>();
        Amount before = Amount.ZERO;
        for (Said said : all) {
            if (said.claimed().isMoreThan(before)) {
                sums.add(new Sum(
                        said.claimed(),
                        said.claimed().minus(before),
                        said.fact().block(),
                        said.at()));
                before = said.claimed();
            }
        }
        return sums;
    }
}
