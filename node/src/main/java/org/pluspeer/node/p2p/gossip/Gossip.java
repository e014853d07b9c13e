package org.pluspeer.node.p2p.gossip;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.catalog.Standing;
import org.pluspeer.market.wire.Acknowledged;
import org.pluspeer.market.wire.ListingInventory;
import org.pluspeer.market.wire.ListingNews;
import org.pluspeer.market.wire.ListingSummary;
import org.pluspeer.market.wire.ListingWant;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.node.p2p.ExchangeLimits;
import org.pluspeer.node.p2p.Shelf;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;

/**
 * One node's part in spreading listings. Every call takes the time, unix milliseconds; what it wants done waits in
 * {@link #drain}. Not for several threads.
 */
public final class Gossip {
    /** Neighbours to whom news goes whole; the others are told that there is some. */
    static final int FAN = 4;

    private static final long NEWS_DELAY = 100;
    private static final long BREATH = 1_000;
    private static final long QUIET = 300;

    /** Standings in inventories of one neighbour that wait to be answered. */
    private static final int TOLD = 16_384;

    private final Shelf shelf;
    private final StandingIndex index;
    private final Predicate<Standing> wants;
    private final ExchangeLimits limits;
    private final RandomGenerator random;
    private final Map<Address, Neighbour> neighbours = new LinkedHashMap<>();
    private final Map<Long, Errand> pending = new HashMap<>();
    private final Map<Errand.Compare, Long> later = new LinkedHashMap<>();
    private final Wanted wanted = new Wanted();
    private final Quotas quotas;
    private final List<Act> acts = new ArrayList<>();
    private long ids;
    private long lastTaken;
    private int passes;

    /**
     * @param index of what is on the shelf, kept by whoever puts things there
     * @param wants whether a standing would be kept if it were brought
     */
    public Gossip(
            Shelf shelf,
            StandingIndex index,
            Predicate<Standing> wants,
            ExchangeLimits limits,
            RandomGenerator random) {
        this.shelf = shelf;
        this.index = index;
        this.wants = wants;
        this.limits = limits;
        this.random = random;
        this.quotas = new Quotas(limits, index);
    }

    /**
     * There is a link. Does nothing if that is known.
     *
     * @param group of the address that it comes from; what comes from one is counted together
     * @param first whether this side begins to compare, rather than wait for the other
     */
    public void linked(Address node, String group, boolean first, long now) {
        if (neighbours.containsKey(node)) {
            return;
        }
        Neighbour fresh = new Neighbour(node, group, limits, now);
        fresh.passDue = first ? now : now + limits.firstPass().toMillis();
        neighbours.put(node, fresh);
        tick(now);
    }

    public void parted(Address node) {
        Neighbour gone = neighbours.remove(node);
        if (gone != null) {
            passes -= gone.passing ? 1 : 0;
            pending.values().removeIf(each -> each.with() == gone);
            later.keySet().removeIf(each -> each.with() == gone);
        }
    }

    /**
     * Before anything is looked at in a listing that came.
     *
     * @return why it is not looked at; null if it may be
     */
    public @Nullable Refusal admit(Address from, Hash32 slot, Hash32 digest, long now) {
        Neighbour neighbour = neighbours.get(from);
        if (neighbour == null) {
            return new Refusal(Refusal.Code.BUSY, "the link is too new, or ending");
        }
        return quotas.refusal(neighbour, slot, wanted.contains(digest), now);
    }

    /** A listing that was admitted has been judged and, if taken, put on the shelf; the reply. */
    public Message judged(Address from, Standing standing, Outcome outcome, long now) {
        boolean asked = wanted.came(standing.digest());
        Neighbour neighbour = neighbours.get(from);
        if (neighbour != null) {
            rate(neighbour, outcome, asked, now);
        }
        return switch (outcome) {
            case Outcome.Taken taken -> {
                spread(standing, from, now);
                yield new Acknowledged();
            }
            case Outcome.Known known -> new Acknowledged();
            case Outcome.Declined(String text) -> new Refusal(Refusal.Code.NOT_FOR_SALE, text);
            case Outcome.Forged(String text) -> {
                acts.add(new Act.Cut(from, "it passed on a listing that does not hold: " + text));
                yield new Refusal(Refusal.Code.NOT_PROVEN, text);
            }
        };
    }

    /** Something is on the shelf that no neighbour brought. */
    public void publish(Standing standing, long now) {
        spread(standing, null, now);
    }

    /** What a neighbour asks, but for listings themselves; the reply. */
    public Message answer(Address from, Message question, long now) {
        Neighbour neighbour = neighbours.get(from);
        if (neighbour == null) {
            return new Refusal(Refusal.Code.BUSY, "the link is too new, or ending");
        }
        return switch (question) {
            case ListingWant want -> {
                want.digests().stream().limit(room(neighbour)).forEach(neighbour::queue);
                pump(neighbour, now);
                yield new Acknowledged();
            }
            case ListingNews news -> wish(neighbour, news.standings(), now);
            case ListingInventory theirs -> {
                boolean much = neighbour.told + theirs.standings().size() > TOLD && !neighbour.fills.isEmpty();
                if (much || !neighbour.looking.tryTake(1 + index.count(theirs.after(), theirs.through()), now)) {
                    yield new Refusal(Refusal.Code.BUSY, "the last inventories are still being answered");
                }
                neighbour.told += theirs.standings().size();
                neighbour.fills.add(new Neighbour.Fill(theirs));
                pump(neighbour, now);
                yield wish(neighbour, theirs.standings(), now);
            }
            case ListingSummary theirs ->
                neighbour.looking.tryTake(1 + hashed(theirs), now)
                        ? Reconciliation.answer(theirs, index)
                        : new Refusal(Refusal.Code.BUSY, "too much to compare at once");
            default -> new Refusal(Refusal.Code.UNSUPPORTED, "not about listings");
        };
    }

    /** A question of {@link Act.Ask} was answered. */
    public void replied(long id, Message reply, long now) {
        switch (pending.remove(id)) {
            case Errand.Put put -> arrived(put, isBusy(reply), now);
            case Errand.News news when reply instanceof ListingWant want -> answer(news.with().node, want, now);
            case Errand.Compare compare
            when isBusy(reply) && !compare.with().isSlow(now) -> later.put(compare, now + BREATH);
            case Errand.Compare compare when reply instanceof Refusal -> end(compare.with(), true, now);
            case Errand.Compare compare -> compared(compare, reply, now);
            case null, default -> {
                // News of nothing new, or a link that has ended.
            }
        }
    }

    /** A question of {@link Act.Ask} has no answer. */
    public void failed(long id, long now) {
        switch (pending.remove(id)) {
            case Errand.Put put -> arrived(put, false, now);
            case Errand.Compare compare -> end(compare.with(), true, now);
            case null, default -> {
                // What it was about comes again when catalogues are compared.
            }
        }
    }

    /** What is due: news, questions that had no answer, comparisons. To be called when it is {@link #due}. */
    public void tick(long now) {
        for (Wanted.Again each : wanted.overdue(now)) {
            Neighbour other = neighbours.get(each.from());
            if (other != null) {
                ask(new Errand.News(other), new ListingWant(List.of(each.digest())));
            }
        }
        List<Errand.Compare> again = later.entrySet().stream()
                .filter(each -> each.getValue() <= now)
                .map(Map.Entry::getKey)
                .toList();
        again.forEach(compare -> {
            later.remove(compare);
            ask(compare, compare.question());
        });
        for (Neighbour neighbour : neighbours.values()) {
            while (neighbour.newsDue <= now) {
                List<Standing> news = neighbour.takeNews(ListingNews.MAX_STANDINGS);
                ask(new Errand.News(neighbour), new ListingNews(news));
            }
            if (mayCompare(neighbour, now)) {
                passes++;
                neighbour.compares(now);
                Pass pass = new Pass(index, shelf, limits.page());
                Message first = pass.first();
                ask(new Errand.Compare(neighbour, pass, first), first);
            }
            pump(neighbour, now);
        }
    }

    /** When {@link #tick} has something to do if nothing comes before; {@link Long#MAX_VALUE} if it has not. */
    public long due() {
        long due = Math.min(
                wanted.due(),
                later.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE));
        for (Neighbour each : neighbours.values()) {
            due = Math.min(due, each.due(passes == 0, lastTaken + QUIET, limits.inFlight()));
        }
        return due;
    }

    /** What is to be done, in order; handed out once. */
    public List<Act> drain() {
        List<Act> all = List.copyOf(acts);
        acts.clear();
        return all;
    }

    /** One neighbour at a time, and not while what the last one brings still comes in. */
    private boolean mayCompare(Neighbour neighbour, long now) {
        boolean quiet = now - lastTaken >= QUIET || now - neighbour.passDue >= Neighbour.LONG_ENOUGH;
        return !neighbour.passing && passes == 0 && neighbour.passDue <= now && quiet;
    }

    private void compared(Errand.Compare compare, Message reply, long now) {
        Neighbour with = compare.with();
        if (reply instanceof ListingSummary summary) {
            compare.pass().heard(summary);
        } else if (reply instanceof ListingWant want) {
            with.moved = true;
            answer(with.node, want, now);
        }
        Message next = with.isSlow(now) ? null : compare.pass().next(now / 1000);
        if (next == null) {
            end(with, false, now);
        } else {
            ask(new Errand.Compare(with, compare.pass(), next), next);
        }
    }

    /** Soon again if anything was new, else ever later. */
    private void end(Neighbour with, boolean early, long now) {
        long first = limits.firstPass().toMillis();
        with.wait = with.moved || early
                ? first
                : Math.min(2 * with.wait, limits.longestPass().toMillis());
        with.passDue = now + with.wait;
        with.passing = false;
        passes--;
    }

    private int hashed(ListingSummary theirs) {
        return theirs.spans().stream()
                .mapToInt(span -> index.count(span.after(), span.through()))
                .sum();
    }

    private void rate(Neighbour neighbour, Outcome outcome, boolean asked, long now) {
        switch (outcome) {
            case Outcome.Taken(boolean fresh) -> {
                neighbour.moved |= neighbour.passing;
                lastTaken = now;
                neighbour.rate(1, now);
                if (fresh) {
                    quotas.filled(neighbour);
                }
            }
            case Outcome.Known known -> neighbour.rate(asked ? 0 : -0.05, now);
            case Outcome.Declined declined -> neighbour.rate(-1, now);
            case Outcome.Forged forged -> neighbour.rate(-1, now);
        }
    }

    /** Whole to a few, half of them the best and half by lot; the others hear of it. */
    private void spread(Standing standing, @Nullable Address from, long now) {
        List<Neighbour> others = new ArrayList<>(neighbours.values().stream()
                .filter(each -> !Objects.equals(each.node, from))
                .sorted(Comparator.comparingDouble((Neighbour each) -> -each.score(now)))
                .toList());
        for (int i = 0; i < FAN && !others.isEmpty(); i++) {
            Neighbour next = others.remove(i % 2 == 0 ? 0 : random.nextInt(others.size()));
            if (room(next) > 0) {
                next.queue(standing.digest());
                pump(next, now);
            }
        }
        for (Neighbour other : others) {
            if (other.news.size() < limits.queue()) {
                other.news.put(standing.slot(), standing);
                other.newsDue = Math.min(other.newsDue, now + NEWS_DELAY);
            }
        }
    }

    private Message wish(Neighbour from, List<Standing> told, long now) {
        List<Hash32> wishes = told.stream()
                .filter(standing -> !Objects.equals(standing.digest(), index.digest(standing.slot())))
                .filter(wants)
                .map(Standing::digest)
                .filter(digest -> wanted.want(digest, from.node, now))
                .toList();
        return wishes.isEmpty() ? new Acknowledged() : new ListingWant(wishes);
    }

    private int room(Neighbour neighbour) {
        return Math.max(0, limits.queue() - neighbour.queue.size());
    }

    /** Sends what may be on its way at once. */
    private void pump(Neighbour to, long now) {
        while (now >= to.pausedUntil && to.underway < limits.inFlight()) {
            if (!fill(to, now)) {
                return;
            }
            Hash32 digest = to.queue.remove();
            Message message = shelf.find(digest).orElse(null);
            if (message == null) {
                to.queued.remove(digest);
            } else {
                to.underway++;
                ask(new Errand.Put(to, digest), message);
            }
        }
    }

    /**
     * Queues what the other side lacks, as far as there is room.
     *
     * @return whether anything waits now
     */
    private boolean fill(Neighbour to, long now) {
        while (!to.fills.isEmpty() && (to.queue.isEmpty() || room(to) >= limits.page())) {
            Neighbour.Fill fill = to.fills.getFirst();
            List<Standing> mine = shelf.stretch(fill.after, limits.page(), now / 1000);
            for (Standing standing : mine) {
                Standing theirs = fill.told.get(standing.slot());
                boolean inside = standing.slot().compareTo(fill.through) <= 0;
                if (inside && (theirs == null || standing.replaces(theirs))) {
                    to.queue(standing.digest());
                }
            }
            fill.after =
                    mine.size() < limits.page() ? fill.through : mine.getLast().slot();
            if (fill.after.compareTo(fill.through) >= 0) {
                to.told -= fill.told.size();
                to.fills.removeFirst();
            }
        }
        return !to.queue.isEmpty();
    }

    private void arrived(Errand.Put put, boolean busy, long now) {
        Neighbour to = put.with();
        to.underway--;
        if (busy) {
            to.queue.addFirst(put.digest());
            to.pausedUntil = now + BREATH;
        } else {
            to.queued.remove(put.digest());
        }
        pump(to, now);
    }

    private static boolean isBusy(Message reply) {
        return reply instanceof Refusal refusal && refusal.code() == Refusal.Code.BUSY;
    }

    private void ask(Errand why, Message question) {
        long id = ++ids;
        pending.put(id, why);
        acts.add(new Act.Ask(id, why.with().node, question));
    }
}
