package org.pluspeer.node.p2p.sim;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/**
 * Carries messages between numbered hosts, each on its own: a later one may overtake an earlier one. A message to a
 * host that is dead, or on the other side of a partition, is lost without a word.
 *
 * @param <M> what they say
 */
public final class SimNetwork<M> {
    /** What a node does with a question; null if it says nothing. */
    @FunctionalInterface
    public interface Host<M> {
        @Nullable
        M answer(int from, M question);
    }

    /**
     * How bad the lines are.
     *
     * @param latency one way, milliseconds
     * @param jitter up to so much is added to each message, milliseconds
     * @param loss the part of all messages that is lost, 0 to below 1
     */
    public record Weather(int latency, int jitter, double loss) {
        public static final Weather FAIR = new Weather(50, 10, 0);
    }

    private final VirtualTime time;
    private final RandomGenerator random;
    private final List<Host<M>> hosts = new ArrayList<>();
    private final List<Integer> sides = new ArrayList<>();
    private final BitSet dead = new BitSet();
    private Weather weather;
    private long carried;

    public SimNetwork(VirtualTime time, long seed, Weather weather) {
        this.time = time;
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.weather = weather;
    }

    /** Its number. */
    public int join(Host<M> host) {
        hosts.add(host);
        sides.add(0);
        return hosts.size() - 1;
    }

    public void change(Weather to) {
        weather = to;
    }

    public void kill(int host) {
        dead.set(host);
    }

    public void revive(int host) {
        dead.clear(host);
    }

    public boolean isAlive(int host) {
        return !dead.get(host);
    }

    /** Hosts on different sides do not hear each other; all begin on side 0. */
    public void move(int host, int side) {
        sides.set(host, side);
    }

    /** Messages that left a host, replies among them. */
    public long carried() {
        return carried;
    }

    /** Says something that wants no answer. */
    public void tell(int from, int to, M message) {
        carry(from, to, () -> hosts.get(to).answer(from, message));
    }

    /**
     * Asks.
     *
     * @param limit milliseconds, after which there will be no answer
     * @param then called once, with nothing if none came in time; never if the asker died
     */
    public void ask(int from, int to, M question, long limit, Consumer<Optional<M>> then) {
        Once once = new Once(from, then);
        time.after(limit, () -> once.call(Optional.empty()));
        carry(from, to, () -> {
            M reply = hosts.get(to).answer(from, question);
            if (reply != null) {
                carry(to, from, () -> once.call(Optional.of(reply)));
            }
        });
    }

    private void carry(int from, int to, Runnable arrival) {
        if (dead.get(from)) {
            return;
        }
        carried++;
        boolean lost = random.nextDouble() < weather.loss();
        int delay = weather.latency() + (weather.jitter() == 0 ? 0 : random.nextInt(weather.jitter() + 1));
        if (!lost) {
            time.after(delay, () -> {
                if (!dead.get(to) && sides.get(from).equals(sides.get(to))) {
                    arrival.run();
                }
            });
        }
    }

    private final class Once {
        private final int asker;
        private final Consumer<Optional<M>> then;
        private boolean called;

        Once(int asker, Consumer<Optional<M>> then) {
            this.asker = asker;
            this.then = then;
        }

        void call(Optional<M> reply) {
            if (!called && !dead.get(asker)) {
                called = true;
                then.accept(reply);
            }
        }
    }
}
