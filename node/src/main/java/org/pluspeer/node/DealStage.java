package org.pluspeer.node;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.pluspeer.market.wire.DealEndRequest;
import org.pluspeer.market.wire.DealProposal;
import org.pluspeer.market.wire.DealQuery;
import org.pluspeer.market.wire.PaidReplicaRequest;
import org.pluspeer.market.wire.ReplicaPiece;
import org.pluspeer.market.wire.ReplicaRequest;
import org.pluspeer.market.wire.ReplicaUnlock;
import org.pluspeer.node.chain.DealContract;
import org.pluspeer.node.chain.TransactionDesks;
import org.pluspeer.node.content.Asker;
import org.pluspeer.node.content.Shelf;
import org.pluspeer.node.deal.DealOrders;
import org.pluspeer.node.deal.DealPorts;
import org.pluspeer.node.deal.DealRoom;
import org.pluspeer.node.deal.DealView;
import org.pluspeer.node.deal.DealsTold;
import org.pluspeer.node.deal.ReplicaStore;
import org.pluspeer.node.deal.Sources;
import org.pluspeer.node.deal.StorageOffers;
import org.pluspeer.node.events.Topic;
import org.pluspeer.node.p2p.Origins;
import org.pluspeer.node.p2p.PeerInfo;
import org.pluspeer.node.run.Backoff;
import org.pluspeer.node.run.ClockAlarms;
import org.pluspeer.node.run.Workshop;
import org.pluspeer.node.sale.CipherDesk;
import org.pluspeer.node.sale.SalePeers;
import org.pluspeer.node.sale.SalePorts;
import org.pluspeer.wallet.eth.Hash32;

/** The part of the fifth stage that keeps others' bytes, and has others keep the owner's. */
record DealStage(Closer closer, DealRoom room) implements AutoCloseable {

    /**
     * What buyers get.
     *
     * @param sold the ciphertexts of the owner's listings
     * @param shelf from which those of others are given on
     * @param handover how replicas that go back to their clients are paid for
     */
    record Content(CipherDesk sold, Shelf shelf, DealPorts.Handover handover) {}

    /** Joined to the chain and the network; nothing is done yet. */
    static DealStage prepare(
            TradeStage.Ground ground,
            TradeStage.World world,
            TransactionDesks transactions,
            SalePorts sales,
            Content content) {
        Closer closer = new Closer();
        try {
            StorageStage storage = ground.storage();
            ChainStage chain = ground.chain();
            DealOrders orders = new DealOrders(TradeStage.contract(ground, transactions, DealContract.ADDRESS));
            DealPorts ports = new DealPorts(
                    new DealView(chain.client(), chain.book()),
                    orders,
                    ground.signing(),
                    sales.secrets(),
                    sales.peers(),
                    new StorageOffers(chain.venue(), storage.catalog(), storage.index(), world.clock()),
                    content.handover(),
                    ground.keys().vault()::isLocked,
                    chain::isCaughtUp);
            ExecutorService threads = closer.add(Executors.newVirtualThreadPerTaskExecutor());
            ClockAlarms alarms = closer.add(new ClockAlarms(threads));
            Workshop workshop = new Workshop(threads, alarms, world.clock(), world.random(), Backoff.standard());
            DealRoom room = closer.add(DealRoom.open(
                    ports,
                    workshop,
                    new DealRoom.Place(
                            storage.journal(),
                            new Sources(storage.blobs(), storage.own(), sales.secrets(), content.sold()::shared),
                            ReplicaStore.open(ground.settings().directory().replicas()),
                            content.shelf(),
                            id -> {
                                world.bell().ring(Topic.STORAGE);
                                world.bell().ring(Topic.WALLET);
                            })));
            orders.listen(room::onOutcome);
            chain.follower().follow(new DealsTold(new DealContract(chain.client()), room));
            answer(ground.network(), room);
            return new DealStage(closer, room);
        } catch (RuntimeException e) {
            closer.close();
            throw e;
        }
    }

    /** Deletes files of yesterday that neither a listing nor a replica is made of. */
    static void sweep(StorageStage storage, DealRoom room, InstantSource clock) {
        Set<Hash32> wanted = new HashSet<>(storage.own().blobs());
        wanted.addAll(room.blobs());
        storage.blobs().sweep(wanted, clock.instant().minus(Duration.ofDays(1)));
    }

    private static void answer(NetworkStage network, DealRoom room) {
        network.network().onMessage(DealProposal.class, (from, m) -> room.onProposal(caller(from), m));
        network.network().onMessage(DealQuery.class, (from, m) -> room.onQuery(caller(from), m));
        network.network().onMessage(ReplicaPiece.class, (from, m) -> room.onPiece(caller(from), m));
        network.network().onMessage(ReplicaRequest.class, (from, m) -> room.onRequest(asker(from), m));
        network.network().onMessage(PaidReplicaRequest.class, (from, m) -> room.onPaid(asker(from), m));
        network.network().onMessage(DealEndRequest.class, (from, m) -> room.onEnd(caller(from), m));
        network.network().onMessage(ReplicaUnlock.class, (from, m) -> room.onUnlock(caller(from), m));
    }

    private static Asker asker(PeerInfo peer) {
        return new Asker(peer.node(), peer.account(), Origins.group(peer.address()));
    }

    private static SalePeers.Caller caller(PeerInfo peer) {
        return new SalePeers.Caller(peer.node(), peer.account());
    }

    @Override
    public void close() {
        closer.close();
    }
}
