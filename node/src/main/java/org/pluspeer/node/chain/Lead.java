package org.pluspeer.node.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.chain.ChainEndpoint.State;
import org.pluspeer.wallet.eth.Hash32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which endpoint the chain is read from. Another takes over only if it has the block that was last told, or if its
 * blocks differ from those that were told: one that is merely some blocks lower must not look like a reorganisation.
 */
final class Lead {
    private static final Logger LOG = LoggerFactory.getLogger(Lead.class);
    private static final int MOST_MARKS = 256;

    private final Endpoints endpoints;
    private final long patience;
    private final ReentrantLock choosing = new ReentrantLock();
    /** Heads that were told, by number. */
    private final NavigableMap<Long, Hash32> marks = new TreeMap<>();

    private volatile int current;
    private @Nullable BlockRef told;
    private int teller;
    private long toldAt;
    /** When it was last found that nobody answers. */
    private long nobodyAt = Long.MIN_VALUE;

    /** @param patience milliseconds for a block that only one had that went away */
    Lead(Endpoints endpoints, long patience) {
        this.endpoints = endpoints;
        this.patience = patience;
    }

    int current() {
        return current;
    }

    /**
     * Whom to put a question to; empty where nobody is left.
     *
     * @param tried those that did not answer it
     */
    OptionalInt pick(Set<Integer> tried) {
        int now = current;
        boolean good = endpoints.look(book -> book.isGood(now));
        if (good && !tried.contains(now)) {
            return OptionalInt.of(now);
        }
        if (good) {
            // It refused this one question; somebody else may know, and it goes on being read from.
            return endpoints.look(book -> book.answering(endpoints.now())).stream()
                    .filter(i -> !tried.contains(i) && endpoints.look(book -> book.isGood(i)))
                    .mapToInt(i -> i)
                    .findFirst();
        }
        return choose(tried).map(found -> OptionalInt.of(found.endpoint())).orElse(OptionalInt.empty());
    }

    /** The newest block of the endpoint that is read from. */
    BlockRef head() {
        int now = current;
        try {
            if (endpoints.look(book -> book.isGood(now))) {
                BlockRef head = endpoints.head(now);
                if (isFurther(head) && endpoints.look(book -> book.isGood(now))) {
                    tell(now, head);
                    return head;
                }
            }
        } catch (ProblemException e) {
            if (!endpoints.failed(now, e)) {
                throw e;
            }
        }
        return choose(Set.of()).map(Found::head).orElseThrow(endpoints::nobody);
    }

    /** Goes back to an endpoint that the owner prefers, where it is well and has what was told. */
    void prefer() {
        int best = endpoints.look(book -> book.order(endpoints.now())).stream()
                .findFirst()
                .orElse(current);
        if (best < current && endpoints.look(book -> book.isGood(best))) {
            choose(Set.of());
        }
    }

    private boolean isFurther(BlockRef head) {
        choosing.lock();
        try {
            BlockRef last = told;
            return last == null || head.number() >= last.number();
        } finally {
            choosing.unlock();
        }
    }

    private void tell(int endpoint, BlockRef head) {
        choosing.lock();
        try {
            BlockRef last = told;
            if (last == null || !last.hash().equals(head.hash())) {
                marks.tailMap(head.number(), true).clear();
                marks.put(head.number(), head.hash());
                if (marks.size() > MOST_MARKS) {
                    marks.pollFirstEntry();
                }
            }
            told = head;
            teller = endpoint;
            toldAt = endpoints.now();
        } finally {
            choosing.unlock();
        }
    }

    /** An endpoint with its head, and how that stands to what was told. */
    private record Found(int endpoint, BlockRef head, Kind kind) {}

    private enum Kind {
        /** It has what was told. */
        SAME,
        /** Its blocks are others. */
        OTHER,
        /** As far as it goes its blocks are the same, but it does not go as far. */
        SHORT
    }

    /** Looks at all, one after the other, until one is found that may be read from. */
    private Optional<Found> choose(Set<Integer> tried) {
        long asked = endpoints.now();
        choosing.lock();
        try {
            if (nobodyAt > asked) {
                return Optional.empty();
            }
            forgetLies();
            List<Found> found = new ArrayList<>();
            for (int i : endpoints.look(book -> book.order(asked))) {
                Optional<Found> one = tried.contains(i) ? Optional.empty() : look(i);
                if (one.filter(this::isBest).isPresent()) {
                    return one.map(this::follow);
                }
                one.ifPresent(found::add);
            }
            nobodyAt = found.isEmpty() ? endpoints.now() : nobodyAt;
            return weigh(found);
        } finally {
            choosing.unlock();
        }
    }

    private boolean isBest(Found one) {
        return one.kind() == Kind.SAME && isGood(one);
    }

    private boolean isGood(Found one) {
        return endpoints.look(book -> book.isGood(one.endpoint()));
    }

    /** What a liar told is void. */
    private void forgetLies() {
        boolean lie = endpoints.look(book -> book.standing(teller).state() == State.LYING);
        if (told != null && lie) {
            told = null;
            marks.clear();
        }
    }

    private Optional<Found> look(int endpoint) {
        try {
            BlockRef head = endpoints.head(endpoint);
            return Optional.of(new Found(endpoint, head, kind(endpoint, head)));
        } catch (ProblemException e) {
            if (!endpoints.failed(endpoint, e)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private Kind kind(int endpoint, BlockRef head) {
        BlockRef last = told;
        if (last == null || head.hash().equals(last.hash())) {
            return Kind.SAME;
        }
        Map.Entry<Long, Hash32> mark = marks.floorEntry(head.number());
        boolean same = mark == null
                || endpoints
                        .client(endpoint)
                        .block(mark.getKey())
                        .filter(block -> block.hash().equals(mark.getValue()))
                        .isPresent();
        return !same ? Kind.OTHER : head.number() >= last.number() ? Kind.SAME : Kind.SHORT;
    }

    /** No good one has what was told: other blocks that a good one has, then whatever those behind have. */
    private Optional<Found> weigh(List<Found> found) {
        return found.stream()
                .filter(one -> one.kind() == Kind.OTHER && isGood(one))
                .findFirst()
                .or(() -> first(found, Kind.SAME))
                .or(() -> first(found, Kind.OTHER))
                .or(() -> shorter(found))
                .map(this::follow);
    }

    private static Optional<Found> first(List<Found> found, Kind kind) {
        return found.stream().filter(one -> one.kind() == kind).findFirst();
    }

    /** The chain came back shorter if who told of the block says so, or if nobody else has had it for long. */
    private Optional<Found> shorter(List<Found> found) {
        BlockRef last = told;
        boolean gone = found.stream().anyMatch(one -> one.endpoint() == teller) || endpoints.now() - toldAt >= patience;
        if (!found.isEmpty() && !gone && last != null) {
            throw new ProblemException(
                    Code.CHAIN_UNAVAILABLE,
                    "The endpoints that answer do not have block " + last.number() + " yet, which "
                            + endpoints.name(teller) + " showed.");
        }
        return found.stream().findFirst();
    }

    private Found follow(Found found) {
        if (current != found.endpoint()) {
            LOG.warn("The chain is read from {} now.", endpoints.name(found.endpoint()));
        }
        current = found.endpoint();
        tell(found.endpoint(), found.head());
        return found;
    }
}
