package org.pluspeer.node.p2p.path;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The ways to one peer, and which is used. Direct ones go before relays. A direct way is used once the peer has sent
 * back a number that was sent there; it is given up after three seconds of silence. Times are nanoseconds of a monotonic
 * clock. Not for several threads.
 *
 * @param <P> names a way, and is equal for the same one
 */
public final class PeerPaths<P> {
    /** A direct way from which nothing came for so long, though the peer was asked, is given up. */
    public static final long SILENCE = 3_000_000_000L;

    /** Ways that a peer may name, and ways that it was seen to come from, each. */
    public static final int MOST = 8;

    /** Sending begins anew after a pause of so long, and so long after that is the time to look whether it was answered. */
    public static final long PAUSE = 250_000_000L;

    static final long BUSY = 2_000_000_000L;
    static final long ASK_BUSY = 1_000_000_000L;
    /** RFC 8445, section 11: mappings of routers are kept alive at least so often. */
    static final long ASK_IDLE = 15_000_000_000L;

    private static final long ASKED_AT_LEAST = 2_000_000_000L;
    private static final long DOUBT = 500_000_000L;
    /** While an answer is missing. */
    private static final long LOOK = 100_000_000L;
    /** Who sends for longer than a question and its answer take is in the midst of something. */
    private static final long LASTING = 200_000_000L;

    private static final long SEEK = 5_000_000_000L;
    private static final int QUICK_ROUNDS = 15;
    private static final int ROUNDS = 30;
    private static final long QUICK = 200_000_000L;
    private static final long STEADY = 1_000_000_000L;
    private static final long SLOW_BUSY = 5_000_000_000L;
    private static final long SLOW_IDLE = 30_000_000_000L;
    private static final long NEVER = Long.MIN_VALUE / 2;
    private static final int ASKS = 8;

    private final Predicate<P> isDirect;
    private final RandomGenerator random;
    private final Map<P, Way<P>> ways = new LinkedHashMap<>();
    private final List<PathAct<P>> acts = new ArrayList<>();
    private Way<P> current;
    private long sentSince = NEVER;
    private long sentAt = NEVER;
    private long probedAt = NEVER;
    private long soughtAt = NEVER;
    private int rounds;

    private static final class Way<P> {
        private final P path;
        private final boolean direct;
        /** The peer named it; the others it was seen to come from. */
        private final boolean named;

        private final List<Long> asks = new ArrayList<>();
        private long askedAt = NEVER;
        /** Of the first question since something was heard. */
        private long waitingSince = NEVER;

        private long heardAt = NEVER;
        private long provenAt = NEVER;

        Way(P path, boolean direct, boolean named) {
            this.path = path;
            this.direct = direct;
            this.named = named;
        }

        void heard(long at) {
            if (at > heardAt) {
                heardAt = at;
                waitingSince = NEVER;
            }
        }

        boolean isSilent(long now) {
            return waitingSince != NEVER && now - heardAt > SILENCE && now - waitingSince > ASKED_AT_LEAST;
        }

        boolean isDoubtful(long now) {
            return waitingSince != NEVER && now - heardAt > DOUBT && now - waitingSince > DOUBT;
        }
    }

    /**
     * @param used the way by which the link came about
     * @param random for numbers that nobody can guess
     */
    public PeerPaths(P used, Predicate<P> isDirect, RandomGenerator random, long now) {
        this.isDirect = isDirect;
        this.random = random;
        this.current = new Way<>(used, isDirect.test(used), true);
        current.heardAt = now;
        current.provenAt = now;
        ways.put(used, current);
    }

    /** The way in use. */
    public P used() {
        return current.path;
    }

    public boolean isUsedDirect() {
        return current.direct;
    }

    /** All ways that are known. */
    public Collection<P> known() {
        return List.copyOf(ways.keySet());
    }

    /** The peer says that it may be reached so. Of direct ways the first 8 count. */
    public void offered(List<P> paths, long now) {
        boolean news = false;
        for (P path : paths) {
            boolean room = !isDirect.test(path) || count(true) < MOST;
            if (!ways.containsKey(path) && room) {
                ways.put(path, new Way<>(path, isDirect.test(path), true));
                news = true;
            }
        }
        if (!ways.containsValue(current)) {
            relays().findFirst().ifPresent(this::use);
        }
        if (news) {
            rounds = 0;
            probedAt = NEVER;
            tick(now);
        }
    }

    /** A way is no more, such as when its relay has gone. If it was in use, another relay is. */
    public void lost(P path) {
        ways.remove(path);
        if (current.path.equals(path)) {
            probedAt = NEVER;
            fallBack(soughtAt + SEEK);
        }
    }

    /** Any datagram came by a way. */
    public void heard(P path, long at) {
        Way<P> way = ways.get(path);
        if (way != null) {
            way.heard(at);
        }
    }

    /** Datagrams were sent to the peer, the last of them {@code at}, without a pause of {@link #PAUSE} before it. */
    public void sent(long since, long at) {
        sentSince = since;
        sentAt = at;
    }

    /** A check that is known to be the peer's has come. */
    public void checked(P from, long ask, long echo, long now) {
        Way<P> way = ways.get(from);
        if (way == null) {
            if (ask == 0) {
                return;
            }
            way = seen(from);
        }
        way.heard(now);
        if (echo != 0 && way.asks.contains(echo)) {
            way.asks.clear();
            way.provenAt = now;
            proven(way, now);
        }
        if (ask != 0) {
            boolean known = now - way.provenAt < 2 * ASK_IDLE;
            acts.add(new PathAct.Send<>(from, known ? 0 : number(way, now), ask));
        }
    }

    /** A new address of the peer, as a check showed it. The one longest silent makes room. */
    private Way<P> seen(P from) {
        if (count(false) >= MOST) {
            ways.values().stream()
                    .filter(way -> way.direct && !way.named && way != current)
                    .min(Comparator.comparingLong(way -> way.heardAt))
                    .ifPresent(oldest -> ways.remove(oldest.path));
        }
        Way<P> way = new Way<>(from, isDirect.test(from), false);
        ways.put(from, way);
        return way;
    }

    private long count(boolean named) {
        return ways.values().stream()
                .filter(way -> way.direct && way.named == named)
                .count();
    }

    private void proven(Way<P> way, long now) {
        if (way.direct && !current.direct) {
            use(way);
        } else if (way.direct && way != current && now - current.heardAt > DOUBT && current.waitingSince == NEVER) {
            ask(current, now);
        }
    }

    private void use(Way<P> way) {
        current = way;
        acts.add(new PathAct.Use<>(way.path));
    }

    /** Asks what is due, and moves where the way in use has fallen silent. To be called when it is {@link #due}. */
    public void tick(long now) {
        if (current.direct) {
            if (now >= askDue()) {
                ask(current, now);
            }
            if (current.isDoubtful(now)) {
                newer().ifPresent(this::use);
            }
            if (current.isSilent(now)) {
                fallBack(now);
            }
        }
        if (!current.direct && now - probedAt >= pause(now)) {
            probedAt = now;
            rounds = Math.min(ROUNDS, rounds + 1);
            direct().forEach(way -> ask(way, now));
        }
    }

    /** When {@link #tick} has something to do if nothing comes or goes before: often that is sooner than needed. */
    public long due(long now) {
        if (!current.direct) {
            return probedAt + pause(now);
        }
        if (current.waitingSince != NEVER) {
            return now + LOOK;
        }
        // Whether what has just begun to be sent is answered shows after a pause.
        long shown = sentSince + PAUSE;
        return now < shown ? Math.min(askDue(), shown) : askDue();
    }

    /**
     * The way in use is asked while an answer is missing, or when nothing more comes by it though something goes on, or
     * when it has been idle for so long that a router might forget it.
     */
    private long askDue() {
        if (current.waitingSince != NEVER) {
            return current.askedAt + ASK_BUSY;
        }
        long idle = Math.max(current.askedAt, Math.min(sentAt, current.heardAt)) + ASK_IDLE;
        long busy = Math.max(current.askedAt + ASK_BUSY, current.heardAt + DOUBT);
        boolean goesOn = sentAt - sentSince >= LASTING || sentSince > current.heardAt;
        return goesOn && busy < sentAt + BUSY ? Math.min(busy, idle) : idle;
    }

    private Stream<Way<P>> direct() {
        return ways.values().stream().filter(way -> way.direct);
    }

    private Stream<Way<P>> relays() {
        return ways.values().stream().filter(way -> !way.direct);
    }

    /** Between rounds of questions on direct ways while none is used. */
    private long pause(long now) {
        if (rounds < QUICK_ROUNDS) {
            return QUICK;
        }
        if (rounds < ROUNDS) {
            return STEADY;
        }
        return now - sentAt < BUSY ? SLOW_BUSY : SLOW_IDLE;
    }

    /** Another direct way that was proven since the one in use was last heard. */
    private Optional<Way<P>> newer() {
        return direct().filter(way -> way != current && way.provenAt > current.heardAt)
                .max(Comparator.comparingLong(way -> way.provenAt));
    }

    private void fallBack(long now) {
        Optional<Way<P>> relay = relays().max(Comparator.comparingLong(way -> way.heardAt));
        if (relay.isPresent()) {
            rounds = QUICK_ROUNDS;
            probedAt = NEVER;
            use(relay.get());
        } else if (now - soughtAt >= SEEK) {
            soughtAt = Math.max(soughtAt, now);
            acts.add(new PathAct.Seek<>());
        }
    }

    private void ask(Way<P> way, long now) {
        acts.add(new PathAct.Send<>(way.path, number(way, now), 0));
    }

    private long number(Way<P> way, long now) {
        long number = 0;
        while (number == 0) {
            number = random.nextLong();
        }
        if (way.asks.size() == ASKS) {
            way.asks.removeFirst();
        }
        way.asks.add(number);
        way.askedAt = now;
        if (way.waitingSince == NEVER) {
            way.waitingSince = now;
        }
        return number;
    }

    /** What is to be done, in order; handed out once. */
    public List<PathAct<P>> drain() {
        List<PathAct<P>> all = List.copyOf(acts);
        acts.clear();
        return all;
    }
}
