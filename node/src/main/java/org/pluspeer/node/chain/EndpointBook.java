package org.pluspeer.node.chain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.chain.ChainEndpoint.State;
import org.pluspeer.node.run.Backoff;

/**
 * What is thought of each endpoint, and whom to ask: rules only. It asks nobody and holds no clock; observations come in
 * with their time, in milliseconds of a clock that only goes forward. Endpoints are named by their numbers, in the order
 * in which the owner prefers them. One thread at a time.
 */
final class EndpointBook {
    private static final int MOST_DISPUTES = 32;

    /**
     * @param lag an endpoint is behind once another has had a later block for so long
     * @param retry when one that does not answer is tried again
     * @param absence after which one that does not answer no longer counts as one that has to agree
     * @param patience for a block that only an endpoint had that went away; then it is taken as gone
     */
    record Rules(Duration lag, Backoff retry, Duration absence, Duration patience) {
        /** 15 s; 1 s to 1 min; 5 min; 1 min. */
        static Rules standard() {
            return new Rules(
                    Duration.ofSeconds(15),
                    new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1)),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(1));
        }
    }

    /** @param since milliseconds of the book's clock */
    record Standing(
            State state, @Nullable String why, @Nullable BlockRef head, long since) {}

    /** An endpoint that is thought of otherwise than before. */
    record Change(int endpoint, Standing before, Standing now) {}

    private static final class Entry {
        private final Heights heads = new Heights();
        private final Heights finals = new Heights();
        private @Nullable BlockRef head;
        private @Nullable String lie;
        private @Nullable String away;
        private @Nullable String behind;
        private int failures;
        private long wellSince;
        private long retryAt;
        private Standing standing = new Standing(State.OK, null, null, 0);
    }

    private record Dispute(Set<Integer> sides, String why) {}

    private final Rules rules;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Dispute> disputes = new LinkedHashMap<>();
    private final List<Change> changes = new ArrayList<>();

    /** All are well until something else is seen. */
    EndpointBook(int endpoints, Rules rules, long now) {
        this.rules = rules;
        for (int i = 0; i < endpoints; i++) {
            Entry entry = new Entry();
            entry.wellSince = now;
            entry.standing = new Standing(State.OK, null, null, now);
            entries.add(entry);
        }
    }

    /** It showed its head. */
    void head(int endpoint, BlockRef head, long now) {
        Entry entry = entries.get(endpoint);
        if (entry.away != null) {
            entry.away = null;
            entry.wellSince = now;
        }
        if (now - entry.wellSince >= rules.retry().longest().toMillis()) {
            entry.failures = 0;
        }
        entry.head = head;
        entry.heads.add(head.number(), now, rules.lag().toMillis());
        judgeLag(endpoint, entry, now);
        settle(now);
    }

    /** It said which block is final; {@link #head} is told after this. */
    void finalized(int endpoint, long number, long now) {
        entries.get(endpoint).finals.add(number, now, rules.lag().toMillis());
    }

    private void judgeLag(int endpoint, Entry entry, long now) {
        long then = now - rules.lag().toMillis();
        BlockRef head = entry.head;
        entry.behind = null;
        for (int i = 0; i < entries.size() && head != null; i++) {
            Entry other = entries.get(i);
            if (i == endpoint || other.lie != null || other.away != null) {
                continue;
            }
            long ahead = other.heads.at(then);
            long finalAhead = other.finals.at(then);
            if (ahead > head.number()) {
                entry.behind = lagging(head, other.head == null ? head : other.head, ahead);
            } else if (finalAhead > entry.finals.at(now) && entry.finals.at(now) >= 0) {
                entry.behind = "calls block " + entry.finals.at(now) + " final where block " + finalAhead + " is";
            }
        }
    }

    private static String lagging(BlockRef head, BlockRef best, long ahead) {
        long number = Math.max(ahead, best.number());
        long seconds = best.time() - head.time();
        return "is at block " + head.number() + " of " + number + (seconds > 0 ? ", " + seconds + " s behind" : "");
    }

    /** It gave no answer, or none that can be one. */
    void failed(int endpoint, String why, long now) {
        Entry entry = entries.get(endpoint);
        entry.failures++;
        entry.away = why;
        entry.retryAt = now + rules.retry().delay(entry.failures).toMillis();
        settle(now);
    }

    /** It is caught: never asked again. */
    void lied(int endpoint, String why, long now) {
        Entry entry = entries.get(endpoint);
        if (entry.lie == null) {
            entry.lie = why;
        }
        settle(now);
    }

    /**
     * They contradict each other, and nobody can say who is right.
     *
     * @param question what about; it is open until {@link #resolved}
     */
    void disputed(String question, Set<Integer> sides, String why, long now) {
        if (disputes.size() >= MOST_DISPUTES && !disputes.containsKey(question)) {
            disputes.remove(disputes.keySet().iterator().next());
        }
        disputes.put(question, new Dispute(Set.copyOf(sides), why));
        settle(now);
    }

    /** They say the same about it now. */
    void resolved(String question, long now) {
        if (disputes.remove(question) != null) {
            settle(now);
        }
    }

    private void settle(long now) {
        disputes.values()
                .removeIf(dispute -> dispute.sides().stream()
                                .filter(side -> entries.get(side).lie == null)
                                .count()
                        < 2);
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            Standing before = entry.standing;
            Standing after = standing(i, entry, now);
            entry.standing = after;
            if (before.state() != after.state()) {
                changes.add(new Change(i, before, after));
            }
        }
    }

    private Standing standing(int endpoint, Entry entry, long now) {
        State state = State.OK;
        String why = null;
        if (entry.lie != null) {
            state = State.LYING;
            why = entry.lie;
        } else if (entry.away != null) {
            state = State.AWAY;
            why = entry.away;
        } else if (dispute(endpoint) != null) {
            state = State.DISPUTED;
            why = dispute(endpoint);
        } else if (entry.behind != null) {
            state = State.BEHIND;
            why = entry.behind;
        }
        long since = state == entry.standing.state() ? entry.standing.since() : now;
        return new Standing(state, why, entry.head, since);
    }

    private @Nullable String dispute(int endpoint) {
        for (Dispute dispute : disputes.values()) {
            if (dispute.sides().contains(endpoint)) {
                return dispute.why();
            }
        }
        return null;
    }

    /** Why nothing is to be promised or paid at present; null while nobody contradicts anybody. */
    @Nullable
    String dispute() {
        return disputes.isEmpty() ? null : disputes.values().iterator().next().why();
    }

    Standing standing(int endpoint) {
        return entries.get(endpoint).standing;
    }

    /** What changed since this was last asked, in order. */
    List<Change> changes() {
        List<Change> all = List.copyOf(changes);
        changes.clear();
        return all;
    }

    /** Whether it may be asked at first hand: it answers, and is not known to lag. */
    boolean isGood(int endpoint) {
        State state = standing(endpoint).state();
        return state == State.OK || state == State.DISPUTED;
    }

    /** Whom to ask, one after the other: the good, those behind, those away whose time has come, the rest. No liars. */
    List<Integer> order(long now) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            if (standing(i).state() != State.LYING) {
                order.add(i);
            }
        }
        order.sort(Comparator.comparingInt(i -> rank(i, now)));
        return order;
    }

    private int rank(int endpoint, long now) {
        return switch (standing(endpoint).state()) {
            case OK, DISPUTED -> 0;
            case BEHIND -> 1;
            case AWAY -> entries.get(endpoint).retryAt <= now ? 2 : 3;
            case LYING -> 4;
        };
    }

    /** Whether it is to be looked at now: not a liar, and not one that was just tried in vain. */
    boolean isDue(int endpoint, long now) {
        return rank(endpoint, now) <= 2;
    }

    /** Those that answer, the good first: who can be asked to agree. */
    List<Integer> answering(long now) {
        return order(now).stream()
                .filter(i -> standing(i).state() != State.AWAY)
                .toList();
    }

    /**
     * How many have to say the same before something is done that cannot be undone: two, unless there is only one that
     * counts, because the others were caught lying or have been away for long.
     */
    int needed(long now) {
        long counting = 0;
        for (int i = 0; i < entries.size(); i++) {
            Standing standing = standing(i);
            boolean longAway = standing.state() == State.AWAY
                    && now - standing.since() >= rules.absence().toMillis();
            if (standing.state() != State.LYING && !longAway) {
                counting++;
            }
        }
        return counting >= 2 ? 2 : 1;
    }
}
