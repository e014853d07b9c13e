package org.pluspeer.node.content;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.fetch.FetchAct;
import org.pluspeer.market.fetch.FetchLimits;
import org.pluspeer.market.fetch.Source;
import org.pluspeer.wallet.eth.Hash32;

/** Fetches encrypted content from those who have it, and remembers what came of whom. */
public final class Fetcher {
    private final ContentPeers peers;
    private final Pace pace;
    private final RateLimit download;
    private final RandomGenerator random;
    private final Payments payments;
    private final SourceBook book = new SourceBook();

    /**
     * @param limits of the scheduler
     * @param answer how long one request for a run may take
     * @param nanos a clock that never goes back
     */
    public record Pace(FetchLimits limits, Duration answer, LongSupplier nanos) {
        public static Pace standard() {
            return new Pace(FetchLimits.DEFAULT, Duration.ofSeconds(60), System::nanoTime);
        }
    }

    /**
     * @param download of all fetches together
     * @param random for where to begin; not secret
     */
    public Fetcher(ContentPeers peers, Pace pace, RateLimit download, RandomGenerator random) {
        this(peers, pace, download, random, Payments.NONE);
    }

    /** @param payments to those who charge */
    public Fetcher(ContentPeers peers, Pace pace, RateLimit download, RandomGenerator random, Payments payments) {
        this.payments = payments;
        this.peers = peers;
        this.download = download;
        this.pace = pace;
        this.random = random;
    }

    /** What came of it. */
    public sealed interface Outcome {
        /** All of it is here, checked, and not yet synced. */
        record Complete() implements Outcome {}

        /** It was not wanted any more. */
        record Unwanted() implements Outcome {}

        /**
         * Nobody who is known now can bring the rest. What came is kept.
         *
         * @param last the one that was dropped last; null if nobody was there at all
         */
        record Stuck(FetchAct.@Nullable Drop last) implements Outcome {}
    }

    /**
     * Blocks until all is here or nothing more can be done; nothing is written to the part after it returns.
     *
     * @param seller who has all of it; null if it is not asked
     * @param shared whether others can have it too, and are looked for
     * @param goOn whether it is still wanted
     * @param came told the bytes of ciphertext of each run that was kept
     * @throws org.pluspeer.node.ProblemException DISK_FULL, STORAGE_FAILED
     */
    public Outcome fetch(
            CipherStore.Part part,
            @Nullable Source seller,
            boolean shared,
            BooleanSupplier goOn,
            java.util.function.LongConsumer came) {
        try (Fetching fetching = new Fetching(this, part, goOn, came)) {
            return fetching.run(seller, shared);
        }
    }

    /** What came of each source of a content since the start. */
    public List<SourceNote> sources(Hash32 exchangeRoot) {
        return book.all(exchangeRoot);
    }

    /** How those are paid who charge. */
    public Payments payments() {
        return payments;
    }

    ContentPeers peers() {
        return peers;
    }

    Pace pace() {
        return pace;
    }

    SourceBook book() {
        return book;
    }

    RateLimit download() {
        return download;
    }

    int anyRun() {
        return random.nextInt();
    }
}
