package org.pluspeer.market.fetch;

import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/** A fetch and its sources in virtual time: each source has a line of its own and a nature. */
final class FetchTown {
    static final long MILLI = 1_000_000L;
    static final long SECOND = 1000 * MILLI;

    /** How a source behaves. */
    enum Nature {
        HONEST,
        /** Brings some runs right, then wrong ones. */
        LYING,
        /** Brings some, then nothing, and each question ends with the asker's own patience, a minute. */
        STALLING,
        /** Brings some, then every question fails. */
        VANISHING,
        /** Fails now and then. */
        FLAKY,
        /** Takes two at a time. */
        BUSY
    }

    final Fetch fetch;
    final BitSet right = new BitSet();
    final Map<Source, FetchAct.Reason> dropped = new LinkedHashMap<>();
    final Map<Source, Integer> asked = new HashMap<>();
    final Map<FetchAct.Reason, Integer> reasons = new EnumMap<>(FetchAct.Reason.class);
    int mostAtOnce;
    int duplicates;
    long now;

    private final Random random;
    private final Map<Source, Station> stations = new LinkedHashMap<>();
    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
    private long order;

    private record Due(long at, long order, Runnable what) {}

    /** One source: a reply takes {@code way} there and back, and its line carries a run in {@code perRun}. */
    private static final class Station {
        final Nature nature;
        final long way;
        final long perRun;
        final int turnsAfter;
        final @Nullable BitSet holds;
        final Amount price;
        int served;
        int open;
        long freeAt;

        Station(Nature nature, long way, long perRun, int turnsAfter, @Nullable BitSet holds, Amount price) {
            this.price = price;
            this.nature = nature;
            this.way = way;
            this.perRun = perRun;
            this.turnsAfter = turnsAfter;
            this.holds = holds;
        }
    }

    FetchTown(int runs, BitSet held, long seed) {
        this.random = new Random(seed);
        this.fetch = new Fetch(runs, held, random.nextInt(), FetchLimits.DEFAULT);
        right.or(held);
    }

    static Source source(int number) {
        byte[] bytes = new byte[Address.LENGTH];
        bytes[0] = 1;
        bytes[Address.LENGTH - 1] = (byte) number;
        return Source.node(Address.of(bytes));
    }

    void add(Source source, Nature nature, long way, long perRun, @Nullable BitSet holds) {
        add(source, nature, way, perRun, holds, Amount.ZERO);
    }

    void add(Source source, Nature nature, long way, long perRun, @Nullable BitSet holds, Amount price) {
        stations.put(source, new Station(nature, way, perRun, random.nextInt(12), holds, price));
        fetch.offered(source, holds, price, now);
        act();
    }

    /** Runs until it is complete or nobody can bring the rest; who was merely away is offered again. */
    void run(long until) {
        at(now + 200 * MILLI, this::ticking);
        while (!fetch.isComplete() && now < until) {
            Due due = queue.poll();
            if (due == null) {
                throw new AssertionError("nothing will ever happen");
            }
            now = due.at();
            due.what().run();
            act();
        }
    }

    private void ticking() {
        fetch.tick(now);
        if (fetch.isStuck()) {
            stations.forEach((source, station) -> fetch.offered(source, station.holds, station.price, now));
        }
        at(now + 200 * MILLI, this::ticking);
    }

    private void act() {
        for (FetchAct act : fetch.drain()) {
            switch (act) {
                case FetchAct.Ask ask -> ask(ask);
                case FetchAct.Look look -> {
                    BitSet holds = station(look.source()).holds;
                    fetch.holds(look.source(), holds == null ? new BitSet() : holds, now);
                }
                case FetchAct.Drop drop -> {
                    dropped.put(drop.source(), drop.reason());
                    reasons.merge(drop.reason(), 1, Integer::sum);
                }
            }
        }
    }

    private void ask(FetchAct.Ask ask) {
        Station station = station(ask.source());
        asked.merge(ask.source(), 1, Integer::sum);
        if (station.holds != null && !station.holds.get(ask.run())) {
            throw new AssertionError("asked for what it does not have");
        }
        if (right.get(ask.run())) {
            throw new AssertionError("asked for what is here");
        }
        mostAtOnce = Math.max(mostAtOnce, ++station.open);
        boolean turned = station.served >= station.turnsAfter;
        switch (station.nature) {
            case STALLING -> {
                if (turned) {
                    at(now + 60 * SECOND, () -> done(station, () -> fetch.failed(ask.id(), "timed out", now)));
                    return;
                }
            }
            case VANISHING -> {
                if (turned) {
                    at(now + station.way, () -> done(station, () -> fetch.failed(ask.id(), "gone", now)));
                    return;
                }
            }
            case FLAKY -> {
                if (random.nextInt(10) == 0) {
                    at(now + station.way, () -> done(station, () -> fetch.failed(ask.id(), "lost", now)));
                    return;
                }
            }
            case BUSY -> {
                if (station.open > 2) {
                    at(now + station.way, () -> done(station, () -> fetch.refused(ask.id(), true, "busy", now)));
                    return;
                }
            }
            case HONEST, LYING -> {}
        }
        station.served++;
        station.freeAt = Math.max(station.freeAt, now) + station.perRun;
        boolean lies = station.nature == Nature.LYING && turned;
        at(station.freeAt + station.way, () -> done(station, () -> bring(ask, lies)));
    }

    private Station station(Source source) {
        return Objects.requireNonNull(stations.get(source));
    }

    /** How many runs it brought. */
    int brought(int source) {
        return fetch.brought().getOrDefault(source(source), 0);
    }

    private void done(Station station, Runnable what) {
        station.open--;
        what.run();
    }

    private void bring(FetchAct.Ask ask, boolean lies) {
        if (lies) {
            fetch.lied(ask.id(), "wrong", now);
            return;
        }
        if (right.get(ask.run())) {
            duplicates++;
        }
        right.set(ask.run());
        fetch.arrived(ask.id(), ask.run(), now);
    }

    private void at(long when, Runnable what) {
        queue.add(new Due(when, order++, what));
    }
}
