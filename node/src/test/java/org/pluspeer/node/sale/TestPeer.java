package org.pluspeer.node.sale;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.content.Sha256;
import org.pluspeer.market.fetch.FetchLimits;
import org.pluspeer.market.fetch.Source;
import org.pluspeer.market.sale.ChainTime;
import org.pluspeer.market.sale.Offer;
import org.pluspeer.market.sale.PaymentMethod;
import org.pluspeer.market.sale.TransactionReport;
import org.pluspeer.market.sale.Venue;
import org.pluspeer.market.wire.BlocksRequest;
import org.pluspeer.market.wire.HoldingRequest;
import org.pluspeer.market.wire.KeyRequest;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.OfferDrop;
import org.pluspeer.market.wire.OfferRequest;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.market.wire.ReleasePut;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.node.blob.BlobStore;
import org.pluspeer.node.blob.BlobStores;
import org.pluspeer.node.content.CipherStore;
import org.pluspeer.node.content.ContentPeers;
import org.pluspeer.node.content.Fetcher;
import org.pluspeer.node.content.RateLimit;
import org.pluspeer.node.disk.Disk;
import org.pluspeer.node.disk.LocalDisk;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.run.Backoff;
import org.pluspeer.node.run.ClockAlarms;
import org.pluspeer.node.run.Workshop;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Eip712;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;
import org.pluspeer.wallet.key.NodeKey;

/** One peer with its own journal, folders and key, that can be killed between any two events. */
final class TestPeer {
    final NodeKey key;
    private final FakeMarket market;
    private final Path home;
    private final Conduct conduct;
    private final PaymentMethod method;
    final AtomicInteger turns = new AtomicInteger();
    volatile int dieAfter = Integer.MAX_VALUE;
    volatile boolean dead = true;
    /** Has not read its chain up to the head. */
    volatile boolean behind;
    /** It does not hear what becomes of its transactions: it always dies just before. */
    volatile boolean deaf;
    /** Does not look at the chain; later it sees all at once. */
    volatile boolean blind;
    /** Where its files are; taken up at its next start. */
    volatile Disk disk = new LocalDisk();

    /** Why others were cut off. */
    final List<String> shunned = new CopyOnWriteArrayList<>();

    private volatile @Nullable Running running;
    private long read = -1;

    /** What is gone after a kill. */
    private record Running(SaleRoom room, Journal journal, ExecutorService threads, ClockAlarms alarms) {}

    TestPeer(FakeMarket market, Path home, int seed, Conduct conduct, PaymentMethod method) {
        this.market = market;
        this.home = home;
        this.conduct = conduct;
        this.method = method;
        this.key = NodeKey.generate(FakeChain.bytes(32, seed));
    }

    Address account() {
        return key.address();
    }

    SaleRoom room() {
        Running now = running;
        if (now == null || dead) {
            throw new ProblemException(Problem.Code.PEER_UNREACHABLE, "dead");
        }
        return now.room();
    }

    void start() {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        ClockAlarms alarms = new ClockAlarms(threads);
        Journal journal = Journal.open(home.resolve("journal"), _ -> {});
        Workshop workshop = new Workshop(
                threads,
                alarms,
                InstantSource.system(),
                new Random(),
                new Backoff(Duration.ofMillis(5), Duration.ofMillis(20)));
        dead = false;
        BlobStore blobs = BlobStores.on(disk, home);
        SaleRoom room = SaleRoom.open(
                new SalePorts(
                        chain(), orders(), signatures(), secrets(), this::ask, market.wares(account()), fetcher()),
                workshop,
                FakeMarket.SETTINGS,
                conduct,
                new SaleRoom.Place(journal, blobs, new CipherStore(blobs), this::rung, this::rung));
        running = new Running(room, journal, threads, alarms);
        read = -1;
        room.start();
    }

    private void rung(String id) {
        if (dead) {
            throw new IllegalStateException("dead");
        }
        if (turns.incrementAndGet() == dieAfter) {
            dead = true;
            throw new IllegalStateException("killed after a turn of " + id);
        }
    }

    /** As after kill -9: nothing is finished, and what is on the disk stays. */
    void bury() {
        dead = true;
        Running gone = running;
        if (gone != null) {
            gone.room().close();
            gone.alarms().close();
            gone.threads().shutdownNow();
            gone.journal().close();
            running = null;
        }
    }

    void readChain() {
        Running now = running;
        if (now == null || dead || blind) {
            return;
        }
        long head = market.chain.head();
        try {
            now.room().onChain(market.chain.since(read));
            read = head;
        } catch (RuntimeException e) {
            if (!dead) {
                throw e;
            }
        }
    }

    void hear(FakeChain.Outcome outcome) {
        Running now = running;
        if (now == null || dead || deaf || !outcome.sender().equals(account())) {
            return;
        }
        try {
            now.room().onReport(outcome.id(), outcome.report());
        } catch (RuntimeException e) {
            if (!dead) {
                throw e;
            }
        }
    }

    Message answer(SalePeers.Caller caller, Message message) {
        SaleDesk sales = room().sales();
        return switch (message) {
            case OfferRequest it -> sales.onOfferRequest(caller, it);
            case BlocksRequest it -> {
                Message reply = sales.ciphers().answer(caller, it);
                yield reply == null ? new Refusal(Refusal.Code.NOT_FOUND, "no such blocks") : reply;
            }
            case HoldingRequest it -> {
                Message reply = sales.ciphers().holding(caller, it.exchangeRoot());
                yield reply == null ? new Refusal(Refusal.Code.NOT_FOUND, "no such blocks") : reply;
            }
            case KeyRequest it -> sales.onKeyRequest(caller, it);
            case OfferDrop it -> sales.onOfferDrop(caller, it);
            case ReleasePut it -> sales.onReleasePut(caller, it);
            default -> throw new AssertionError(message.type());
        };
    }

    private Message ask(Address account, Message message, Duration limit) {
        requireAlive();
        return market.deliver(new SalePeers.Caller(account(), account()), account, message);
    }

    private Fetcher fetcher() {
        long milli = 1_000_000;
        FetchLimits hasty = new FetchLimits(16, 3000 * milli, 8, 3, 5 * milli, 1000 * milli, 60 * milli);
        ContentPeers peers = new ContentPeers() {
            @Override
            public Message ask(Source source, Message message, Duration limit) {
                return TestPeer.this.ask(source.address(), message, limit);
            }

            @Override
            public List<Source> holders(Hash32 exchangeRoot) {
                return List.of();
            }

            @Override
            public void shun(Source source, String reason) {
                shunned.add(reason);
            }
        };
        return new Fetcher(
                peers,
                new Fetcher.Pace(hasty, Duration.ofSeconds(60), System::nanoTime),
                RateLimit.none(),
                new Random());
    }

    private SaleOrders orders() {
        return new SaleOrders() {
            @Override
            public TransactionReport order(OrderId id, Order order) {
                requireAlive();
                TransactionReport report = market.chain.order(account(), id, order);
                // Ordered once more after its block, it would be told by this answer.
                return deaf ? new TransactionReport.Sent(id.transaction(), id.attempt(), FakeChain.hash(id)) : report;
            }

            @Override
            public Optional<TransactionReport> find(OrderId id) {
                requireAlive();
                return market.chain.find(id);
            }
        };
    }

    private void requireAlive() {
        if (dead) {
            throw new ProblemException(Problem.Code.STOPPING, "dead");
        }
    }

    private SaleSignatures signatures() {
        return new SaleSignatures() {
            @Override
            public boolean isLocked() {
                return false;
            }

            @Override
            public Address account() {
                return key.address();
            }

            @Override
            public Signature sign(Offer offer) {
                return key.sign(FakeChain.VENUE.idOf(offer));
            }

            @Override
            public Signature release(Hash32 offerId) {
                Venue venue = FakeChain.VENUE;
                return key.sign(Eip712.digest(Offer.domain(venue.chainId(), venue.exchange()), Offer.release(offerId)));
            }
        };
    }

    private SaleSecrets secrets() {
        return new SaleSecrets() {
            @Override
            public byte[] derive(String label, byte[] context) {
                return Sha256.hash(Bytes.concat(
                                account().bytes(), label.getBytes(java.nio.charset.StandardCharsets.UTF_8), context))
                        .bytes();
            }

            @Override
            public byte[] seal(byte[] plain, byte[] about) {
                return masked(plain);
            }

            @Override
            public byte[] open(byte[] sealed, byte[] about) {
                return masked(sealed);
            }

            private byte[] masked(byte[] bytes) {
                byte[] out = Arrays.copyOf(bytes, bytes.length);
                for (int i = 0; i < out.length; i++) {
                    out[i] ^= 0x55;
                }
                return out;
            }
        };
    }

    private SaleChain chain() {
        return new SaleChain() {
            @Override
            public Venue venue() {
                return FakeChain.VENUE;
            }

            @Override
            public boolean isCaughtUp() {
                return !behind;
            }

            @Override
            public ChainTime now() {
                requireAlive();
                return market.chain.time();
            }

            @Override
            public boolean isPaidForGood(Hash32 offerId, long block) {
                return market.chain.knewWhenFinal(offerId);
            }

            @Override
            public Amount balance(Address account, Address token) {
                return token.isZero() ? Amount.of(Long.MAX_VALUE) : market.chain.wallet(account, token);
            }

            @Override
            public Amount ledger(Address account, Address token) {
                return market.chain.ledger(account, token);
            }

            @Override
            public Amount gasPrice() {
                return Amount.of(10);
            }

            @Override
            public PaymentMethod methodFor(Address token) {
                return method;
            }

            @Override
            public TokenView token(Address address) {
                return new TokenView(address, "PLAY", "Play Dollar", 6, true);
            }
        };
    }
}
