package org.pluspeer.node.bandwidth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pluspeer.market.channel.ChannelVenue;
import org.pluspeer.market.channel.Voucher;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.content.ExchangeRow;
import org.pluspeer.market.content.RunHasher;
import org.pluspeer.market.fetch.FetchAct.Reason;
import org.pluspeer.market.fetch.FetchLimits;
import org.pluspeer.market.fetch.Source;
import org.pluspeer.market.wire.BlocksReply;
import org.pluspeer.market.wire.BlocksRequest;
import org.pluspeer.market.wire.ChannelStanding;
import org.pluspeer.market.wire.HoldingReply;
import org.pluspeer.market.wire.HoldingRequest;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.PaidBlocksRequest;
import org.pluspeer.market.wire.QuoteReply;
import org.pluspeer.market.wire.QuoteRequest;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.blob.BlobStore;
import org.pluspeer.node.chain.Await;
import org.pluspeer.node.content.CipherStore;
import org.pluspeer.node.content.ContentPeers;
import org.pluspeer.node.content.Fetcher;
import org.pluspeer.node.content.Payments;
import org.pluspeer.node.content.RateLimit;
import org.pluspeer.node.content.SourceNote;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** Paid seeders, of whom one means no good: what it gets for that, and that the rest comes from another. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PaidSourcesTest {
    private static final int RUNS = 96;
    private static final int WINDOW = 16;
    /** So many requests those who mean no good answer as they should. */
    private static final int TURN = 20;
    /** 1,000 base units for each request. */
    private static final Amount PRICE = Amount.of(4_096_000);

    private static final long EACH = 1000;
    private static final Address TOKEN = address(99);
    private static final ChannelVenue VENUE = new ChannelVenue(31337, address(98));
    private static final long MILLI = 1_000_000L;

    @TempDir
    Path home;

    private final ContentShape shape = new ContentShape((long) RUNS * ContentShape.RUN, ContentShape.DEFAULT_BLOCK);
    private final byte[] cipher = new byte[ContentShape.RUN];
    private final byte[] promised = new byte[shape.runBlocks() * Hash32.LENGTH];
    private final ExchangeRow row;
    private final FakeChannels channels = new FakeChannels();
    private final Map<Source, Seeder> seeders = new ConcurrentHashMap<>();
    private Journal journal;
    private ChannelPayments payments;
    private Fetcher fetcher;

    PaidSourcesTest() {
        new Random(6).nextBytes(cipher);
        new Random(7).nextBytes(promised);
        byte[] nodes = new byte[RUNS * Hash32.LENGTH];
        RunHasher hasher = new RunHasher(shape);
        for (int run = 0; run < RUNS; run++) {
            hasher.nodeInto(run, cipher, promised, nodes, run * Hash32.LENGTH);
        }
        row = ExchangeRow.of(shape, nodes);
    }

    private static Address address(int number) {
        return Address.parse("0x00000000000000000000000000000000000000" + String.format("%02x", number));
    }

    @BeforeEach
    void open() {
        channels.instant = true;
        journal = Journal.open(home.resolve("journal"), batch -> {});
        TransferBook book = new TransferBook(journal, InstantSource.system());
        book.allow(row.exchangeRoot(), TOKEN, Amount.of(3 * RUNS * EACH));
        Town town = new Town();
        payments = new ChannelPayments(VENUE, channels, book, town, 5);
        FetchLimits limits = new FetchLimits(WINDOW, 200 * MILLI, 8, 3, 20 * MILLI, 10_000 * MILLI, 62 * MILLI);
        fetcher = new Fetcher(
                town,
                new Fetcher.Pace(limits, Duration.ofSeconds(60), System::nanoTime),
                RateLimit.none(),
                new Random(1),
                payments);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private enum Nature {
        HONEST(null),
        /** After {@link #TURN} requests it sends other bytes. */
        GARBAGE(Reason.LIED),
        /** After as many it says that it gave a hundred windows more. */
        INFLATES(Reason.REFUSED),
        STOPS(Reason.GONE),
        /** After as many it wants a thousand times as much. */
        REPRICES(Reason.REFUSED);

        @Nullable
        final Reason end;

        Nature(@Nullable Reason end) {
            this.end = end;
        }
    }

    /** One that charges, and gives a window ahead. */
    private final class Seeder {
        private final Address account;
        private final Nature nature;
        private final AtomicInteger asked = new AtomicInteger();
        private long delivered;
        private long highest;

        Seeder(Address account, Nature nature) {
            this.account = account;
            this.nature = nature;
        }

        private QuoteReply quote(long times) {
            return new QuoteReply(
                    row.exchangeRoot(),
                    VENUE.chainId(),
                    VENUE.channels(),
                    account,
                    TOKEN,
                    PRICE.times(times),
                    0,
                    WINDOW);
        }

        synchronized Message answer(PaidBlocksRequest request) {
            Voucher newest = request.newest();
            long sum = newest == null ? 0 : newest.cumulative().units().longValueExact();
            highest = Math.max(highest, sum);
            boolean turned = asked.incrementAndGet() > TURN;
            return switch (turned ? nature : Nature.HONEST) {
                case GARBAGE -> run(request.blocks(), new byte[ContentShape.RUN]);
                case INFLATES ->
                    new ChannelStanding(request.channelId(), Amount.of(delivered + 100 * WINDOW * EACH), newest);
                case STOPS -> throw new ProblemException(Problem.Code.PEER_UNREACHABLE, "it is gone");
                case REPRICES -> quote(1000);
                case HONEST -> {
                    delivered += EACH;
                    yield delivered <= highest + WINDOW * EACH
                            ? run(request.blocks(), cipher)
                            : new ChannelStanding(request.channelId(), Amount.of(delivered - EACH), newest);
                }
            };
        }

        private BlocksReply run(BlocksRequest ask, byte[] bytes) {
            return new BlocksReply(row.exchangeRoot(), ask.first(), promised, row.path(ask.run(shape)), bytes.clone());
        }
    }

    private Source add(int number, Nature nature) {
        Source source = Source.node(address(number));
        seeders.put(source, new Seeder(address(number + 50), nature));
        return source;
    }

    private Optional<SourceNote> note(Source source) {
        return fetcher.sources(row.exchangeRoot()).stream()
                .filter(each -> each.source().equals(source))
                .findFirst();
    }

    private boolean isDropped(Source source) {
        return note(source).map(SourceNote::dropped).isPresent();
    }

    /** The honest one comes when the other has shown what it is. */
    private final class Town implements ContentPeers {
        @Override
        public Message ask(Source source, Message message, Duration limit) {
            Seeder seeder = Objects.requireNonNull(seeders.get(source));
            return switch (message) {
                case HoldingRequest _ -> {
                    boolean alone = seeder.nature != Nature.HONEST || seeders.size() == 1;
                    assertTrue(alone
                            || Await.until(() -> seeders.keySet().stream()
                                    .filter(other -> !other.equals(source))
                                    .allMatch(PaidSourcesTest.this::isDropped)));
                    BitSet all = new BitSet();
                    all.set(0, RUNS);
                    yield new HoldingReply(row.exchangeRoot(), all);
                }
                case QuoteRequest _ -> seeder.quote(1);
                case BlocksRequest _ -> new Refusal(Refusal.Code.BUSY, "nothing is free here");
                case PaidBlocksRequest it -> seeder.answer(it);
                default -> throw new AssertionError(message);
            };
        }

        @Override
        public List<Source> holders(Hash32 exchangeRoot) {
            return List.copyOf(seeders.keySet());
        }

        @Override
        public void shun(Source source, String reason) {}
    }

    private Fetcher.Outcome fetch() {
        BlobStore blobs = BlobStore.open(home.resolve("blobs"), home.resolve("downloads"));
        try (CipherStore.Part part = new CipherStore(blobs).open(row.exchangeRoot(), shape)) {
            return fetcher.fetch(part, null, true, () -> true, _ -> {});
        }
    }

    private long paid(Source source) {
        Address account = Objects.requireNonNull(seeders.get(source)).account;
        return channels.received(FakeChannels.id(account)).units().longValueExact();
    }

    private long worthOfWhatCame(Source source) {
        return note(source).orElseThrow().bytes() / ContentShape.RUN * EACH;
    }

    @Test
    void anHonestOneIsPaidForAllThatCameAndForNothingElse() {
        Source honest = add(1, Nature.HONEST);
        assertInstanceOf(Fetcher.Outcome.Complete.class, fetch());
        assertTrue(Await.until(() -> paid(honest) == RUNS * EACH));
        assertEquals(RUNS * EACH, worthOfWhatCame(honest));
        assertNull(note(honest).orElseThrow().dropped());
    }

    @ParameterizedTest
    @EnumSource(
            value = Nature.class,
            names = {"GARBAGE", "INFLATES", "STOPS", "REPRICES"})
    void oneThatMeansNoGoodGetsAWindowAtMostAndTheRestComesFromAnother(Nature nature) {
        Source bad = add(1, nature);
        Source honest = add(2, Nature.HONEST);
        assertInstanceOf(Fetcher.Outcome.Complete.class, fetch());
        SourceNote note = note(bad).orElseThrow();
        assertEquals(nature.end, note.dropped(), note::toString);
        assertFalse(Objects.requireNonNull(note.why()).isEmpty());
        long most = TURN * EACH + (nature == Nature.INFLATES ? WINDOW * EACH : 0);
        assertTrue(Await.until(() -> paid(bad) >= worthOfWhatCame(bad)));
        assertTrue(paid(bad) <= most, () -> paid(bad) + " for " + worthOfWhatCame(bad));
        assertTrue(Await.until(() -> paid(honest) == worthOfWhatCame(honest)));
        assertTrue(worthOfWhatCame(bad) + worthOfWhatCame(honest) >= RUNS * EACH);
    }

    // ---- with whom it deals at all

    private Payments.@Nullable Tab deal(int number, int window, long missing) {
        Source source = add(number, Nature.HONEST);
        QuoteReply quote = new QuoteReply(
                row.exchangeRoot(),
                VENUE.chainId(),
                VENUE.channels(),
                Objects.requireNonNull(seeders.get(source)).account,
                TOKEN,
                PRICE,
                0,
                window);
        return payments.open(row.exchangeRoot(), source, quote, missing);
    }

    private Payments.Tab deal(int number) {
        return Objects.requireNonNull(deal(number, WINDOW, shape.size()));
    }

    @Test
    void fourChannelsAreOpenedForAContentAndNoMore() {
        List<Payments.Tab> tabs = IntStream.range(1, 7).mapToObj(this::deal).toList();
        tabs.forEach(Payments.Tab::want);
        assertEquals(4, channels.purses.size());
        for (int i = 0; i < tabs.size(); i++) {
            assertEquals(i < 4, tabs.get(i).isReady());
            assertEquals(i < 4, tabs.get(i).end() == null);
        }
        // Who has one already takes no other's place.
        tabs.getFirst().want();
        assertEquals(4, channels.purses.size());
    }

    @Test
    void noChannelIsOpenedThatCostsMoreThanBringingItMay() {
        channels.openingCost = Optional.of(Amount.of(3 * RUNS * EACH + 1));
        Payments.Tab tab = deal(1);
        tab.want();
        assertTrue(channels.purses.isEmpty());
        assertNotNull(tab.end());
        channels.openingCost = Optional.of(Amount.of(3 * RUNS * EACH));
        deal(2).want();
        assertEquals(1, channels.purses.size());
    }

    @Test
    void whoGivesTooLittleAheadOrCostsMoreThanTheCeilingIsNotDealtWith() {
        assertNull(deal(1, WINDOW - 1, shape.size()));
        assertNotNull(deal(2, 1000, shape.size()));
        assertNull(deal(3, WINDOW, 3 * shape.size() + 1));
        assertNotNull(deal(4, WINDOW, 3 * shape.size()));
    }
}
