package org.pluspeer.node.loop;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.pluspeer.market.loop.Income;
import org.pluspeer.market.loop.Loop;
import org.pluspeer.market.loop.LoopEvent;
import org.pluspeer.market.loop.LoopFacts;
import org.pluspeer.market.loop.LoopPlan;
import org.pluspeer.market.loop.LoopRule;
import org.pluspeer.market.loop.LoopState;
import org.pluspeer.market.loop.LoopStep;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.chain.ChainUpdate;
import org.pluspeer.node.chain.Follower;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.policy.Wording;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whenever the chain has moved: takes note of income, goes on with what is under way, and begins what the rule
 * says. One look at a time, and never in the way of who tells it.
 */
public final class LoopDesk implements Follower, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LoopDesk.class);
    private static final Duration ROUND = Duration.ofSeconds(30);
    /** A dry run counts what came in so many seconds, as if the rule had been kept. */
    private static final long TRIAL = 30L * 86_400;

    private final LoopBook book;
    private final Eyes eyes;
    private final Deeds deeds;
    private final Address operations;
    private final Wording wording;
    private final LoopTelling telling;
    private final Runnable bell;
    private final Map<String, String> troubles = new ConcurrentHashMap<>();
    private volatile LoopPlan plan = new LoopPlan(List.of(), List.of());

    private final Object doorbell = new Object();
    private boolean rung;
    private boolean closed;
    private final Thread thread = Thread.ofVirtual().name("loop").unstarted(this::run);

    /** What a look sees. */
    interface Eyes {
        /** What came in and can't be taken back any more. */
        List<Income> incomes(Predicate<Income> wanted);

        List<LoopFacts.Need> needs(LoopState state, long now);

        /** What the account that trades could spend. */
        Amount spendable(Address token);

        /** What an account holds. */
        Amount held(Address token, Address account);
    }

    /** How a step is carried out. */
    @FunctionalInterface
    interface Deeds {
        /** Asked about the same step again, it goes on with what it began. */
        Carried carryOut(LoopState.Standing standing);
    }

    /** @param operations the account that acts while the owner is away */
    LoopDesk(
            LoopBook book,
            Eyes eyes,
            Deeds deeds,
            Address operations,
            LoopTelling telling,
            Wording wording,
            Runnable bell) {
        this.book = book;
        this.eyes = eyes;
        this.deeds = deeds;
        this.operations = operations;
        this.telling = telling;
        this.wording = wording;
        this.bell = bell;
    }

    public void start() {
        thread.start();
    }

    @Override
    public void onChain(ChainUpdate update) {
        ring();
    }

    private void ring() {
        synchronized (doorbell) {
            rung = true;
            doorbell.notifyAll();
        }
    }

    public LoopSetting setting() {
        return LoopSetting.of(book.state().rule());
    }

    public LoopView view() {
        return telling.view(book.state(), book.restored(), book.incomes(), plan, troubles);
    }

    /**
     * Sets the rule, whole. What was begun goes on; income that was split stays split as it was.
     *
     * @throws ProblemException BAD_REQUEST; nothing has changed then
     */
    public LoopView set(LoopSetting wanted) {
        LoopRule rule = wanted.rule();
        book.write(new LoopEvent.Ruled(rule, book.now()));
        ring();
        bell.run();
        return view();
    }

    /**
     * What a rule would do now, with what came in the last thirty days; nothing is written down or paid.
     *
     * @throws ProblemException BAD_REQUEST, CHAIN_UNAVAILABLE
     */
    public LoopView.Plan trial(LoopSetting wanted) {
        LoopRule rule = wanted.rule();
        LoopRule on = new LoopRule(true, rule.shares(), rule.tokens(), rule.savings(), rule.upkeep(), rule.gasTarget());
        LoopState state = book.state();
        long now = book.now();
        state.apply(new LoopEvent.Ruled(LoopRule.OFF, now));
        state.apply(new LoopEvent.Ruled(on, now - TRIAL));
        List<LoopEvent.Counted> counted = Loop.count(state, eyes.incomes(one -> isNew(one, state)));
        counted.forEach(state::apply);
        LoopPlan would = Loop.plan(state, facts(state, now), wording);
        return telling.plan(state, would, counted.size());
    }

    private static boolean isNew(Income one, LoopState state) {
        return !state.hasCounted(one.id())
                && one.at() >= state.since()
                && state.rule().tokens().containsKey(one.token());
    }

    /** Takes note, goes on, and begins. */
    void look() {
        LoopState before = book.state();
        if (book.restored() != null) {
            return;
        }
        if (!before.rule().on() && before.underWay().isEmpty()) {
            return;
        }
        boolean news = false;
        if (before.rule().on()) {
            List<LoopEvent.Counted> counted = Loop.count(before, eyes.incomes(one -> isNew(one, before)));
            counted.forEach(book::write);
            news = !counted.isEmpty();
        }
        for (LoopState.Standing standing : book.state().underWay()) {
            news |= goOn(standing);
        }
        LoopState now = book.state();
        LoopPlan next =
                now.rule().on() ? Loop.plan(now, facts(now, book.now()), wording) : new LoopPlan(List.of(), List.of());
        for (LoopStep step : next.steps()) {
            book.write(new LoopEvent.Began(step));
            goOn(new LoopState.Standing(
                    step, LoopState.Phase.OPEN, step.amount(), null, 0, java.util.Set.of(), java.util.Set.of()));
        }
        boolean changed = news || !next.steps().isEmpty() || !next.waiting().equals(plan.waiting());
        plan = next;
        if (changed) {
            bell.run();
        }
    }

    /** @return whether it came any further */
    private boolean goOn(LoopState.Standing standing) {
        String id = standing.step().id();
        Carried carried = deeds.carryOut(standing);
        Optional<LoopEvent> event =
                switch (carried) {
                    case Carried.Waits(String _) -> Optional.empty();
                    case Carried.Paid _ -> Optional.of(new LoopEvent.Paid(id, book.now()));
                    case Carried.Done it ->
                        Optional.of(new LoopEvent.Done(id, it.spent(), it.kept(), it.failed(), book.now()));
                    case Carried.Failed(String reason) -> Optional.of(new LoopEvent.Failed(id, reason, book.now()));
                };
        event.ifPresent(book::write);
        String why = carried instanceof Carried.Waits(String words) ? words : null;
        String known = why == null ? troubles.remove(id) : troubles.put(id, why);
        return event.isPresent() || !java.util.Objects.equals(known, why);
    }

    private LoopFacts facts(LoopState state, long now) {
        LoopRule rule = state.rule();
        Map<Address, Amount> spendable = new HashMap<>();
        for (Address token : rule.tokens().keySet()) {
            Amount there = eyes.spendable(token);
            // The account that trades needs gas too, as much as the other.
            boolean keepsBack = token.isZero();
            Amount kept = keepsBack ? rule.gasTarget() : Amount.ZERO;
            spendable.put(token, there.isMoreThan(kept) ? there.minus(kept) : Amount.ZERO);
        }
        return new LoopFacts(now, spendable, operations, eyes.held(Address.ZERO, operations), eyes.needs(state, now));
    }

    private void run() {
        while (!waitedEnough()) {
            try {
                look();
            } catch (ProblemException e) {
                LOG.info(
                        "The rule for earnings is looked at later: {}",
                        e.problem().detail());
            } catch (RuntimeException e) {
                LOG.error("The rule for earnings cannot be looked at", e);
            }
        }
    }

    /** @return whether this is closed */
    private boolean waitedEnough() {
        synchronized (doorbell) {
            long until = System.nanoTime() + ROUND.toNanos();
            try {
                while (!closed && !rung && System.nanoTime() < until) {
                    doorbell.wait(ROUND.toMillis());
                }
            } catch (InterruptedException e) {
                return true;
            }
            rung = false;
            return closed;
        }
    }

    @Override
    public void close() {
        synchronized (doorbell) {
            closed = true;
            doorbell.notifyAll();
        }
        thread.interrupt();
        try {
            if (thread.isAlive() && !thread.join(Duration.ofSeconds(5))) {
                LOG.warn("The loop did not stop in time.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
