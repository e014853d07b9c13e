package org.pluspeer.node.approval;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The latest time that was ever seen. A clock that is set back opens nothing that was over: no day's budget, no
 * program's token and no request that had expired. What the journal tells of times brings it forward after a restart.
 */
public final class ForwardClock implements InstantSource {
    private final InstantSource clock;
    private final AtomicReference<Instant> latest;

    public ForwardClock(InstantSource clock) {
        this.clock = clock;
        this.latest = new AtomicReference<>(clock.instant());
    }

    @Override
    public Instant instant() {
        return saw(clock.instant());
    }

    /** In unix seconds. */
    public long seconds() {
        return instant().getEpochSecond();
    }

    /** @param seconds of a record, in unix seconds */
    public void note(long seconds) {
        saw(Instant.ofEpochSecond(seconds));
    }

    private Instant saw(Instant seen) {
        return latest.accumulateAndGet(seen, (one, other) -> one.isAfter(other) ? one : other);
    }
}
