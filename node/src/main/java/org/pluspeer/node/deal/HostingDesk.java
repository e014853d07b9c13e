package org.pluspeer.node.deal;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.deal.DealBalance;
import org.pluspeer.market.deal.DealCommand;
import org.pluspeer.market.deal.DealEffect;
import org.pluspeer.market.deal.DealEvent;
import org.pluspeer.market.deal.DealFault;
import org.pluspeer.market.deal.DealRequest;
import org.pluspeer.market.deal.DealTerms;
import org.pluspeer.market.deal.GasQuote;
import org.pluspeer.market.deal.Hosting;
import org.pluspeer.market.deal.ProviderPolicy;
import org.pluspeer.market.deal.Replica;
import org.pluspeer.market.fetch.Rate;
import org.pluspeer.market.wire.Acknowledged;
import org.pluspeer.market.wire.DealProposal;
import org.pluspeer.market.wire.DealQuery;
import org.pluspeer.market.wire.DealReply;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.market.wire.ReplicaPiece;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.chain.DealContract;
import org.pluspeer.node.chain.Outcome;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.journal.RecordKind;
import org.pluspeer.node.run.Errands;
import org.pluspeer.node.run.JournalHistory;
import org.pluspeer.node.run.Mailboxes;
import org.pluspeer.node.run.Rules;
import org.pluspeer.node.run.Turns;
import org.pluspeer.node.run.Workshop;
import org.pluspeer.node.sale.SalePeers.Caller;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** Others' bytes on this disk: answers their nodes, and shows the deals. */
public final class HostingDesk implements AutoCloseable {
    /** Replicas on their way here at once, of all clients and of one: each may tie up room until it expires. */
    static final int ARRIVING = 32;

    static final int ARRIVING_EACH = 4;
    private static final int MARGIN = 10;
    private static final long MOST_BLOCKS = (long) DealTerms.MAX_EPOCHS * DealTerms.MAX_EPOCH_BLOCKS;

    private final DealPorts ports;
    private final ReplicaStore replicas;
    private final KeepBook book;
    private final UploadMeter meter;
    private final ReentrantLock admission = new ReentrantLock();
    private final Errands<DealEffect> errands;
    private final Turns<Hosting, DealCommand, DealEvent, DealEffect> turns;
    private final JournalHistory<DealEvent> history;

    HostingDesk(
            DealPorts ports,
            Workshop workshop,
            ReplicaStore replicas,
            KeepBook book,
            Journal journal,
            Consumer<String> bell) {
        this.ports = ports;
        this.replicas = replicas;
        this.book = book;
        this.meter = new UploadMeter(book, workshop.clock());
        DealClerk clerk = new DealClerk(ports.orders(), workshop.clock());
        this.errands = workshop.errands(
                new HostingHands(ports, replicas, clerk, (id, command) -> tell(id, command), new Promised()));
        this.history = new JournalHistory<>(
                journal, RecordKind.HOSTING, DealCodecs.deals(), DealEvent.Proposed.class::isInstance);
        this.turns = new Turns<>(RULES, history, new Mailboxes(workshop.threads()), errands, workshop.clock(), bell);
    }

    private static final Rules<Hosting, DealCommand, DealEvent, DealEffect> RULES =
            Rules.of(Hosting::first, Hosting::with, Hosting::on, Hosting::effects);

    void recall() {
        history.recall(turns);
    }

    void resume() {
        turns.resume();
    }

    boolean isBusy() {
        return turns.all().stream().anyMatch(story -> !story.state().isOver());
    }

    Collection<Turns.Story<Hosting, DealEvent>> stories() {
        return turns.all();
    }

    /** Collateral in a token that deals of ours need; that much of the ledger is not to be withdrawn. */
    Amount reserved(Address token) {
        return turns.all().stream()
                .map(Turns.Story::state)
                .filter(state -> state.reservesCollateral()
                        && state.facts().terms().token().equals(token))
                .map(state -> state.facts().terms().collateral())
                .reduce(Amount.ZERO, Amount::plus);
    }

    /** Bytes that are promised to others. */
    long used() {
        Set<ReplicaStore.Slot> counted = new HashSet<>();
        return live().stream()
                .map(state -> state.facts().terms())
                .filter(terms -> counted.add(ReplicaStore.Slot.of(terms)))
                .mapToLong(DealTerms::size)
                .sum();
    }

    private List<Hosting> live() {
        return turns.all().stream()
                .map(Turns.Story::state)
                .filter(state -> !state.isOver())
                .toList();
    }

    // ---- what other nodes ask

    /** The same proposal again is told how far it is. */
    Message onProposal(Caller caller, DealProposal proposal) {
        DealTerms terms = proposal.terms();
        Address account = caller.account();
        if (account == null || !account.equals(terms.client())) {
            return new Refusal(Refusal.Code.NOT_YOURS, "your node does not speak for that client");
        }
        boolean here = proposal.chainId() == ports.chain().chainId()
                && proposal.contract().equals(DealContract.ADDRESS);
        if (!here) {
            return new Refusal(Refusal.Code.WRONG_CHAIN, "deals are kept on another chain here");
        }
        DealRequest request =
                DealRequest.at(proposal.chainId(), proposal.contract(), terms, DealRequest.SHORT_HISTORY, 0);
        if (turns.find(request.id().hex()) != null) {
            return reply(request.id().hex());
        }
        if (ports.locked().getAsBoolean()) {
            return new Refusal(Refusal.Code.LOCKED, "the provider's wallet is locked at present");
        }
        if (!ports.caughtUp().getAsBoolean()) {
            return new Refusal(Refusal.Code.BUSY, "this node is still reading its chain");
        }
        admission.lock();
        try {
            return admit(proposal, request);
        } finally {
            admission.unlock();
        }
    }

    private Message admit(DealProposal proposal, DealRequest request) {
        ports.chain().requireContract();
        DealTerms terms = request.terms();
        KeepBook.Offered offered = book.offered();
        var offer = ports.offers().find(proposal.listing());
        if (offered == null || !offered.listing().equals(proposal.listing()) || offer.isEmpty()) {
            return new Refusal(Refusal.Code.NOT_FOR_SALE, "there is no such offer of storage here");
        }
        if (book.isOfferDoubted()) {
            return new Refusal(Refusal.Code.NOT_FOR_SALE, "nothing is taken here before its owner has looked");
        }
        if (!offer.get().table().gives(terms)) {
            return new Refusal(Refusal.Code.NOT_PROVEN, "these are not the terms of the price table");
        }
        Refusal unsound = unsound(terms, ports.chain().quote(terms.token(), offered.coinWorth()));
        return unsound != null
                ? unsound
                : taken(terms, offered.space()).orElseGet(() -> {
                    Rate retrieval = offer.get().table().retrieval();
                    if (!retrieval.isFree()) {
                        book.write(new KeepBook.Fee(request.id(), proposal.listing(), retrieval.perGib()));
                    }
                    turns.begin(request.id().hex(), () -> Hosting.begin(request));
                    return reply(request.id().hex());
                });
    }

    private @Nullable Refusal unsound(DealTerms terms, GasQuote quote) {
        ProviderPolicy policy = new ProviderPolicy(
                Set.of(terms.token()),
                Amount.ZERO,
                terms.collateral(),
                100,
                0,
                DealTerms.MIN_WINDOW,
                MOST_BLOCKS,
                MARGIN);
        Replica said = new Replica(terms.root(), terms.size());
        DealFault fault =
                policy.fault(terms, ports.account(), said, ports.chain().head().time(), quote);
        if (fault == null) {
            return null;
        }
        String more = fault == DealFault.UNECONOMIC
                ? ": " + DealBalance.of(terms, quote, MARGIN).sentence()
                : "";
        return new Refusal(Refusal.Code.NOT_FOR_SALE, cut(fault.sentence() + more));
    }

    private Optional<Message> taken(DealTerms terms, long space) {
        List<Hosting> arriving = live().stream()
                .filter(state -> state.facts().chain().opened().isEmpty())
                .toList();
        long his = arriving.stream()
                .filter(state -> state.other().equals(terms.client()))
                .count();
        if (arriving.size() >= ARRIVING || his >= ARRIVING_EACH) {
            return Optional.of(new Refusal(Refusal.Code.BUSY, "too many replicas are on their way here"));
        }
        boolean shared = live().stream().anyMatch(state -> isSame(state.facts().terms(), terms));
        if (!shared && used() + terms.size() > space) {
            return Optional.of(new Refusal(Refusal.Code.NOT_FOR_SALE, "the room that is offered is taken"));
        }
        if (!meter.admits(terms.client(), terms.size(), space, this::isLapsed)) {
            return Optional.of(new Refusal(Refusal.Code.BUSY, "what you sent today came to nothing; try tomorrow"));
        }
        long owed = arriving.stream()
                .map(state -> ReplicaStore.Slot.of(state.facts().terms()))
                .mapToLong(replica -> Math.max(0, replica.size() - replicas.received(replica)))
                .sum();
        try {
            replicas.requireRoom(owed + terms.size());
            return Optional.empty();
        } catch (ProblemException e) {
            return Optional.of(new Refusal(Refusal.Code.NOT_FOR_SALE, "the disk is full"));
        }
    }

    /** Whether no deal came of what was sent. */
    private boolean isLapsed(Hash32 deal) {
        return find(deal)
                .filter(state -> !(state instanceof Hosting.Expired) && !(state instanceof Hosting.Declined))
                .isEmpty();
    }

    /** What clients sent, by day. */
    List<HostedView.UploadView> uploads() {
        return meter.days(this::isLapsed);
    }

    private static boolean isSame(DealTerms one, DealTerms other) {
        return ReplicaStore.Slot.of(one).equals(ReplicaStore.Slot.of(other));
    }

    Message onQuery(Caller caller, DealQuery query) {
        return mine(caller, query.dealId())
                .<Message>map(state -> reply(query.dealId().hex()))
                .orElseGet(HostingDesk::unknown);
    }

    private Message reply(String id) {
        Hosting state = story(id).state();
        if (state instanceof Hosting.Declined it) {
            return new Refusal(Refusal.Code.NOT_FOR_SALE, cut(it.reason()));
        }
        if (state instanceof Hosting.Expired) {
            return new Refusal(Refusal.Code.TOO_LATE, "the time to open the deal is over");
        }
        ReplicaStore.Slot replica = ReplicaStore.Slot.of(state.facts().terms());
        int missing = state instanceof Hosting.Receiving ? replicas.missing(replica) : replica.pieces();
        return new DealReply(
                state.facts().request().id(), missing, state.facts().promise().signature());
    }

    /** A piece of a replica that is on its way here; anything else is refused before it is kept. */
    Message onPiece(Caller caller, ReplicaPiece piece) {
        Hosting state = mine(caller, piece.dealId()).orElse(null);
        if (state == null) {
            return unknown();
        }
        if (!(state instanceof Hosting.Receiving)) {
            return new Refusal(Refusal.Code.TOO_LATE, "the replica is here already, or not wanted any more");
        }
        ReplicaStore.Slot replica = ReplicaStore.Slot.of(state.facts().terms());
        if (!meter.take(state.facts().request(), piece.bytes().length)) {
            tell(piece.dealId().hex(), new DealCommand.Decline("the same came over and over"));
            return new Refusal(Refusal.Code.NOT_FOR_SALE, "more came than twice the replica");
        }
        try {
            replicas.put(replica, piece.index(), piece.bytes());
        } catch (ProblemException e) {
            if (e.problem().code() != Problem.Code.DISK_FULL) {
                throw e;
            }
            tell(piece.dealId().hex(), new DealCommand.Decline("the provider's disk is full"));
            return new Refusal(Refusal.Code.NOT_FOR_SALE, "the provider's disk is full");
        }
        if (replicas.missing(replica) == replica.pieces()) {
            meter.settle();
            turns.nudge(piece.dealId().hex());
        }
        return new Acknowledged();
    }

    /** To what a message may carry. */
    private static String cut(String text) {
        return text.substring(0, Math.min(200, text.length()));
    }

    Optional<Hosting> find(Hash32 dealId) {
        return Optional.ofNullable(turns.find(dealId.hex())).map(Turns.Story::state);
    }

    private Optional<Hosting> mine(Caller caller, Hash32 dealId) {
        return of(caller.account(), dealId);
    }

    /** A deal, for its client alone. */
    Optional<Hosting> of(@Nullable Address client, Hash32 dealId) {
        return find(dealId).filter(state -> Objects.equals(client, state.other()));
    }

    static Refusal unknown() {
        return new Refusal(Refusal.Code.NOT_FOUND, "there is no such deal for you");
    }

    // ---- what the chain says

    void onChain(DealNews news) {
        for (var story : turns.all()) {
            Hash32 id = story.state().facts().request().id();
            boolean settling = story.state() instanceof Hosting.Ended;
            if (news.concerns(id) || settling || !story.state().isOver()) {
                tell(story.id(), new DealCommand.Move(news.about(id)));
                turns.nudge(story.id());
            }
        }
    }

    /** What became of a transaction; false if it is not about such a deal. */
    boolean onOutcome(DealOrderId id, Outcome outcome) {
        String deal = id.dealId().hex();
        if (turns.find(deal) == null) {
            return false;
        }
        DealClerk.refusal(id, outcome, command -> tell(deal, command));
        turns.nudge(deal);
        return true;
    }

    void tell(String id, DealCommand command) {
        turns.tell(id, command);
    }

    private Turns.Story<Hosting, DealEvent> story(String id) {
        var story = turns.find(id);
        if (story == null) {
            throw new ProblemException(Problem.Code.NOT_FOUND, "there is no deal " + id);
        }
        return story;
    }

    /** What deals need of each other. */
    private final class Promised implements HostingHands.Reserved {
        @Override
        public Amount collateral(Address token) {
            return reserved(token);
        }

        @Override
        public boolean shares(DealRequest deal) {
            return live().stream()
                    .map(state -> state.facts().request())
                    .anyMatch(other -> !other.id().equals(deal.id()) && isSame(other.terms(), deal.terms()));
        }
    }

    @Override
    public void close() {
        try {
            meter.settle();
        } finally {
            errands.close();
        }
    }
}
