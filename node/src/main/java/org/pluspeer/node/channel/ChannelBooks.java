package org.pluspeer.node.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.pluspeer.node.account.Books;
import org.pluspeer.wallet.eth.Amount;

/** The money of channels, both sides. */
record ChannelBooks(ChannelRoom room) implements Books {
    @Override
    public List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (ChannelPosition channel : room.positions()) {
            switch (channel.role()) {
                case PAYEE -> {
                    add(channel, State.EARNED, channel.claimed(), lines);
                    add(channel, State.PENDING, channel.claimable(), lines);
                    add(channel, State.AT_RISK, channel.atRisk(), lines);
                }
                case PAYER -> {
                    add(channel, State.SPENT, channel.moved(), lines);
                    add(channel, State.AT_RISK, channel.claimable(), lines);
                }
            }
        }
        return lines;
    }

    private void add(ChannelPosition channel, State state, Amount amount, List<Line> lines) {
        if (!amount.isZero()) {
            String id = "channel/" + channel.id().hex() + "/" + state.name().toLowerCase(Locale.ROOT);
            lines.add(new Line(
                    id,
                    state,
                    room.isBandwidth(channel) ? Source.BANDWIDTH : Source.CHANNELS,
                    channel.token(),
                    amount,
                    channel.since(),
                    channel.counterparty(),
                    null,
                    null,
                    null));
        }
    }
}
