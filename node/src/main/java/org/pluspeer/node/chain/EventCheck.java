package org.pluspeer.node.chain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Hash32;

/**
 * Compares what the endpoints show of the exchange's events, block range by block range, behind the follower: an event
 * that is kept back is as bad as one that is made up.
 */
final class EventCheck {
    private static final int MOST_BLOCKS = 2000;
    /** Blocks that are compared again where the chain went another way. */
    private static final int STEP_BACK = 64;

    private static final String EVENTS = "the events of the exchange";

    private final Endpoints endpoints;
    /** The first block whose events were not compared yet; -1 while nobody asked for any. */
    private long next = -1;

    /** The last block up to which they were. */
    private @Nullable BlockRef done;

    private int span = MOST_BLOCKS;

    EventCheck(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    synchronized void compareFrom(long block) {
        if (next < 0) {
            next = block;
        }
    }

    /** @param heads of endpoints that are well */
    synchronized void compare(Map<Integer, BlockRef> heads) {
        long lowest = heads.values().stream().mapToLong(BlockRef::number).min().orElse(-1);
        if (heads.size() < 2 || next < 0) {
            return;
        }
        stepBack(heads.keySet().iterator().next());
        if (lowest < next) {
            return;
        }
        long to = Math.min(lowest, next + span - 1);
        Map<Integer, List<LogEntry>> shown = shown(to, heads.keySet());
        if (shown.size() < heads.size()) {
            return;
        }
        if (new HashSet<>(shown.values()).size() > 1) {
            differ(to, shown);
        } else {
            endpoints.resolved(EVENTS);
            next = to + 1;
            done = endpoints.client(heads.keySet().iterator().next()).block(to).orElse(null);
        }
    }

    /** Where what was compared last is no longer there, something else may be below it too. */
    private void stepBack(int endpoint) {
        BlockRef last = done;
        if (last != null && !endpoints.client(endpoint).block(last.number()).equals(Optional.of(last))) {
            next = Math.max(0, last.number() - STEP_BACK);
            done = null;
        }
    }

    /** What those with the same block {@code to} show; nothing where the chain moves, or where one refuses so much. */
    private Map<Integer, List<LogEntry>> shown(long to, Set<Integer> asked) {
        Map<Integer, List<LogEntry>> shown = new LinkedHashMap<>();
        Set<Hash32> ends = new HashSet<>();
        for (int i : asked) {
            try {
                Web3jChain client = endpoints.client(i);
                Optional<BlockRef> before = client.block(to);
                List<LogEntry> logs = client.logs(Exchange.ADDRESS, ExchangeLogs.KINDS, next, to);
                if (before.isEmpty() || !client.block(to).equals(before)) {
                    return Map.of();
                }
                ends.add(before.get().hash());
                shown.put(i, logs);
            } catch (ProblemException e) {
                endpoints.failed(i, e);
                span = Endpoints.isRefusal(e) ? Math.max(1, span / 2) : span;
                return Map.of();
            }
        }
        span = Math.min(MOST_BLOCKS, 2 * span);
        return ends.size() == 1 ? shown : Map.of();
    }

    /** Whoever contradicts its own receipts lies; else most are believed. */
    private void differ(long to, Map<Integer, List<LogEntry>> shown) {
        Map<Integer, List<LogEntry>> again = shown(to, shown.keySet());
        if (again.size() < shown.size() || new HashSet<>(again.values()).size() == 1) {
            return;
        }
        Set<Integer> caught = new HashSet<>();
        again.forEach((endpoint, logs) -> {
            if (contradictsItself(endpoint, logs, again)) {
                caught.add(endpoint);
            }
        });
        if (!caught.isEmpty()) {
            return;
        }
        switch (Jury.judge(again, Optional.empty())) {
            case Jury.Verdict.Agreed<List<LogEntry>> _ -> {}
            case Jury.Verdict.Liars<List<LogEntry>> verdict ->
                verdict.liars()
                        .forEach(liar -> endpoints.lied(liar, "shows other events than the others, among " + EVENTS));
            case Jury.Verdict.Tie<List<LogEntry>> _ -> endpoints.disputed(EVENTS, again.keySet());
        }
    }

    private boolean contradictsItself(int endpoint, List<LogEntry> own, Map<Integer, List<LogEntry>> all) {
        Web3jChain client = endpoints.client(endpoint);
        try {
            for (LogEntry event : own) {
                if (!client.wrote(event).orElse(true)) {
                    endpoints.lied(endpoint, "shows an event that its own receipt of the transaction does not have");
                    return true;
                }
            }
            for (LogEntry event : others(own, all)) {
                if (client.wrote(event).orElse(false)) {
                    endpoints.lied(endpoint, "keeps back an event that its own receipt of the transaction has");
                    return true;
                }
            }
        } catch (ProblemException e) {
            endpoints.failed(endpoint, e);
        }
        return false;
    }

    private static List<LogEntry> others(List<LogEntry> own, Map<Integer, List<LogEntry>> all) {
        List<LogEntry> others = new ArrayList<>();
        all.values().forEach(others::addAll);
        others.removeAll(new HashSet<>(own));
        return others;
    }
}
