package org.pluspeer.node.channel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.channel.IncomingEvent;
import org.pluspeer.market.channel.OutgoingEvent;
import org.pluspeer.node.run.History;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * On which days the sum of each channel rose, and for which listing: what the lines of the balance are dated by. A sum only
 * rises, so what was claimed of it came first.
 */
final class ChannelDays<E> implements History<E> {
    private static final long DAY = 24 * 3600;

    private final History<E> journal;
    private final Reading<E> reading;
    private final Map<String, Rise> byChannel = new HashMap<>();

    /** What an event says. */
    interface Reading<E> {
        /** The sum that is owed from here on; null if the event says none. */
        @Nullable
        Amount sum(E event);

        /** What was paid for; null if the event does not say. */
        @Nullable
        Hash32 listing(E event);
    }

    /**
     * What was added on one day.
     *
     * @param at unix seconds of the last time on that day; where nobody knows, as the caller said
     */
    record Part(long at, Amount amount) {}

    private static final class Rise {
        private Amount sum = Amount.ZERO;
        private final List<Part> parts = new ArrayList<>();
        private @Nullable Hash32 listing;
        private boolean ofSeveral;
    }

    static final Reading<IncomingEvent> EARNED = new Reading<>() {
        @Override
        public @Nullable Amount sum(IncomingEvent event) {
            return event instanceof IncomingEvent.VoucherTaken it ? it.voucher().cumulative() : null;
        }

        @Override
        public @Nullable Hash32 listing(IncomingEvent event) {
            return event instanceof IncomingEvent.Reserved it ? it.listing() : null;
        }
    };

    static final Reading<OutgoingEvent> SPENT = new Reading<>() {
        @Override
        public @Nullable Amount sum(OutgoingEvent event) {
            return switch (event) {
                case OutgoingEvent.Promised it -> it.cumulative();
                case OutgoingEvent.Recalled it -> it.cumulative();
                default -> null;
            };
        }

        @Override
        public @Nullable Hash32 listing(OutgoingEvent event) {
            return null;
        }
    };

    /** @param journal where events are kept */
    ChannelDays(History<E> journal, Reading<E> reading) {
        this.journal = journal;
        this.reading = reading;
    }

    @Override
    public void append(String id, List<Dated<E>> events) {
        journal.append(id, events);
        recall(id, events);
    }

    /** Takes up what is in the journal already. */
    synchronized void recall(String id, List<Dated<E>> events) {
        for (Dated<E> dated : events) {
            Amount sum = reading.sum(dated.event());
            Hash32 listing = reading.listing(dated.event());
            if (sum != null || listing != null) {
                Rise rise = byChannel.computeIfAbsent(id, _ -> new Rise());
                if (sum != null && sum.isMoreThan(rise.sum)) {
                    add(rise, dated.at(), sum.minus(rise.sum));
                    rise.sum = sum;
                }
                if (listing != null) {
                    rise.ofSeveral |= rise.listing != null && !rise.listing.equals(listing);
                    rise.listing = listing;
                }
            }
        }
    }

    private static void add(Rise rise, long at, Amount more) {
        Part last = rise.parts.isEmpty() ? null : rise.parts.getLast();
        if (last != null && at / DAY <= last.at() / DAY) {
            rise.parts.set(
                    rise.parts.size() - 1,
                    new Part(Math.max(at, last.at()), last.amount().plus(more)));
        } else {
            rise.parts.add(new Part(at, more));
        }
    }

    /** What all of a channel was paid for; null where it is several things, or nobody knows. */
    synchronized @Nullable Hash32 listing(Hash32 channel) {
        Rise rise = byChannel.get(channel.hex());
        return rise == null || rise.ofSeveral ? null : rise.listing;
    }

    /**
     * The part of a channel's sum between two marks, by the days on which it rose past them.
     *
     * @param otherwise unix seconds for what no event here tells of
     */
    synchronized List<Part> between(Hash32 channel, Amount from, Amount to, long otherwise) {
        List<Part> cut = new ArrayList<>();
        Amount reached = Amount.ZERO;
        Rise rise = byChannel.get(channel.hex());
        for (Part part : rise == null ? List.<Part>of() : rise.parts) {
            Amount next = reached.plus(part.amount());
            keep(reached, next, from, to, part.at(), cut);
            reached = next;
        }
        if (to.isMoreThan(reached)) {
            keep(reached, to, from, to, otherwise, cut);
        }
        return cut;
    }

    private static void keep(Amount low, Amount high, Amount from, Amount to, long at, List<Part> cut) {
        Amount start = low.isMoreThan(from) ? low : from;
        Amount end = high.isMoreThan(to) ? to : high;
        if (end.isMoreThan(start)) {
            cut.add(new Part(at, end.minus(start)));
        }
    }
}
