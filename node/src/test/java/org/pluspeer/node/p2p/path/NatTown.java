package org.pluspeer.node.p2p.path;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;

/** Two ends, each behind a router or none, and a relay that both can send to, in virtual time. Addresses are text. */
final class NatTown {
    private static final long MILLI = 1_000_000L;
    private static final long TICK = 50 * MILLI;
    private static final long ONE_WAY = 20 * MILLI;
    private static final String RELAY = "relay:1";

    /** What is between an end and the open network. */
    enum Kind {
        PUBLIC,
        /** One port for all; lets in only who was sent to (RFC 4787: endpoint-independent mapping, port filtering). */
        CONE,
        /** Another port for each to whom it sends. */
        SYMMETRIC
    }

    private record Flight(long at, long number, Runnable landing) {}

    private final PriorityQueue<Flight> air =
            new PriorityQueue<>(java.util.Comparator.comparingLong(Flight::at).thenComparingLong(Flight::number));
    private final Random random;
    final End left;
    final End right;
    private long now;
    private long numbers;
    boolean cut;
    boolean traffic;

    NatTown(Kind a, Kind b, int seed) {
        random = new Random(seed);
        left = new End("a", a);
        right = new End("b", b);
    }

    static boolean isDirect(String path) {
        return !path.startsWith("relay");
    }

    /** One side. */
    final class End {
        private final String name;
        private final Kind kind;
        private final Map<String, String> mapped = new HashMap<>();
        private final Set<String> open = new HashSet<>();
        private int port = 4000;
        final PeerPaths<String> paths;
        int sent;
        int looks;
        private final Map<String, Long> heard = new HashMap<>();
        private long due;
        private long sentSince = Long.MIN_VALUE / 2;
        private long sentAt = Long.MIN_VALUE / 2;
        private long lastData;
        private long gap;

        End(String name, Kind kind) {
            this.name = name;
            this.kind = kind;
            this.paths = new PeerPaths<>(RELAY, NatTown::isDirect, new Random(random.nextLong()), 0);
        }

        /** Its address as who is at {@code to} sees it. */
        String outside(String to) {
            return switch (kind) {
                case PUBLIC -> name + ":" + port;
                case CONE -> name + ":" + port;
                case SYMMETRIC -> mapped.computeIfAbsent(to, any -> name + ":" + (10_000 + random.nextInt(50_000)));
            };
        }

        void renumber() {
            port++;
            open.clear();
        }

        private boolean letsIn(String at, String from) {
            return switch (kind) {
                case PUBLIC -> at.equals(outside(from));
                case CONE -> at.equals(outside(from)) && open.contains(from);
                case SYMMETRIC -> at.equals(mapped.get(from));
            };
        }

        private End other() {
            return this == left ? right : left;
        }

        /** As the shell does: what passed is told of when it is time to look, and when a check comes. */
        private void see() {
            heard.forEach(paths::heard);
            paths.sent(sentSince, sentAt);
        }

        private void lookIfDue() {
            if (now >= due) {
                looks++;
                see();
                paths.tick(now);
                due = paths.due(now);
            }
        }

        private void checked(String from, long ask, long echo) {
            see();
            paths.checked(from, ask, echo, now);
            due = paths.due(now);
        }

        private void offered(String path) {
            paths.offered(List.of(path), now);
            due = paths.due(now);
        }

        private void act() {
            for (PathAct<String> act : paths.drain()) {
                if (act instanceof PathAct.Send<String>(String by, long ask, long echo)) {
                    sent++;
                    fly(by, from -> other().checked(from, ask, echo));
                }
            }
        }

        /** Sends one datagram of the connection's. */
        void data() {
            if (now - sentAt > PeerPaths.PAUSE) {
                sentSince = now;
                due = Math.min(due, now + PeerPaths.PAUSE);
            }
            sentAt = now;
            fly(paths.used(), from -> {
                other().heard.put(from, now);
                other().gap = Math.max(other().gap, now - other().lastData);
                other().lastData = now;
            });
        }

        private void fly(String to, java.util.function.Consumer<String> landing) {
            if (to.equals(RELAY)) {
                launch(() -> landing.accept(RELAY));
                return;
            }
            String from = outside(to);
            open.add(to);
            launch(() -> {
                if (!cut && other().letsIn(to, from)) {
                    landing.accept(from);
                }
            });
        }
    }

    private void launch(Runnable landing) {
        air.add(new Flight(now + ONE_WAY, ++numbers, landing));
    }

    /** Each tells the other what the relay saw it come from. */
    void offer() {
        left.offered(right.outside(RELAY));
        right.offered(left.outside(RELAY));
    }

    void run(long span) {
        long end = now + span;
        left.lastData = Math.max(left.lastData, now);
        right.lastData = Math.max(right.lastData, now);
        while (now < end) {
            now += TICK / 5;
            List<Flight> due = new ArrayList<>();
            while (!air.isEmpty() && air.peek().at() <= now) {
                due.add(air.poll());
            }
            due.forEach(flight -> flight.landing().run());
            if (now % TICK == 0) {
                left.lookIfDue();
                right.lookIfDue();
                if (traffic) {
                    left.data();
                    right.data();
                }
            }
            left.act();
            right.act();
        }
    }

    long longestGap() {
        return Math.max(left.gap, right.gap);
    }
}
