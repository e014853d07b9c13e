package org.pluspeer.node.run;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.sale.Step;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.run.History.Dated;

/**
 * The turn: decide, make the events durable, apply them, ring, and only then act. One turn at a time for each id.
 *
 * @param <S> state
 * @param <C> command
 * @param <E> event
 * @param <F> effect
 */
public final class Turns<S, C, E, F> {
    private final Rules<S, C, E, F> rules;
    private final History<E> history;
    private final Mailboxes mailboxes;
    private final Errands<F> errands;
    private final InstantSource clock;
    private final Consumer<String> bell;
    private final Predicate<E> kept;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Story<S, E>> stories = new ConcurrentHashMap<>();

    /**
     * What is known of one id.
     *
     * @param events since the beginning, those that are kept
     */
    public record Story<S, E>(String id, S state, List<Dated<E>> events) {
        public Story {
            events = List.copyOf(events);
        }

        /** Unix seconds of its first event. */
        public long begunAt() {
            return events.getFirst().at();
        }
    }

    /** @param bell told of an id after each change */
    public Turns(
            Rules<S, C, E, F> rules,
            History<E> history,
            Mailboxes mailboxes,
            Errands<F> errands,
            InstantSource clock,
            Consumer<String> bell) {
        this(rules, history, mailboxes, errands, clock, bell, _ -> true);
    }

    /**
     * @param kept which events a story holds; the first at least. What has very many of them keeps few: the state is what
     *     all of them came to
     */
    public Turns(
            Rules<S, C, E, F> rules,
            History<E> history,
            Mailboxes mailboxes,
            Errands<F> errands,
            InstantSource clock,
            Consumer<String> bell,
            Predicate<E> kept) {
        this.rules = rules;
        this.history = history;
        this.mailboxes = mailboxes;
        this.errands = errands;
        this.clock = clock;
        this.bell = bell;
        this.kept = kept;
    }

    /** Takes up events that were recorded before a restart; nothing is done about them until {@link #resume()}. */
    public void recall(String id, List<Dated<E>> events) {
        Story<S, E> known = stories.get(id);
        S state = known == null ? null : known.state();
        List<Dated<E>> all = new ArrayList<>(known == null ? List.of() : known.events());
        for (Dated<E> event : events) {
            state = state == null ? rules.first(event.event()) : rules.next(state, event.event());
            if (kept.test(event.event())) {
                all.add(event);
            }
        }
        if (state != null) {
            stories.put(id, new Story<>(id, state, all));
        }
    }

    /** After a restart: everything that is pending is done. */
    public void resume() {
        stories.values().forEach(story -> errands.want(story.id(), rules.effects(story.state())));
    }

    /**
     * Begins a history, or finds it begun.
     *
     * @param first the step that begins it; asked for only if there is none yet
     * @throws org.pluspeer.node.ProblemException if it could not be recorded; then it was not begun
     */
    public Story<S, E> begin(String id, Supplier<Step<S, E, F>> first) {
        return mailboxes.callInPlace(id, () -> {
            Story<S, E> known = stories.get(id);
            if (known == null) {
                take(id, null, first.get());
            }
            return story(id);
        });
    }

    /**
     * Tells one thing and waits for the answer.
     *
     * @return what was decided; its effects are under way
     * @throws org.pluspeer.node.ProblemException if it could not be recorded; then nothing changed
     * @throws IllegalArgumentException if there is no such id
     */
    public Step<S, E, F> tell(String id, C command) {
        return mailboxes.callInPlace(id, () -> {
            Story<S, E> story = story(id);
            Step<S, E, F> step = rules.answer(story.state(), command);
            take(id, story, step);
            return step;
        });
    }

    /**
     * The same for a machine whose answers say more than a step does.
     *
     * @param decide answers by the state
     * @param step of that answer
     */
    public <A> A tell(String id, Function<S, A> decide, Function<A, Step<S, E, F>> step) {
        return mailboxes.callInPlace(id, () -> {
            Story<S, E> story = story(id);
            A answer = decide.apply(story.state());
            take(id, story, step.apply(answer));
            return answer;
        });
    }

    /** What is known of it; null if there is no such id. */
    public @Nullable Story<S, E> find(String id) {
        return stories.get(id);
    }

    /**
     * Waits until it is as wished.
     *
     * @param patience after which it is returned as it then is
     * @throws org.pluspeer.node.ProblemException STOPPING if the waiting thread is interrupted
     */
    public Story<S, E> await(String id, Predicate<S> wish, Duration patience) {
        long nanos = patience.toNanos();
        lock.lock();
        try {
            while (!wish.test(story(id).state()) && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return story(id);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(Problem.Code.STOPPING, "Interrupted while waiting for news.", e);
        } finally {
            lock.unlock();
        }
    }

    public Collection<Story<S, E>> all() {
        return List.copyOf(stories.values());
    }

    /** Something changed outside: what this id waits to try again is tried now. */
    public void nudge(String id) {
        errands.nudge(id);
    }

    private Story<S, E> story(String id) {
        Story<S, E> story = stories.get(id);
        if (story == null) {
            throw new IllegalArgumentException("there is no " + id);
        }
        return story;
    }

    private void take(String id, @Nullable Story<S, E> before, Step<S, E, F> step) {
        if (step.events().isEmpty()) {
            return;
        }
        long now = clock.instant().getEpochSecond();
        List<Dated<E>> news = new ArrayList<>(step.events().size());
        List<Dated<E>> all = new ArrayList<>(before == null ? List.of() : before.events());
        for (E event : step.events()) {
            Dated<E> dated = new Dated<>(now, event);
            news.add(dated);
            if (kept.test(event)) {
                all.add(dated);
            }
        }
        history.append(id, news);
        stories.put(id, new Story<>(id, step.state(), all));
        wake();
        bell.accept(id);
        errands.want(id, step.effects());
    }

    private void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
