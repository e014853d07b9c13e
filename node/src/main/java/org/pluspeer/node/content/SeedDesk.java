package org.pluspeer.node.content;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.fetch.Rate;
import org.pluspeer.market.fetch.Source;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.node.blob.BlobStore;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.journal.RecordKind;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the owner offers to seed: fetched, kept as long as the owner wants, and given on, free or at a price. Each content has one thread that fetches what is missing, and looks again after a while where nobody has it.
 */
public final class SeedDesk implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SeedDesk.class);
    private static final int MOST = 1000;
    private static final int MOST_BITS = 96;

    private final Place place;
    private final Money money;
    private final Fetcher fetcher;
    private final Function<Hash32, Optional<Seedable>> listings;
    private final InstantSource clock;
    private final Executor threads;
    private final Duration again;
    private final long space;
    private final Shelf shelf;
    private final Map<Hash32, Seed> seeds = new LinkedHashMap<>();
    private volatile boolean stopping;

    /** Where it is written down, and where the bytes go. */
    public record Place(Journal journal, BlobStore blobs, CipherStore ciphers) {}

    /**
     * A listing, as far as it matters here.
     *
     * @param exchangeRoot null where each buyer gets a ciphertext of their own
     * @param live neither revoked nor over
     * @param token that its price is in
     */
    public record Seedable(
            Hash32 listing,
            @Nullable Hash32 exchangeRoot,
            ContentShape shape,
            Address seller,
            String title,
            boolean mine,
            boolean live,
            Address token) {}

    /**
     * What is charged, and what came of it.
     *
     * @param earned by a listing, in a token
     */
    public record Money(
            Prices prices, Function<Address, TokenView> tokens, BiFunction<Hash32, Address, Amount> earned) {}

    /**
     * What the owner charges.
     *
     * @param perGib base units for 2^30 bytes; 0: nothing
     * @param token null for the one that the listing is sold for
     */
    public record Charge(Amount perGib, @Nullable Address token) {}

    /**
     * Whom it works with.
     *
     * @param space bytes that all it seeds may take up
     */
    public record Hands(Executor threads, InstantSource clock, Duration again, long space) {}

    /** One content and its thread. */
    private static final class Seed {
        volatile SeedRecord record;
        final CipherStore.Part part;
        final CountDownLatch off = new CountDownLatch(1);
        volatile boolean fetching = true;

        Seed(SeedRecord record, CipherStore.Part part) {
            this.record = record;
            this.part = part;
        }

        boolean isOff() {
            return off.getCount() == 0;
        }
    }

    /** @param shelf from which it is given on */
    public SeedDesk(
            Place place,
            Money money,
            Fetcher fetcher,
            Function<Hash32, Optional<Seedable>> listings,
            Hands hands,
            Shelf shelf) {
        this.place = place;
        this.money = money;
        this.fetcher = fetcher;
        this.listings = listings;
        this.clock = hands.clock();
        this.threads = hands.threads();
        this.again = hands.again();
        this.space = hands.space();
        this.shelf = shelf;
    }

    /** Takes up what was seeded in the last run. */
    public synchronized void start() {
        Map<Hash32, SeedRecord> last = new LinkedHashMap<>();
        place.journal().replay(record -> {
            if (record.kind() == RecordKind.SEED) {
                SeedRecord seed = Json.read(record.payload(), SeedRecord.class);
                last.put(seed.exchangeRoot(), seed);
            }
        });
        last.values().stream().filter(SeedRecord::on).forEach(this::takeUp);
        shelf.announce();
    }

    /** A full disk must not keep the node from starting: what can't be taken up waits for the next start. */
    private void takeUp(SeedRecord record) {
        try {
            take(record);
        } catch (ProblemException e) {
            log.warn("{} is not seeded in this run: {}", record.title(), e.getMessage());
        }
    }

    /**
     * Begins to seed what a listing sells; again is as good as once.
     *
     * @param charge from now on; null for nothing, or what was charged before
     * @throws ProblemException NOT_FOUND, CONFLICT if it can't be seeded by others or is the owner's own, OVER_SPACE, DISK_FULL,
     *     BUSY
     */
    public SeedView seed(Hash32 listing, @Nullable Charge charge) {
        Seedable wanted = listings.apply(listing)
                .orElseThrow(
                        () -> new ProblemException(Problem.Code.NOT_FOUND, "no listing " + listing + " is known here"));
        Hash32 root = requireSeedable(wanted);
        Rate rate = charge == null ? null : rate(wanted, charge);
        synchronized (this) {
            Seed known = seeds.get(root);
            if (known == null) {
                if (seeds.size() >= MOST) {
                    throw new ProblemException(Problem.Code.BUSY, "more than " + MOST + " contents are not seeded");
                }
                requireSpace(wanted.shape().size());
                place.blobs().requireRoom(wanted.shape().size());
                SeedRecord record = new SeedRecord(
                        wanted.listing(),
                        root,
                        wanted.shape().size(),
                        wanted.shape().blockSize(),
                        wanted.seller(),
                        wanted.title(),
                        true,
                        now(),
                        rate == null ? null : rate.token(),
                        rate == null ? null : rate.perGib());
                place.journal().append(RecordKind.SEED, Json.write(record));
                known = take(record);
                shelf.announce();
            } else if (rate != null && !rate.equals(known.record.rate())) {
                SeedRecord record = known.record.priced(rate, now());
                place.journal().append(RecordKind.SEED, Json.write(record));
                known.record = record;
                money.prices().set(root, record.listing(), rate);
            }
            return view(known);
        }
    }

    private static Rate rate(Seedable wanted, Charge charge) {
        if (charge.perGib().units().bitLength() > MOST_BITS) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "that is no price: " + charge.perGib());
        }
        Address token = charge.token();
        return new Rate(token == null ? wanted.token() : token, charge.perGib());
    }

    /** What was seeded before the setting was lowered stays. */
    private void requireSpace(long more) {
        long taken =
                seeds.values().stream().mapToLong(each -> each.record.size()).sum();
        if (more > space - taken) {
            throw new ProblemException(
                    Problem.Code.OVER_SPACE,
                    "you seed " + taken + " bytes already, and with these " + more + " it would be more than the "
                            + space + " of --seed-space");
        }
    }

    private static Hash32 requireSeedable(Seedable wanted) {
        Hash32 root = wanted.exchangeRoot();
        if (wanted.mine()) {
            throw new ProblemException(Problem.Code.CONFLICT, "it is your own listing; your node serves it already");
        }
        if (root == null) {
            throw new ProblemException(
                    Problem.Code.CONFLICT,
                    "its seller encrypts it for each buyer anew; only what is sold --shared can be served by others");
        }
        if (!wanted.live()) {
            throw new ProblemException(Problem.Code.CONFLICT, "the listing was taken back or has run out");
        }
        return root;
    }

    private Seed take(SeedRecord record) {
        CipherStore.Part part = place.ciphers().open(record.exchangeRoot(), record.shape());
        place.ciphers().pin(record.exchangeRoot());
        Seed seed = new Seed(record, part);
        seeds.put(record.exchangeRoot(), seed);
        shelf.put(part);
        money.prices().set(record.exchangeRoot(), record.listing(), record.rate());
        threads.execute(() -> tend(seed));
        return seed;
    }

    /** @throws ProblemException NOT_FOUND if it is not seeded */
    public SeedView stop(Hash32 listing) {
        Seed seed;
        synchronized (this) {
            seed = seeds.values().stream()
                    .filter(each -> each.record.listing().equals(listing))
                    .findFirst()
                    .orElseThrow(() -> new ProblemException(Problem.Code.NOT_FOUND, "you do not seed that listing"));
            place.journal().append(RecordKind.SEED, Json.write(seed.record.off(now())));
            seeds.remove(seed.record.exchangeRoot());
            shelf.take(seed.part);
            money.prices().set(seed.record.exchangeRoot(), seed.record.listing(), Rate.FREE);
            shelf.announce();
        }
        SeedView last = view(seed);
        seed.off.countDown();
        place.ciphers().unpin(seed.record.exchangeRoot());
        place.ciphers().discard(seed.record.exchangeRoot());
        return last;
    }

    public synchronized SeedView.All list() {
        return new SeedView.All(seeds.values().stream().map(this::view).toList());
    }

    private SeedView view(Seed seed) {
        long held = shelf.isWholeBeside(seed.part) ? seed.record.size() : seed.part.held();
        long size = seed.record.size();
        return new SeedView(
                seed.record.listing(),
                seed.record.exchangeRoot(),
                seed.record.title(),
                held == size ? "complete" : seed.fetching ? "fetching" : "waiting",
                size,
                held,
                shelf.given(seed.record.exchangeRoot()),
                price(seed.record),
                SeedView.SourceView.of(fetcher.sources(seed.record.exchangeRoot())));
    }

    private SeedView.@Nullable PriceView price(SeedRecord record) {
        Address token = record.token();
        return token == null
                ? null
                : new SeedView.PriceView(
                        money.tokens().apply(token),
                        record.rate().perGib(),
                        money.earned().apply(record.listing(), token));
    }

    // ---- the thread of each

    private void tend(Seed seed) {
        try (CipherStore.Part part = seed.part) {
            while (!stopping && !seed.isOff()) {
                // What is kept for somebody under a deal need not lie here twice; it is fetched once that is over.
                if (part.held() < seed.record.size() && !shelf.isWholeBeside(part)) {
                    seed.fetching = true;
                    fetch(seed, part);
                    seed.fetching = false;
                }
                // What the disk damages later is found when it is given on, and comes again.
                boolean off = seed.off.await(again.toNanos(), TimeUnit.NANOSECONDS);
                if (off) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void fetch(Seed seed, CipherStore.Part part) {
        try {
            Source seller = Source.seller(seed.record.seller());
            fetcher.fetch(part, seller, true, () -> !stopping && !seed.isOff(), _ -> {});
            part.sync();
        } catch (ProblemException e) {
            log.warn("Fetching {} to seed it is tried again: {}", seed.record.exchangeRoot(), e.getMessage());
        }
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    /** Nothing is fetched any more; what is here stays for the next run. */
    @Override
    public synchronized void close() {
        stopping = true;
        seeds.values().forEach(seed -> seed.off.countDown());
    }
}
