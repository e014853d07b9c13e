package org.pluspeer.node.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Map<String, Rise> byChannel = new ConcurrentHashMap<>();

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

    /** Of one channel; channels do not wait for each other here. */
    private static final class Rise {
        private Amount sum = Amount.ZERO;
        private final List<Part> parts = new ArrayList<>();
        private @Nullable Hash32 listing;
        private boolean ofSeveral;

        synchronized void add(long at, @Nullable Amount to, @Nullable Hash32 of) {
            if (to != null && to.isMoreThan(sum)) {
                add(at, to.minus(sum));
                sum = to;
            }
            if (of != null) {
                ofSeveral |= listing != null && !listing.equals(of);
                listing = of;
            }
        }

        private void add(long at, Amount more) {
            Part last = parts.isEmpty() ? null : parts.getLast();
            if (last != null && at / DAY <= last.at() / DAY) {
                Part both = new Part(Math.max(at, last.at()), last.amount().plus(more));
                parts.set(parts.size() - 1, both);
            } else {
                parts.add(new Part(at, more));
            }
        }

        synchronized List<Part> parts() {
            return List.copyOf(parts);
        }

        synchronized @Nullable Hash32 listing() {
            return ofSeveral ? null : listing;
        }
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
    void recall(String id, List<Dated<E>> events) {
        for (Dated<E> dated : events) {
            Amount sum = reading.sum(dated.event());
            Hash32 listing = reading.listing(dated.event());
            if (sum != null || listing != null) {
                byChannel.computeIfAbsent(id, _ -> new Rise()).add(dated.at(), sum, listing);
            }
        }
    }

    /** What all of a channel was paid for; null where it is several things, or nobody knows. */
    @Nullable
    Hash32 listing(Hash32 channel) {
        Rise rise = byChannel.get(channel.hex());
        return rise == null ? null : rise.listing();
    }

    /**
     * The part of a channel's sum between two marks, by the days on which it rose past them.
     *
     * @param otherwise unix seconds for what no event here tells of
     */
    List<Part> between(Hash32 channel, Amount from, Amount to, long otherwise) {
        List<Part> cut = new ArrayList<>();
        Amount reached = Amount.ZERO;
        Rise rise = byChannel.get(channel.hex());
        for (Part part : rise == null ? List.<Part>of() : rise.parts()) {
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
