package org.pluspeer.node.deal;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.pluspeer.market.content.PieceTree;
import org.pluspeer.market.deal.DealRequest;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;

/**
 * Counts what clients send here to be kept, by deal and by day of this machine's clock (UTC), together with what comes a
 * second time. A crash forgets at most 64 MiB of each deal.
 */
final class UploadMeter {
    private static final long DAY = 24 * 3600;
    /** Days that are told. */
    private static final int DAYS = 30;

    private static final long SPARE = 64L * PieceTree.PIECE;
    private static final long STEP = 64L << 20;

    private final KeepBook book;
    private final InstantSource clock;
    private final Map<Key, Count> counts = new HashMap<>();
    private final Map<Hash32, Long> sums = new HashMap<>();

    /** @param day since 1970 */
    private record Key(Hash32 deal, long day) {}

    private static final class Count {
        final Address client;
        long bytes;
        long written;

        Count(Address client) {
            this.client = client;
        }
    }

    UploadMeter(KeepBook book, InstantSource clock) {
        this.book = book;
        this.clock = clock;
        for (KeepBook.Taken taken : book.taken()) {
            Count count = new Count(taken.client());
            count.bytes = taken.bytes();
            count.written = taken.bytes();
            counts.put(new Key(taken.deal(), taken.day()), count);
            sums.merge(taken.deal(), taken.bytes(), Long::sum);
        }
    }

    /**
     * What is taken at most for a replica, in bytes: all of it twice, and 16 MiB. A link that breaks may bring again what was
     * on its way.
     */
    static long most(long size) {
        return 2 * size + SPARE;
    }

    private long today() {
        return clock.instant().getEpochSecond() / DAY;
    }

    /** Counts a piece that came; false if so much came by now that no more of it is looked at. */
    synchronized boolean take(DealRequest deal, int bytes) {
        Key key = new Key(deal.id(), today());
        Count count = counts.computeIfAbsent(key, _ -> new Count(deal.terms().client()));
        count.bytes += bytes;
        if (count.bytes - count.written >= STEP) {
            write(key, count);
        }
        return sums.merge(deal.id(), (long) bytes, Long::sum)
                <= most(deal.terms().size());
    }

    private void write(Key key, Count count) {
        if (count.bytes > count.written) {
            book.write(new KeepBook.Taken(key.deal(), count.client, key.day(), count.bytes));
            count.written = count.bytes;
        }
    }

    /** What was counted is on the disk when this returns. */
    synchronized void settle() {
        counts.forEach(this::write);
    }

    synchronized long of(Hash32 deal) {
        return sums.getOrDefault(deal, 0L);
    }

    /**
     * Whether a client may send a replica more today: what nothing came of and this one are within the room on offer.
     *
     * @param lapsed of which deals nothing came
     */
    synchronized boolean admits(Address client, long size, long space, Predicate<Hash32> lapsed) {
        long today = today();
        long idle = counts.entrySet().stream()
                .filter(each -> each.getKey().day() == today
                        && each.getValue().client.equals(client)
                        && lapsed.test(each.getKey().deal()))
                .mapToLong(each -> each.getValue().bytes)
                .sum();
        return idle == 0 || idle + size <= space;
    }

    /**
     * By client and day, the newest first.
     *
     * @param lapsed of which deals nothing came
     */
    synchronized List<HostedView.UploadView> days(Predicate<Hash32> lapsed) {
        long oldest = today() - DAYS;
        Map<Address, Map<Long, HostedView.UploadView>> views = new HashMap<>();
        counts.forEach((key, count) -> {
            if (key.day() > oldest) {
                long idle = lapsed.test(key.deal()) ? count.bytes : 0;
                views.computeIfAbsent(count.client, _ -> new HashMap<>())
                        .merge(
                                key.day(),
                                new HostedView.UploadView(count.client, key.day() * DAY, count.bytes, idle),
                                HostedView.UploadView::plus);
            }
        });
        List<HostedView.UploadView> all = new ArrayList<>();
        views.values().forEach(days -> all.addAll(days.values()));
        all.sort(Comparator.comparingLong(HostedView.UploadView::day)
                .reversed()
                .thenComparing(
                        Comparator.comparingLong(HostedView.UploadView::bytes).reversed())
                .thenComparing(view -> view.client().hex()));
        return all;
    }
}
