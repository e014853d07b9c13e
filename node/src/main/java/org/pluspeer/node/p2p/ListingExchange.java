package org.pluspeer.node.p2p;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.catalog.Standing;
import org.pluspeer.market.listing.SignedListing;
import org.pluspeer.market.listing.SignedRevocation;
import org.pluspeer.market.wire.Acknowledged;
import org.pluspeer.market.wire.Bye;
import org.pluspeer.market.wire.ListingInventory;
import org.pluspeer.market.wire.ListingPut;
import org.pluspeer.market.wire.ListingRevoke;
import org.pluspeer.market.wire.ListingWant;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings every listing to every peer: what is new goes to the neighbours at once, and now and then each pair compares
 * what it has, so that whoever was away gets the rest. Only what was checked whole is kept, and only what is kept is
 * passed on; who passes on a forgery is cut off.
 */
public final class ListingExchange implements PeerNetwork.Watcher {
    private static final Logger log = LoggerFactory.getLogger(ListingExchange.class);

    private final PeerNetwork network;
    private final Shelf shelf;
    private final Intake intake;
    private final ExchangeLimits limits;
    private final Clocks clocks;
    private final Map<Address, Exchange> exchanges = new ConcurrentHashMap<>();
    private final List<Consumer<Standing>> listeners = new CopyOnWriteArrayList<>();

    /**
     * Time in its three kinds.
     *
     * @param nanos a monotonic clock
     */
    public record Clocks(Scheduler scheduler, InstantSource clock, LongSupplier nanos) {}

    public ListingExchange(PeerNetwork network, Shelf shelf, ExchangeLimits limits, Clocks clocks) {
        this.network = network;
        this.shelf = shelf;
        this.limits = limits;
        this.clocks = clocks;
        this.intake = new Intake(shelf, limits, clocks.clock());
    }

    /** Begins; to be called before the network starts, so that no peer comes unseen. */
    public void start() {
        network.onMessage(ListingPut.class, (from, put) -> put(from, put));
        network.onMessage(ListingRevoke.class, (from, revoke) -> revoke(from, revoke));
        network.onMessage(ListingInventory.class, this::inventory);
        network.onMessage(ListingWant.class, this::want);
        network.watch(this);
    }

    /** Hears of everything that comes onto the shelf. Called on virtual threads. */
    public void onChange(Consumer<Standing> listener) {
        listeners.add(listener);
    }

    /**
     * Takes one of the owner's own and tells the neighbours.
     *
     * @throws ProblemException LISTING_INVALID with what is wrong
     */
    public void publish(SignedListing listing) {
        published(intake.take(listing), Standing.of(listing));
    }

    /**
     * Takes one of the owner's own and tells the neighbours.
     *
     * @throws ProblemException LISTING_INVALID if it is not signed by its seller
     */
    public void publish(SignedRevocation revocation) {
        published(intake.take(revocation), Standing.of(revocation));
    }

    private void published(Intake.Outcome outcome, Standing standing) {
        switch (outcome) {
            case Intake.Outcome.Taken taken -> spread(standing, null);
            case Intake.Outcome.Known known -> spreadKnown(standing);
            case Intake.Outcome.Declined(String text) -> throw new ProblemException(Problem.Code.LISTING_INVALID, text);
            case Intake.Outcome.Forged(String text) -> throw new ProblemException(Problem.Code.LISTING_INVALID, text);
        }
    }

    /** It may have come onto the shelf by other means, such as a replay of the journal. */
    private void spreadKnown(Standing standing) {
        if (!standing.equals(shelf.standing(standing.slot()))) {
            throw new ProblemException(Problem.Code.LISTING_INVALID, "a later version or a revocation is known");
        }
        spread(standing, null);
    }

    @Override
    public void linked(PeerInfo peer) {
        exchange(peer).passAfter(peer.dialled() ? Duration.ZERO : limits.firstPass());
    }

    @Override
    public void parted(PeerInfo peer, Parting parting) {
        Exchange exchange = exchanges.get(peer.node());
        if (exchange != null && network.peer(peer.node()).isEmpty() && exchanges.remove(peer.node(), exchange)) {
            exchange.courier.end();
        }
    }

    private Message put(PeerInfo from, ListingPut put) {
        Exchange exchange = exchange(from);
        if (exchange.isTooFast()) {
            return new Refusal(Refusal.Code.BUSY, "too many listings at once");
        }
        return answer(from, intake.take(put.listing()), Standing.of(put.listing()));
    }

    private Message revoke(PeerInfo from, ListingRevoke revoke) {
        Exchange exchange = exchange(from);
        if (exchange.isTooFast()) {
            return new Refusal(Refusal.Code.BUSY, "too many revocations at once");
        }
        return answer(from, intake.take(revoke.revocation()), Standing.of(revoke.revocation()));
    }

    private Message answer(PeerInfo from, Intake.Outcome outcome, Standing standing) {
        return switch (outcome) {
            case Intake.Outcome.Taken taken -> {
                exchange(from).moved = true;
                spread(standing, from.node());
                yield new Acknowledged();
            }
            case Intake.Outcome.Known known -> new Acknowledged();
            case Intake.Outcome.Declined(String text) -> new Refusal(Refusal.Code.NOT_FOR_SALE, Wire.sentence(text));
            case Intake.Outcome.Forged(String text) -> {
                network.cut(from.node(), Bye.Reason.CHEATED, "it passed on a listing that does not hold: " + text);
                yield new Refusal(Refusal.Code.NOT_PROVEN, Wire.sentence(text));
            }
        };
    }

    private void spread(Standing standing, @Nullable Address from) {
        for (PeerInfo neighbour : network.neighbours()) {
            if (!Objects.equals(neighbour.node(), from)) {
                exchange(neighbour).courier.offer(standing.digest());
            }
        }
        listeners.forEach(listener -> listener.accept(standing));
    }

    private Message want(PeerInfo from, ListingWant want) {
        Courier courier = exchange(from).courier;
        want.digests().forEach(courier::offer);
        return new Acknowledged();
    }

    private Message inventory(PeerInfo from, ListingInventory theirs) {
        Exchange exchange = exchange(from);
        if (!exchange.fill(theirs)) {
            return new Refusal(Refusal.Code.BUSY, "the last inventory is still being answered");
        }
        List<Hash32> wanted = theirs.standings().stream()
                .filter(intake::wants)
                .map(Standing::digest)
                .toList();
        return wanted.isEmpty() ? new Acknowledged() : new ListingWant(wanted);
    }

    private Exchange exchange(PeerInfo peer) {
        Exchange exchange = exchanges.computeIfAbsent(peer.node(), Exchange::new);
        if (network.peer(peer.node()).isEmpty()) {
            // Its last words: nobody will say again that it has gone.
            exchanges.remove(peer.node(), exchange);
        }
        return exchange;
    }

    private long now() {
        return clocks.clock().instant().getEpochSecond();
    }

    /** What goes on with one peer. */
    private final class Exchange {
        private static final int UNANSWERED = 4;
        private static final Hash32 LAST = Hash32.parse("ff".repeat(32));

        private final Address node;
        private final Courier courier;
        private final Meter meter;
        private int filling;
        private Scheduler.@Nullable Appointment next;
        private Duration wait = limits.firstPass();
        private volatile boolean moved;

        Exchange(Address node) {
            this.node = node;
            this.courier = new Courier(network, node, clocks.scheduler(), limits, shelf::find);
            this.meter = new Meter(
                    limits.newPerSecond(), limits.newBurst(), clocks.nanos().getAsLong());
        }

        boolean isTooFast() {
            return !meter.tryTake(clocks.nanos().getAsLong());
        }

        synchronized void passAfter(Duration delay) {
            if (next != null) {
                next.cancel();
            }
            next = clocks.scheduler().after(delay, this::pass);
        }

        /** Compares everything, stretch by stretch, and comes again: soon if anything was new, else ever later. */
        private void pass() {
            if (exchanges.get(node) != this) {
                return;
            }
            moved = false;
            try {
                compare();
                wait = moved ? limits.firstPass() : longer(wait);
            } catch (ProblemException e) {
                log.debug(
                        "Reconciling with {} ended early: {}", node, e.problem().detail());
                wait = limits.firstPass();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            passAfter(wait);
        }

        private Duration longer(Duration last) {
            Duration twice = last.multipliedBy(2);
            return twice.compareTo(limits.longestPass()) > 0 ? limits.longestPass() : twice;
        }

        private void compare() throws InterruptedException {
            Hash32 after = Hash32.ZERO;
            while (!after.equals(LAST)) {
                List<Standing> mine = shelf.stretch(after, limits.page(), now());
                Hash32 through =
                        mine.size() < limits.page() ? LAST : mine.getLast().slot();
                Message reply =
                        network.request(node, new ListingInventory(after, through, mine), Duration.ofSeconds(30));
                if (reply instanceof ListingWant want) {
                    moved = true;
                    for (Hash32 digest : want.digests()) {
                        courier.bring(digest);
                    }
                }
                after = through;
            }
        }

        /**
         * Begins to bring what the other side lacks.
         *
         * @return false if too much is being brought already
         */
        boolean fill(ListingInventory theirs) {
            synchronized (this) {
                if (filling >= UNANSWERED) {
                    return false;
                }
                filling++;
            }
            Thread.ofVirtual().name("peer-fill").start(() -> {
                try {
                    bringMissing(theirs);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } finally {
                    synchronized (this) {
                        filling--;
                    }
                }
            });
            return true;
        }

        private void bringMissing(ListingInventory theirs) throws InterruptedException {
            Map<Hash32, Standing> told = new HashMap<>();
            theirs.standings().forEach(standing -> told.put(standing.slot(), standing));
            Hash32 after = theirs.after();
            while (after.compareTo(theirs.through()) < 0) {
                List<Standing> mine = shelf.stretch(after, limits.page(), now());
                for (Standing standing : mine) {
                    Optional<Standing> theirOwn = Optional.ofNullable(told.get(standing.slot()));
                    boolean inside = standing.slot().compareTo(theirs.through()) <= 0;
                    boolean news = theirOwn.isEmpty() || standing.replaces(theirOwn.get());
                    if (inside && news && !courier.bring(standing.digest())) {
                        return;
                    }
                }
                after = mine.size() < limits.page()
                        ? theirs.through()
                        : mine.getLast().slot();
            }
        }
    }
}
