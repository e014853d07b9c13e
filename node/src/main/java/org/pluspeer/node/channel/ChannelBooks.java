package org.pluspeer.node.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.account.Books;
import org.pluspeer.node.channel.ChannelDays.Part;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * The money of channels, both sides. What was earned and spent has the day on which it was signed for, not that of the claim;
 * the sums are the same.
 */
record ChannelBooks(ChannelRoom room) implements Books {
    @Override
    public List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (ChannelPosition channel : room.positions()) {
            switch (channel.role()) {
                case PAYEE -> {
                    ChannelDays<?> days = room.earning().days();
                    dated(channel, State.EARNED, days, Amount.ZERO, channel.claimed(), lines);
                    Amount unclaimed = channel.claimed().plus(channel.claimable());
                    dated(channel, State.PENDING, days, channel.claimed(), unclaimed, lines);
                    add(channel, State.AT_RISK, channel.atRisk(), lines);
                }
                case PAYER -> {
                    dated(channel, State.SPENT, room.paying().days(), Amount.ZERO, channel.moved(), lines);
                    add(channel, State.AT_RISK, channel.claimable(), lines);
                }
            }
        }
        return lines;
    }

    /** A part of the channel's sum, a line for each day. */
    private void dated(
            ChannelPosition channel, State state, ChannelDays<?> days, Amount from, Amount to, List<Line> lines) {
        List<Part> parts = days.between(channel.id(), from, to, channel.since());
        Hash32 listing = days.listing(channel.id());
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            lines.add(line(channel, state, id(channel, state) + "/" + i, part.amount(), part.at(), listing));
        }
    }

    private void add(ChannelPosition channel, State state, Amount amount, List<Line> lines) {
        if (!amount.isZero()) {
            lines.add(line(channel, state, id(channel, state), amount, channel.since(), null));
        }
    }

    private static String id(ChannelPosition channel, State state) {
        return "channel/" + channel.id().hex() + "/" + state.name().toLowerCase(Locale.ROOT);
    }

    private Line line(
            ChannelPosition channel, State state, String id, Amount amount, long at, @Nullable Hash32 listing) {
        Source source = room.isBandwidth(channel) ? Source.BANDWIDTH : Source.CHANNELS;
        return new Line(id, state, source, channel.token(), amount, at, channel.counterparty(), null, null, listing);
    }
}
