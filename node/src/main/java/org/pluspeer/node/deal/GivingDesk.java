package org.pluspeer.node.deal;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.content.RunHasher;
import org.pluspeer.market.deal.Hosting;
import org.pluspeer.market.wire.Acknowledged;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.market.wire.ReplicaUnlock;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.content.Shelf;
import org.pluspeer.node.sale.SalePeers.Caller;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;

/**
 * Gives on, to whoever asks, the ciphertext that lies in replicas which we keep: as long as the deal runs, also while its
 * client's node is away. It can't be read without a key that is not here.
 */
final class GivingDesk {
    private final KeepBook book;
    private final ReplicaStore replicas;
    private final HostingDesk hosting;
    private final Shelf shelf;
    private final Map<Hash32, SealedRuns> given = new ConcurrentHashMap<>();

    GivingDesk(KeepBook book, ReplicaStore replicas, HostingDesk hosting, Shelf shelf) {
        this.book = book;
        this.replicas = replicas;
        this.hosting = hosting;
        this.shelf = shelf;
    }

    /** How much of a deal's ciphertext was given on since the start; null where it isn't given on. */
    HostedView.@Nullable GivenView view(Hash32 deal) {
        SealedRuns runs = given.get(deal);
        return runs == null ? null : new HostedView.GivenView(runs.exchangeRoot(), shelf.given(runs.exchangeRoot()));
    }

    /** From its client alone, once the replica is here: one run is opened to see that it is what is said. */
    Message onUnlock(Caller caller, ReplicaUnlock message) {
        Hosting state = hosting.find(message.dealId())
                .filter(it -> Objects.equals(caller.account(), it.other()))
                .orElse(null);
        if (state == null) {
            return new Refusal(Refusal.Code.NOT_FOUND, "there is no such deal for you");
        }
        KeepBook.Unlock unlock = new KeepBook.Unlock(
                message.dealId(),
                message.exchangeRoot(),
                message.shape().size(),
                message.shape().blockSize(),
                Bytes.hex(message.key().bytes()));
        if (book.unlock(unlock.deal()).filter(unlock::equals).isPresent()) {
            return new Acknowledged();
        }
        SealedRuns runs = runs(state, unlock);
        if (runs.sealed() != state.facts().terms().size() || state.isOver()) {
            return new Refusal(Refusal.Code.BAD_REQUEST, "that is not in this replica");
        }
        if (!isFirstRun(runs)) {
            return new Refusal(Refusal.Code.NOT_PROVEN, "the replica does not open to that ciphertext");
        }
        book.write(unlock);
        look(unlock.deal());
        return new Acknowledged();
    }

    private static boolean isFirstRun(SealedRuns runs) {
        try {
            return runs.read(0).holds(new RunHasher(runs.shape()), runs.shape());
        } catch (ProblemException e) {
            return false;
        }
    }

    private SealedRuns runs(Hosting state, KeepBook.Unlock unlock) {
        ReplicaStore.Slot slot = ReplicaStore.Slot.of(state.facts().terms());
        return new SealedRuns(unlock, piece -> replicas.piece(slot, piece));
    }

    /** After anything changed about a deal. */
    void look(Hash32 deal) {
        if (change(deal)) {
            shelf.announce();
        }
    }

    void lookAtAll() {
        if (book.unlocks().stream().map(one -> change(one.deal())).reduce(false, Boolean::logicalOr)) {
            shelf.announce();
        }
    }

    private synchronized boolean change(Hash32 deal) {
        SealedRuns now = given.get(deal);
        Optional<Hosting> state = hosting.find(deal);
        KeepBook.Unlock unlock = book.unlock(deal).orElse(null);
        boolean wanted = unlock != null && state.filter(GivingDesk::runs).isPresent();
        if (wanted == (now != null)) {
            return false;
        }
        if (now != null) {
            given.remove(deal);
            shelf.take(now);
        } else {
            SealedRuns runs = runs(state.orElseThrow(), Objects.requireNonNull(unlock));
            given.put(deal, runs);
            shelf.put(runs);
        }
        return true;
    }

    private static boolean runs(Hosting state) {
        return state instanceof Hosting.Storing || state instanceof Hosting.Proving;
    }
}
