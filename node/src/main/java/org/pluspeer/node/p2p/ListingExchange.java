package org.pluspeer.node.p2p;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.catalog.Standing;
import org.pluspeer.market.listing.SignedListing;
import org.pluspeer.market.listing.SignedRevocation;
import org.pluspeer.market.wire.Bye;
import org.pluspeer.market.wire.ListingInventory;
import org.pluspeer.market.wire.ListingNews;
import org.pluspeer.market.wire.ListingPut;
import org.pluspeer.market.wire.ListingRevoke;
import org.pluspeer.market.wire.ListingSummary;
import org.pluspeer.market.wire.ListingWant;
import org.pluspeer.market.wire.Message;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.p2p.gossip.Act;
import org.pluspeer.node.p2p.gossip.Gossip;
import org.pluspeer.node.p2p.gossip.Outcome;
import org.pluspeer.node.p2p.gossip.StandingIndex;
import org.pluspeer.wallet.eth.Hash32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings every listing to every peer, by {@link Gossip} over the links. Only what was checked whole is kept, and only
 * what is kept is passed on; who passes on a forgery is cut off.
 */
public final class ListingExchange implements PeerNetwork.Watcher {
    private static final Logger log = LoggerFactory.getLogger(ListingExchange.class);
    /** What becomes due within it is done together. */
    private static final long TOGETHER_MILLIS = 100;
    /** Somebody else may have put something onto the shelf. */
    private static final long LOOK_MILLIS = 1_000;

    private static final Duration ANSWER = Duration.ofSeconds(30);

    /** What has run out leaves the fingerprints no later than this. */
    private static final Duration RELOAD = Duration.ofHours(1);

    private static final int AT_ONCE = 1000;

    private final PeerNetwork network;
    private final Shelf shelf;
    private final StandingIndex index = new StandingIndex();
    private final Intake intake;
    private final Gossip gossip;
    private final Clocks clocks;
    private final ReentrantLock turn = new ReentrantLock();
    private final List<Consumer<Standing>> listeners = new CopyOnWriteArrayList<>();
    private Scheduler.Appointment next = () -> {};
    private long nextAt = Long.MAX_VALUE;
    private long loadedAt;

    /**
     * Time in its three kinds.
     *
     * @param nanos a monotonic clock
     */
    public record Clocks(Scheduler scheduler, InstantSource clock, LongSupplier nanos) {}

    public ListingExchange(PeerNetwork network, Shelf shelf, ExchangeLimits limits, Clocks clocks) {
        this.network = network;
        this.shelf = shelf;
        this.clocks = clocks;
        this.intake = new Intake(shelf, index, limits, clocks.clock(), network.tally());
        this.gossip = new Gossip(shelf, index, intake::wants, limits, new SplittableRandom());
    }

    /** Begins; to be called before the network starts, so that no peer comes unseen. */
    public void start() {
        load();
        network.onMessage(ListingPut.class, (from, put) -> put(from, put));
        network.onMessage(ListingRevoke.class, (from, revoke) -> revoke(from, revoke));
        network.onMessage(ListingInventory.class, this::answer);
        network.onMessage(ListingWant.class, this::answer);
        network.onMessage(ListingNews.class, this::answer);
        network.onMessage(ListingSummary.class, this::answer);
        network.watch(this);
        inTurn(() -> {});
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

    private void published(Outcome outcome, Standing standing) {
        switch (outcome) {
            case Outcome.Taken taken -> spread(standing);
            case Outcome.Known known -> spreadKnown(standing);
            case Outcome.Declined(String text) -> throw new ProblemException(Problem.Code.LISTING_INVALID, text);
            case Outcome.Forged(String text) -> throw new ProblemException(Problem.Code.LISTING_INVALID, text);
        }
    }

    /** It may have come onto the shelf by other means, such as a replay of the journal. */
    private void spreadKnown(Standing standing) {
        if (!standing.equals(shelf.standing(standing.slot()))) {
            throw new ProblemException(Problem.Code.LISTING_INVALID, "a later version or a revocation is known");
        }
        index.put(standing);
        spread(standing);
    }

    private void spread(Standing standing) {
        inTurn(() -> gossip.publish(standing, now()));
        listeners.forEach(listener -> listener.accept(standing));
    }

    @Override
    public void linked(PeerInfo peer) {
        inTurn(() -> meet(peer));
    }

    /** A peer's first words may come before it is said that there is a link. */
    private void meet(PeerInfo peer) {
        if (network.peer(peer.node()).isPresent()) {
            gossip.linked(peer.node(), Origins.group(peer.address()), peer.dialled(), now());
        }
    }

    @Override
    public void parted(PeerInfo peer, Parting parting) {
        inTurn(() -> {
            if (network.peer(peer.node()).isEmpty()) {
                gossip.parted(peer.node());
            }
        });
    }

    private Message put(PeerInfo from, ListingPut put) {
        return judged(from, Standing.of(put.listing()), () -> intake.take(put.listing()));
    }

    private Message revoke(PeerInfo from, ListingRevoke revoke) {
        return judged(from, Standing.of(revoke.revocation()), () -> intake.take(revoke.revocation()));
    }

    private Message judged(PeerInfo from, Standing standing, Supplier<Outcome> judge) {
        Message refusal = inTurn(() -> {
            meet(from);
            return gossip.admit(from.node(), standing.slot(), standing.digest(), now());
        });
        if (refusal != null) {
            return refusal;
        }
        Outcome outcome = judge.get();
        Message reply = inTurn(() -> gossip.judged(from.node(), standing, outcome, now()));
        if (outcome instanceof Outcome.Taken) {
            listeners.forEach(listener -> listener.accept(standing));
        }
        return Objects.requireNonNull(reply);
    }

    private @Nullable Message answer(PeerInfo from, Message question) {
        return inTurn(() -> {
            meet(from);
            return gossip.answer(from.node(), question, now());
        });
    }

    private void tick() {
        inTurn(() -> {
            nextAt = Long.MAX_VALUE;
            gossip.tick(now());
        });
        if (intake.isBehind() || clocks.nanos().getAsLong() - loadedAt > RELOAD.toNanos()) {
            load();
        }
    }

    /** When something is due, and now and then. In turn. */
    private void arm() {
        long now = now();
        long at = now + Math.clamp(gossip.due() - now, TOGETHER_MILLIS, LOOK_MILLIS);
        if (at < nextAt) {
            next.cancel();
            nextAt = at;
            next = clocks.scheduler().after(Duration.ofMillis(at - now), this::tick);
        }
    }

    private void inTurn(Runnable step) {
        inTurn(() -> {
            step.run();
            return null;
        });
    }

    private @Nullable Message inTurn(Supplier<@Nullable Message> step) {
        List<Act> acts;
        Message reply;
        turn.lock();
        try {
            reply = step.get();
            acts = gossip.drain();
            arm();
        } finally {
            turn.unlock();
        }
        acts.forEach(this::perform);
        return reply;
    }

    private void perform(Act act) {
        switch (act) {
            case Act.Cut cut -> network.cut(cut.node(), Bye.Reason.CHEATED, Wire.sentence(cut.reason()));
            case Act.Ask ask -> Thread.ofVirtual().name("peer-listings").start(() -> ask(ask));
        }
    }

    private void ask(Act.Ask ask) {
        try {
            Message reply = network.converse(ask.node(), ask.question(), ANSWER);
            inTurn(() -> gossip.replied(ask.id(), reply, now()));
        } catch (ProblemException e) {
            log.debug("{} does not answer: {}", ask.node(), e.problem().detail());
            inTurn(() -> gossip.failed(ask.id(), now()));
        }
    }

    private void load() {
        intake.isBehind();
        loadedAt = clocks.nanos().getAsLong();
        index.clear();
        Hash32 after = Hash32.ZERO;
        List<Standing> some;
        do {
            some = shelf.stretch(after, AT_ONCE, now() / 1000);
            some.forEach(index::put);
            after = some.isEmpty() ? after : some.getLast().slot();
        } while (some.size() == AT_ONCE);
    }

    private long now() {
        return clocks.clock().instant().toEpochMilli();
    }
}
