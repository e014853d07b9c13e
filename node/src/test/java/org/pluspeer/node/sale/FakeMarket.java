package org.pluspeer.node.sale;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.content.BlockRoots;
import org.pluspeer.market.content.ContentTree;
import org.pluspeer.market.content.Sha256;
import org.pluspeer.market.listing.Listing;
import org.pluspeer.market.sale.PaymentMethod;
import org.pluspeer.market.wire.Message;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** Two peers, one listing, a chain and a network between them, all in this process. */
final class FakeMarket implements AutoCloseable {
    static final SaleSettings SETTINGS =
            new SaleSettings(3600, SaleWindows.of("1h", "2h", null, null), 20, 5, 10, 4, Duration.ofSeconds(3));
    static final Amount PRICE = Amount.of(4_000_000);
    private static final Amount PURSE = Amount.of(10_000_000);
    private static final int BLOCK = 2048;

    final FakeChain chain = new FakeChain();
    final TestPeer seller;
    final TestPeer buyer;
    final byte[] content;
    final Listing listing;
    final Hash32 listingId;
    /** Seconds between two blocks; more makes the windows pass sooner. */
    volatile long blockTime = 1;
    /** Of the questions, and of the answers. */
    volatile int lossPercent;

    private final Random weather = new Random(7);
    /** Whether the seller has anything to do before a window is over. */
    private final boolean hasDeadlines;

    FakeMarket(Path home, Conduct conduct, PaymentMethod method, int size) {
        this(home, conduct, method, size, false);
    }

    /** @param shared one ciphertext for all buyers, in masked mode */
    FakeMarket(Path home, Conduct conduct, PaymentMethod method, int size, boolean shared) {
        content = new byte[size];
        new Random(size).nextBytes(content);
        hasDeadlines = conduct.reveals();
        seller = new TestPeer(this, home.resolve("seller"), 1, conduct, method);
        buyer = new TestPeer(this, home.resolve("buyer"), 2, Conduct.HONEST, method);
        ContentTree tree = new ContentTree(BLOCK);
        tree.add(content, 0, size);
        BlockRoots roots = tree.finish();
        seller.start();
        CipherDesk.Terms cipher = shared
                ? seller.room().sales().share(roots.shape(), roots.contentRoot(), source())
                : CipherDesk.Terms.OF_EACH_SALE;
        listing = new Listing(
                Sha256.hash(content),
                seller.account(),
                Sha256.hash(new byte[] {1}),
                1,
                roots.contentRoot(),
                size,
                BLOCK,
                FakeChain.TOKEN,
                PRICE,
                seller.account().padded(),
                2_000_000_000,
                cipher.exchangeRoot(),
                cipher.keyHash());
        listingId = FakeChain.VENUE.idOf(listing);
        for (TestPeer peer : List.of(seller, buyer)) {
            chain.wallets.put(new FakeChain.Holding(peer.account(), FakeChain.TOKEN), PURSE);
        }
        buyer.start();
    }

    Message deliver(SalePeers.Caller caller, Address account, Message message) {
        TestPeer other = account.equals(seller.account()) ? seller : buyer;
        if (other.dead) {
            throw new ProblemException(Problem.Code.PEER_UNREACHABLE, "nobody there");
        }
        if (isLost()) {
            throw new ProblemException(Problem.Code.TIMEOUT, "the question got lost");
        }
        Message reply = other.answer(caller, message);
        if (isLost()) {
            throw new ProblemException(Problem.Code.TIMEOUT, "the answer got lost");
        }
        if (other.dead) {
            throw new ProblemException(Problem.Code.PEER_UNREACHABLE, "gone before it answered");
        }
        return reply;
    }

    private boolean isLost() {
        synchronized (weather) {
            return weather.nextInt(100) < lossPercent;
        }
    }

    Wares wares(Address owner) {
        return new Wares() {
            @Override
            public @Nullable Ware find(Hash32 id) {
                return id.equals(listingId)
                        ? new Ware(FakeChain.VENUE, listing, "Bird strikes", "../strikes.csv", true)
                        : null;
            }

            @Override
            public @Nullable Hash32 sharedBy(Hash32 exchangeRoot) {
                boolean here = owner.equals(listing.seller())
                        && listing.hasSharedCipher()
                        && exchangeRoot.equals(listing.exchangeRoot());
                return here ? listingId : null;
            }

            @Override
            public @Nullable PlainSource open(Hash32 id) {
                return id.equals(listingId) && owner.equals(listing.seller()) ? source() : null;
            }
        };
    }

    private PlainSource source() {
        return new PlainSource() {
            @Override
            public void read(long offset, byte[] into, int from, int length) {
                System.arraycopy(content, (int) offset, into, from, length);
            }

            @Override
            public void close() {}
        };
    }

    /** One block, and everybody hears of it; who died is started again. */
    void turn() {
        for (TestPeer peer : List.of(seller, buyer)) {
            if (peer.dead) {
                peer.bury();
                peer.dieAfter = Integer.MAX_VALUE;
                peer.start();
            }
        }
        List<FakeChain.Outcome> outcomes = chain.mine(blockTime);
        for (TestPeer peer : List.of(seller, buyer)) {
            outcomes.forEach(peer::hear);
            peer.readChain();
        }
    }

    /** Lets blocks be made until it is so. */
    void until(BooleanSupplier wish) {
        long deadline = System.nanoTime() + Duration.ofMinutes(4).toNanos();
        while (!holds(wish)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it did not come to that: " + describe());
            }
            turn();
            LockSupport.parkNanos(pause().toNanos());
        }
    }

    /** Where a block is many seconds long the peers get time too: on a slow machine no window may pass them by. */
    private Duration pause() {
        return Duration.ofMillis(hasDeadlines ? Math.max(2, blockTime / 4) : 2);
    }

    private static boolean holds(BooleanSupplier wish) {
        try {
            return wish.getAsBoolean();
        } catch (ProblemException e) {
            return false;
        }
    }

    private String describe() {
        List<String> all = new ArrayList<>();
        try {
            buyer.room()
                    .purchases()
                    .list()
                    .purchases()
                    .forEach(one -> all.add("purchase " + one.state() + one.problem()));
            seller.room().sales().list().sales().forEach(one -> all.add("sale " + one.state()));
        } catch (ProblemException e) {
            all.add("somebody is dead");
        }
        return all + " ends " + chain.ends();
    }

    @Override
    public void close() {
        seller.bury();
        buyer.bury();
    }
}
