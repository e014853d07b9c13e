package org.pluspeer.node.chain;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.pluspeer.node.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a chain going that mines only when it is sent something: blocks on top of a transaction until it is final, and
 * one block a minute when nothing happens, so that the head's time, by which all deadlines are read, does not stand
 * still.
 */
final class Pump implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pump.class);
    private static final long EVERY_MILLIS = 150;
    private static final long IDLE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int MOST_BEHIND = 64;

    private final ChainClient chain;
    private final DevRpc dev;
    private final LongSupplier nanoTime;
    private final ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("chain-pump").factory());

    private long settledAt = -1;
    private long seenHead = -1;
    private long seenSince;
    private boolean away;
    private boolean held;

    private Pump(ChainClient chain, DevRpc dev, LongSupplier nanoTime) {
        this.chain = chain;
        this.dev = dev;
        this.nanoTime = nanoTime;
        this.seenSince = nanoTime.getAsLong();
    }

    static Pump start(ChainClient chain, DevRpc dev, LongSupplier nanoTime) {
        Pump pump = new Pump(chain, dev, nanoTime);
        var _ = pump.beat.scheduleWithFixedDelay(pump::safely, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        return pump;
    }

    /** @param still whether it makes no block until told otherwise; none is being made when this returns */
    synchronized void hold(boolean still) {
        held = still;
    }

    private synchronized void safely() {
        try {
            if (!held) {
                stroke();
            }
            away = false;
        } catch (ProblemException e) {
            if (!away && !beat.isShutdown()) {
                LOG.warn("The local chain is not kept going: {}", e.problem().detail());
            }
            away = true;
        }
    }

    private void stroke() {
        BlockRef head = chain.head();
        if (head.number() != seenHead) {
            seenHead = head.number();
            seenSince = nanoTime.getAsLong();
        }
        if (head.number() != settledAt && isUnsettled(head)) {
            dev.mine();
        } else if (nanoTime.getAsLong() - seenSince >= IDLE_NANOS) {
            dev.mine();
        }
    }

    /** Whether a block that is not final yet has a transaction. */
    private boolean isUnsettled(BlockRef head) {
        long last = chain.finalized().map(BlockRef::number).orElse(head.number());
        for (long number = Math.max(last + 1, head.number() - MOST_BEHIND); number <= head.number(); number++) {
            if (chain.block(number).filter(block -> block.transactions() > 0).isPresent()) {
                return true;
            }
        }
        settledAt = head.number();
        return false;
    }

    /** Returns once it makes no block any more. */
    @Override
    public void close() {
        beat.shutdownNow();
        try {
            // A stroke that is under way ends by its own limits.
            if (!beat.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.warn("The local chain's pump did not stop in time.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
