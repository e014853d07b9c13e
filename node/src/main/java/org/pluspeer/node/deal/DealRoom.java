package org.pluspeer.node.deal;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.pluspeer.market.deal.DealMoney;
import org.pluspeer.market.deal.DealSide;
import org.pluspeer.market.wire.DealEndRequest;
import org.pluspeer.market.wire.DealProposal;
import org.pluspeer.market.wire.DealQuery;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.PaidReplicaRequest;
import org.pluspeer.market.wire.ReplicaPiece;
import org.pluspeer.market.wire.ReplicaRequest;
import org.pluspeer.market.wire.ReplicaUnlock;
import org.pluspeer.node.account.Books;
import org.pluspeer.node.account.LedgerWord;
import org.pluspeer.node.chain.Outcome;
import org.pluspeer.node.content.Asker;
import org.pluspeer.node.content.Shelf;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.listing.ListingDesk;
import org.pluspeer.node.listing.Uploads;
import org.pluspeer.node.run.Turns;
import org.pluspeer.node.run.Workshop;
import org.pluspeer.node.sale.SalePeers.Caller;
import org.pluspeer.wallet.eth.Hash32;

/**
 * All desks of storage, and the way of news to them. Open it, connect the chain, the transactions and the network to it,
 * and only then {@link #start()}.
 */
public final class DealRoom implements AutoCloseable {
    private final DealPorts ports;
    private final KeepBook book;
    private final ReplicaStore replicas;
    private final HostingDesk hosting;
    private final GivingDesk giving;
    private final HandingDesk handing;
    private final EndingDesk ending;
    private final PlacementDesk placements;
    private final Mending mending;
    private final KeepDesk keeping;

    private DealRoom(
            DealPorts ports,
            KeepBook book,
            ReplicaStore replicas,
            HostingDesk hosting,
            GivingDesk giving,
            HandingDesk handing,
            EndingDesk ending,
            PlacementDesk placements,
            Mending mending,
            KeepDesk keeping) {
        this.ports = ports;
        this.book = book;
        this.replicas = replicas;
        this.hosting = hosting;
        this.giving = giving;
        this.handing = handing;
        this.ending = ending;
        this.placements = placements;
        this.mending = mending;
        this.keeping = keeping;
    }

    /**
     * Where things lie and who is told.
     *
     * @param shelf from which ciphertext in replicas of others is given on
     * @param bell told after each change
     */
    public record Place(Journal journal, Sources sources, ReplicaStore replicas, Shelf shelf, Consumer<String> bell) {}

    /** Recalls everything from the journal; nothing is done about it yet. */
    public static DealRoom open(DealPorts ports, Workshop workshop, Place place) {
        KeepBook book = new KeepBook(place.journal());
        // A change of a deal is looked at by whoever gives on or sees to the copies, which are made after it.
        GivingDesk[] giver = new GivingDesk[1];
        Mending[] seer = new Mending[1];
        HostingDesk hosting = new HostingDesk(ports, workshop, place.replicas(), book, place.journal(), id -> {
            place.bell().accept(id);
            giver[0].look(Hash32.parse(id));
        });
        GivingDesk giving = new GivingDesk(book, place.replicas(), hosting, place.shelf());
        giver[0] = giving;
        HandingDesk handing = new HandingDesk(
                book, place.replicas(), hosting, ports.handover().takings(), workshop.clock());
        PlacementDesk placements = new PlacementDesk(ports, place.sources(), book, workshop, place.journal(), id -> {
            place.bell().accept(id);
            book.copy(Hash32.parse(id)).ifPresent(copy -> seer[0].look(copy.keep()));
        });
        EndingDesk ending = new EndingDesk(ports, hosting, placements);
        Mending mending = new Mending(ports, place.sources(), book, placements, ending, workshop);
        seer[0] = mending;
        KeepTelling telling = new KeepTelling(ports, place.sources(), mending);
        RetrievalDesk retrieval = new RetrievalDesk(ports, place.sources(), book, mending, workshop.threads());
        KeepDesk keeping = new KeepDesk(ports, place.sources(), book, mending, telling, retrieval, workshop);
        hosting.recall();
        placements.recall();
        return new DealRoom(
                ports, book, place.replicas(), hosting, giving, handing, ending, placements, mending, keeping);
    }

    /** What was under way goes on. */
    public void start() {
        giving.lookAtAll();
        hosting.resume();
        placements.resume();
        mending.lookAtAll();
    }

    /** Whether there is a deal that the chain may still have something to say about. */
    public boolean isBusy() {
        return hosting.isBusy() || placements.isBusy();
    }

    public KeepDesk keeping() {
        return keeping;
    }

    /** The owner's own room for hire, once listings can be made. */
    public StorageDesk storage(ListingDesk listings, Uploads uploads) {
        return new StorageDesk(ports, book, hosting, giving, replicas, listings, uploads);
    }

    /** What every deal of either side has brought and cost so far, as the chain was last seen. */
    public List<DealMoney> money() {
        Stream<DealSide> hosted = hosting.stories().stream().map(Turns.Story::state);
        Stream<DealSide> kept = placements.stories().stream().map(Turns.Story::state);
        return Stream.concat(hosted, kept).map(DealMoney::of).toList();
    }

    /** The same for the owner's balance, with what lies in the contract's ledger. */
    public Books books() {
        return new StorageBooks(ports, hosting, placements);
    }

    /** What should lie in the contract's ledger, to be held against it. */
    public LedgerWord ledger() {
        return new StorageLedger(ports, hosting, placements);
    }

    /** Files that replicas are made of. */
    public Set<Hash32> blobs() {
        return book.blobs();
    }

    public Message onProposal(Caller caller, DealProposal proposal) {
        return hosting.onProposal(caller, proposal);
    }

    public Message onQuery(Caller caller, DealQuery query) {
        return hosting.onQuery(caller, query);
    }

    public Message onPiece(Caller caller, ReplicaPiece piece) {
        return hosting.onPiece(caller, piece);
    }

    public Message onEnd(Caller caller, DealEndRequest request) {
        return ending.onRequest(caller, request);
    }

    public Message onUnlock(Caller caller, ReplicaUnlock unlock) {
        return giving.onUnlock(caller, unlock);
    }

    public Message onRequest(Asker asker, ReplicaRequest request) {
        return handing.onRequest(asker, request);
    }

    public Message onPaid(Asker asker, PaidReplicaRequest request) {
        return handing.onPaid(asker, request);
    }

    /** Returns once what matters of it is durable. */
    public void onChain(DealNews news) {
        hosting.onChain(news);
        placements.onChain(news);
    }

    /** What became of a transaction. */
    public void onOutcome(DealOrderId id, Outcome outcome) {
        if (!hosting.onOutcome(id, outcome)) {
            placements.onOutcome(id, outcome);
        }
    }

    /** Nothing is tried any more; what is under way goes on after the next start. */
    @Override
    public void close() {
        mending.close();
        placements.close();
        hosting.close();
        replicas.close();
    }
}
