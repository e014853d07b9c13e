package org.pluspeer.node.approval;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.approval.Approval.Action;
import org.pluspeer.node.approval.Approval.State;
import org.pluspeer.node.approval.Approval.Wish;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.journal.RecordKind;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Keccak;
import org.pluspeer.wallet.policy.Asker;
import org.pluspeer.wallet.policy.Consent;
import org.pluspeer.wallet.policy.Rule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits for the owner's yes. An act that a rule stops is kept in the journal with all that a person needs to
 * judge it; a yes carries it out once, up to exactly what was shown.
 */
public final class Inbox {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final Duration LIFE = Duration.ofDays(1);
    /** For one asker; more is a fault or a flood. */
    private static final int MOST_WAITING = 100;
    /** Of those that are over, so many are held in memory; the journal has them all. */
    private static final int MOST_OVER = 1000;

    private final Journal journal;
    private final ForwardClock clock;
    private final Supplier<byte[]> entropy;
    private final Runnable bell;
    private final Map<Action, Hand> hands = new EnumMap<>(Action.class);
    private final Map<String, Approval> all = new LinkedHashMap<>();
    private final Map<List<String>, String> byKey = new HashMap<>();

    /** Carries out one kind of act. The same key is the same act: once more does nothing more. */
    @FunctionalInterface
    public interface Hand {
        /**
         * @param consent {@link Consent#none()} where nobody was asked, else what the owner said yes to
         * @return what came of it, in a few words or digits
         * @throws NeedsApprovalException where only the owner can let it through
         */
        String carryOut(Wish wish, Consent consent);
    }

    /** What came of asking. */
    public sealed interface Answer {
        /** @param result as the hand gave it */
        record Done(String result) implements Answer {}

        /** @param approval the id to ask for later */
        record Waiting(String approval) implements Answer {}
    }

    /** @param entropy 8 fresh random bytes a call */
    public Inbox(Journal journal, ForwardClock clock, Supplier<byte[]> entropy, Runnable bell) {
        this.journal = journal;
        this.clock = clock;
        this.entropy = entropy;
        this.bell = bell;
        journal.replay(record -> {
            if (record.kind() == RecordKind.APPROVAL) {
                recall(Json.read(record.payload(), ApprovalRecord.class));
            }
        });
    }

    /** Before {@link #resume()} and before anybody asks. */
    public void carries(Action action, Hand hand) {
        hands.put(action, hand);
    }

    /** What was approved and not done when the node stopped is carried out now. */
    public void resume() {
        List<Approval> begun;
        synchronized (this) {
            begun = all.values().stream()
                    .filter(approval -> approval.state() == State.APPROVED)
                    .toList();
        }
        begun.forEach(approval -> Thread.ofVirtual().name("approval").start(() -> goOn(approval)));
    }

    private void goOn(Approval approval) {
        try {
            carryOut(approval);
        } catch (ProblemException e) {
            LOG.info("Approval {} is not done: {}", approval.id(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("Approval {} cannot be carried out", approval.id(), e);
        }
    }

    /**
     * Does it if the rules let it through, else lets it wait.
     *
     * @throws ProblemException APPROVAL_OVER where it was denied, failed or expired before; IDEMPOTENCY_CONFLICT where
     *     the key names another act; BUSY where too much waits; and what the act itself throws
     */
    public Answer attempt(Wish wish) {
        Approval known = known(wish);
        if (known == null) {
            try {
                return new Answer.Done(hand(wish).carryOut(wish, Consent.none()));
            } catch (NeedsApprovalException e) {
                known = ask(wish, e.wanted());
            }
        }
        return switch (known.state()) {
            case WAITING, APPROVED -> new Answer.Waiting(known.id());
            case DONE -> new Answer.Done(String.valueOf(known.result()));
            case DENIED, EXPIRED, FAILED ->
                throw new ProblemException(
                        Problem.Code.APPROVAL_OVER,
                        "this was asked before and is " + known.state().text()
                                + (known.result() == null ? "" : ": " + known.result()));
        };
    }

    private synchronized @Nullable Approval known(Wish wish) {
        expire();
        String id = byKey.get(key(wish));
        Approval known = id == null ? null : all.get(id);
        if (known != null && !known.wish().deed().equals(wish.deed())) {
            throw new ProblemException(
                    Problem.Code.IDEMPOTENCY_CONFLICT, "the same key was used for something else that waits");
        }
        return known;
    }

    /**
     * The owner's yes to what waited under this key, for work that is tried again by itself.
     *
     * @return empty where nothing waited
     * @throws ProblemException NEEDS_APPROVAL while the owner has not answered, so that the rules are not asked again and
     *     again; REFUSED_BY_POLICY where the owner said no, or not in time
     */
    public synchronized Optional<Consent> answer(Asker asker, Action action, String key) {
        expire();
        String id = byKey.get(List.of(DecisionRecord.name(asker), action.name(), key));
        Approval known = id == null ? null : all.get(id);
        if (known == null) {
            return Optional.empty();
        }
        return switch (known.state()) {
            case WAITING -> throw new ProblemException(Problem.Code.NEEDS_APPROVAL, "it waits for your yes");
            case APPROVED, DONE -> Optional.of(consent(known));
            case DENIED, EXPIRED, FAILED ->
                throw new ProblemException(
                        Problem.Code.REFUSED_BY_POLICY,
                        "you were asked for it, and it is " + known.state().text());
        };
    }

    /**
     * Lets something wait. The same again is the same.
     *
     * @throws ProblemException BUSY
     */
    public synchronized Approval ask(Wish wish, NeedsApprovalException.Wanted wanted) {
        Approval known = known(wish);
        if (known != null) {
            return known;
        }
        long waiting = all.values().stream()
                .filter(approval -> !approval.isOver())
                .filter(approval -> approval.wish().asker().equals(wish.asker()))
                .count();
        if (waiting >= MOST_WAITING) {
            throw new ProblemException(Problem.Code.BUSY, waiting + " requests wait for the owner already");
        }
        long now = clock.seconds();
        Approval approval = new Approval(
                HexFormat.of().formatHex(entropy.get()),
                now,
                now + LIFE.toSeconds(),
                wish,
                wanted.spends(),
                wanted.gas(),
                wanted.rule().name(),
                wanted.reason(),
                wanted.words(),
                State.WAITING,
                null);
        journal.append(RecordKind.APPROVAL, Json.write(ApprovalRecord.asking(approval)));
        keep(approval);
        bell.run();
        return approval;
    }

    /** What waits, then what is over; the newest first. */
    public synchronized List<Approval> list() {
        expire();
        List<Approval> newest = new ArrayList<>(all.values()).reversed();
        List<Approval> sorted = new ArrayList<>(
                newest.stream().filter(approval -> !approval.isOver()).toList());
        newest.stream().filter(Approval::isOver).forEach(sorted::add);
        return sorted;
    }

    /** @throws ProblemException NOT_FOUND */
    public synchronized Approval get(String id) {
        expire();
        Approval found = all.get(id);
        if (found == null) {
            throw new ProblemException(Problem.Code.NOT_FOUND, "there is no request " + id);
        }
        return found;
    }

    /**
     * The owner's yes: carries it out, up to what was shown.
     *
     * @throws ProblemException NOT_FOUND, APPROVAL_OVER; and what stands in the way of the act for the time being, such
     *     as LOCKED: then it waits on
     */
    public Approval approve(String id) {
        Approval approval;
        synchronized (this) {
            approval = move(waiting(id), State.APPROVED, null);
        }
        return carryOut(approval);
    }

    /** @throws ProblemException NOT_FOUND, APPROVAL_OVER */
    public synchronized Approval deny(String id) {
        Approval denied = waiting(id);
        journal.append(RecordKind.POLICY_DECISION, Json.write(denial(denied)));
        return move(denied, State.DENIED, null);
    }

    /** What a program asked for is over with it. */
    public synchronized void forget(Asker.App app) {
        for (Approval approval : List.copyOf(all.values())) {
            if (approval.state() == State.WAITING && approval.wish().asker().equals(app)) {
                move(approval, State.DENIED, "the program was revoked");
            }
        }
    }

    private Approval waiting(String id) {
        Approval approval = get(id);
        if (approval.state() != State.WAITING) {
            throw new ProblemException(
                    Problem.Code.APPROVAL_OVER, "it is " + approval.state().text() + " already");
        }
        return approval;
    }

    private Approval carryOut(Approval approval) {
        try {
            String result = hand(approval.wish()).carryOut(approval.wish(), consent(approval));
            return settle(approval, State.DONE, result);
        } catch (ProblemException e) {
            Problem problem = e.problem();
            if (problem.code().retryable() || problem.code() == Problem.Code.LOCKED) {
                settle(approval, State.WAITING, null);
                throw e;
            }
            return settle(approval, State.FAILED, problem.detail());
        }
    }

    private static Consent consent(Approval approval) {
        Map<Address, Amount> totals = new HashMap<>();
        approval.spends().forEach(spend -> totals.merge(spend.token(), spend.amount(), Amount::plus));
        return new Consent(totals, approval.gas(), approval.words());
    }

    private Hand hand(Wish wish) {
        Hand hand = hands.get(wish.action());
        if (hand == null) {
            throw new IllegalStateException("nobody carries out " + wish.action());
        }
        return hand;
    }

    private synchronized Approval settle(Approval approval, State state, @Nullable String result) {
        return move(approval, state, result);
    }

    private Approval move(Approval approval, State state, @Nullable String result) {
        Approval moved = approval.now(state, result);
        journal.append(
                RecordKind.APPROVAL,
                Json.write(new ApprovalRecord(approval.id(), clock.seconds(), null, state, result)));
        keep(moved);
        bell.run();
        return moved;
    }

    /** The owner's no is in the audit log like every other decision. */
    private DecisionRecord denial(Approval approval) {
        return new DecisionRecord(
                clock.seconds(),
                approval.words().orElseGet(() -> Keccak.hash(HexFormat.of().parseHex(approval.id()))),
                null,
                approval.wish().action().purpose(),
                approval.spends().stream().map(DecisionRecord.SpendRecord::of).toList(),
                approval.gas(),
                DecisionRecord.REFUSED,
                Rule.OWNER_DENIED.name(),
                approval.wish().title(),
                approval.wish().account(),
                DecisionRecord.name(approval.wish().asker()),
                null);
    }

    private void recall(ApprovalRecord record) {
        clock.note(record.at());
        ApprovalRecord.Asked asked = record.asked();
        Approval known = all.get(record.id());
        if (asked != null) {
            keep(ApprovalRecord.approval(record.id(), record.at(), asked));
        } else if (known != null) {
            keep(known.now(record.state(), record.result()));
        }
    }

    private void keep(Approval approval) {
        all.put(approval.id(), approval);
        byKey.put(key(approval.wish()), approval.id());
        if (approval.isOver() && all.size() > MOST_OVER) {
            all.values().stream().filter(Approval::isOver).findFirst().ifPresent(oldest -> {
                all.remove(oldest.id());
                byKey.remove(key(oldest.wish()), oldest.id());
            });
        }
    }

    private static List<String> key(Wish wish) {
        return List.of(DecisionRecord.name(wish.asker()), wish.action().name(), wish.key());
    }

    private void expire() {
        long now = clock.seconds();
        for (Approval approval : List.copyOf(all.values())) {
            if (approval.state() == State.WAITING && approval.expiresAt() <= now) {
                move(approval, State.EXPIRED, null);
            }
        }
    }
}
