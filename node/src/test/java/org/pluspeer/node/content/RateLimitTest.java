package org.pluspeer.node.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pluspeer.wallet.eth.Address;

/** A rate as the owner sets it, in bytes that went and time that the test lets pass. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RateLimitTest {
    private static final long RUN = 256 << 10;
    /** Fast, so that who waits for its turn looks often; what is bounded is what goes by the test's clock. */
    private static final long RATE = 1_000_000_000;

    private static final long BURST = RATE / 4;

    private final AtomicLong clock = new AtomicLong();

    @Test
    void noMoreGoesThanTheRateAllowsWhoeverAsksAndAllGoesInTheEnd() throws Exception {
        RateLimit limit = RateLimit.of(RATE, clock::get);
        AtomicLong gone = new AtomicLong();
        int each = 600;
        List<Future<?>> all = new ArrayList<>();
        CountDownLatch over = new CountDownLatch(3);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int peer = 1; peer <= 3; peer++) {
                Address who = Address.parse("0x%040x".formatted(peer));
                all.add(threads.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        limit.await(who, RUN);
                        // First what went, then the time: what others are given meanwhile must not be counted.
                        long so = gone.addAndGet(RUN);
                        long most = BURST + RUN + 1 + (long) (RATE * (clock.get() / 1e9));
                        assertTrue(so <= most, so + " went, the rate allows " + most);
                    }
                    over.countDown();
                }));
            }
            while (!over.await(1, TimeUnit.MILLISECONDS)) {
                clock.addAndGet(1_000_000);
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        assertEquals(3 * each * RUN, gone.get());
        long least = (long) ((gone.get() - BURST - RUN) * 1e9 / RATE);
        assertTrue(clock.get() >= least, "it took " + clock.get() + " ns, at least " + least);
    }

    @Test
    void whoWouldWaitTooLongIsToldAtOnce() {
        RateLimit limit = RateLimit.of(RATE, clock::get);
        Address who = Address.parse("0x0000000000000000000000000000000000000001");
        assertTrue(limit.await(who, 2 * BURST, Duration.ZERO));
        assertFalse(limit.await(who, RUN, Duration.ofMillis(200)));
        clock.addAndGet(251_000_000);
        assertTrue(limit.await(who, RUN, Duration.ofMillis(200)), "the debt is paid, though nobody waited for that");
    }

    @Test
    void withoutARateNobodyWaits() {
        RateLimit limit = RateLimit.none();
        Address who = Address.parse("0x0000000000000000000000000000000000000001");
        for (int i = 0; i < 1_000; i++) {
            assertTrue(limit.await(who, Long.MAX_VALUE / 2, Duration.ZERO));
        }
    }
}
