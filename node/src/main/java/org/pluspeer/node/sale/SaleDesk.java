package org.pluspeer.node.sale;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.listing.Listing;
import org.pluspeer.market.sale.ChainFact;
import org.pluspeer.market.sale.ChainTime;
import org.pluspeer.market.sale.Denial;
import org.pluspeer.market.sale.Offer;
import org.pluspeer.market.sale.Sale;
import org.pluspeer.market.sale.SaleCommand;
import org.pluspeer.market.sale.SaleEffect;
import org.pluspeer.market.sale.SaleEvent;
import org.pluspeer.market.sale.SaleRequest;
import org.pluspeer.market.sale.SellerTerms;
import org.pluspeer.market.sale.TransactionReport;
import org.pluspeer.market.wire.Acknowledged;
import org.pluspeer.market.wire.KeyReply;
import org.pluspeer.market.wire.KeyRequest;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.OfferDrop;
import org.pluspeer.market.wire.OfferReply;
import org.pluspeer.market.wire.OfferRequest;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.market.wire.ReleasePut;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
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
import org.pluspeer.wallet.eth.Eip712;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.eth.Secp256k1;

/** What others buy from me: answers their nodes, and shows the sales. */
public final class SaleDesk implements AutoCloseable {
    private final SalePorts ports;
    private final Workshop workshop;
    private final ReentrantLock preparing = new ReentrantLock();
    private final SaleSettings settings;
    private final Conduct conduct;
    private final Sealing sealing;
    private final CipherDesk ciphers;
    private final Mailboxes callers;
    private final Errands<SaleEffect> errands;
    private final Turns<Sale, SaleCommand, SaleEvent, SaleEffect> turns;
    private final JournalHistory<SaleEvent> history;

    SaleDesk(SalePorts ports, Workshop workshop, Manner manner, Journal journal, Consumer<String> bell) {
        this.ports = ports;
        this.workshop = workshop;
        this.settings = manner.settings();
        this.conduct = manner.conduct();
        this.sealing = new Sealing(ports.secrets(), conduct);
        this.ciphers = new CipherDesk(ports.wares(), sealing, this::state);
        this.callers = new Mailboxes(workshop.threads());
        this.errands = workshop.errands(
                new SellerHands(ports, workshop, sealing, conduct, (id, command) -> tell(id, command), this::reserved));
        this.history = new JournalHistory<>(journal, RecordKind.SALE, SaleCodecs.sales(), SaleDesk::opens);
        this.turns = new Turns<>(RULES, history, new Mailboxes(workshop.threads()), errands, workshop.clock(), bell);
    }

    /** How this seller sells. */
    record Manner(SaleSettings settings, Conduct conduct) {}

    private static final Rules<Sale, SaleCommand, SaleEvent, SaleEffect> RULES =
            Rules.of(Sale::first, Sale::with, Sale::on, Sale::effects);

    private static boolean opens(SaleEvent event) {
        return event instanceof SaleEvent.Prepared || event instanceof SaleEvent.OfferSigned;
    }

    void recall() {
        history.recall(turns);
        turns.all().forEach(story -> ciphers.serve(story.state()));
    }

    void resume() {
        turns.resume();
    }

    boolean isBusy() {
        return turns.all().stream().anyMatch(story -> !story.state().isOver());
    }

    Collection<Turns.Story<Sale, SaleEvent>> stories() {
        return turns.all();
    }

    /** @throws ProblemException NOT_FOUND */
    public SaleView get(String id) {
        return view(story(id));
    }

    public SaleView.All list() {
        return new SaleView.All(turns.all().stream()
                .sorted(Comparator.comparingLong((Turns.Story<Sale, SaleEvent> story) -> story.begunAt())
                        .reversed())
                .map(this::view)
                .toList());
    }

    /** The bonds in a token that offers of ours need; that much of the ledger is not to be withdrawn. */
    public Amount reserved(Address token) {
        return turns.all().stream()
                .map(Turns.Story::state)
                .filter(state -> state.reservesBond() && state.terms().token().equals(token))
                .map(state -> state.terms().bond())
                .reduce(Amount.ZERO, Amount::plus);
    }

    // ---- what other nodes ask

    /** The same request again gets the same offer while it holds. */
    public Message onOfferRequest(Caller caller, OfferRequest request) {
        String who = caller.node().hex() + "/" + request.requestId().hex();
        return callers.call(who, () -> {
            var known = find(caller.node(), request.requestId());
            return known == null ? offer(caller, request) : offered(known.id());
        });
    }

    private Message offer(Caller caller, OfferRequest request) {
        Address account = caller.account();
        boolean proven = account != null && account.equals(request.buyer());
        if (!proven || request.buyer().equals(ports.signatures().account())) {
            return new Refusal(Refusal.Code.NOT_YOURS, "your node does not speak for that account");
        }
        if (ports.signatures().isLocked()) {
            return new Refusal(Refusal.Code.LOCKED, "the seller's wallet is locked at present");
        }
        if (!ports.chain().isCaughtUp()) {
            return new Refusal(Refusal.Code.BUSY, "this node is still reading its chain");
        }
        Wares.Ware ware = ports.wares().find(request.listing());
        PlainSource source = ports.wares().open(request.listing());
        if (ware == null || source == null) {
            return new Refusal(Refusal.Code.NOT_FOR_SALE, "there is no such listing here");
        }
        try (source) {
            long now = ports.chain().now().headTime();
            if (!ware.live() || now > ware.listing().validUntil()) {
                return new Refusal(Refusal.Code.NOT_FOR_SALE, "the listing is revoked, replaced or expired");
            }
            return begin(caller, request, ware, source, now)
                    .map(this::offered)
                    .orElseGet(() -> new Refusal(Refusal.Code.BUSY, "too many offers are open"));
        }
    }

    /**
     * Counts and prepares under one lock: reading and encrypting a whole file is dear, so however many ask at once, one
     * is made at a time and none beyond the limit.
     */
    private Optional<String> begin(Caller caller, OfferRequest request, Wares.Ware ware, PlainSource source, long now) {
        preparing.lock();
        try {
            if (isTooMuch(request.buyer())) {
                return Optional.empty();
            }
            SaleRequest sale = prepare(caller, request, ware, source, now);
            ciphers.serve(turns.begin(sale.id().hex(), () -> Sale.begin(sale)).state());
            return Optional.of(sale.id().hex());
        } finally {
            preparing.unlock();
        }
    }

    private boolean isTooMuch(Address buyer) {
        List<Sale> open = turns.all().stream()
                .map(Turns.Story::state)
                .filter(Sale::reservesBond)
                .toList();
        long his =
                open.stream().filter(sale -> sale.terms().buyer().equals(buyer)).count();
        return open.size() >= settings.openOffers() || his >= settings.openOffersEach();
    }

    private SaleRequest prepare(Caller caller, OfferRequest request, Wares.Ware ware, PlainSource source, long now) {
        Listing listing = ware.listing();
        SellerTerms terms = settings.selling(listing.price());
        byte[] nonce = new byte[Hash32.LENGTH];
        workshop.random().nextBytes(nonce);
        CipherDesk.Terms cipher = ciphers.terms(listing, Hash32.of(nonce), request.buyer(), source);
        Offer offer = new Offer(
                listing.seller(),
                request.buyer(),
                request.buyerKey().equals(request.buyer()) ? Address.ZERO : request.buyerKey(),
                listing.token(),
                listing.payee(),
                listing.price(),
                terms.bond(),
                terms.noShow(),
                now + terms.acceptWithin(),
                terms.revealWindow(),
                terms.disputeWindow(),
                ware.venue().idOf(listing),
                listing.contentRoot(),
                listing.size(),
                listing.blockSize(),
                cipher.exchangeRoot(),
                cipher.keyHash(),
                cipher.maskHash(),
                Hash32.of(nonce));
        return new SaleRequest(ware.venue().idOf(offer), ware.venue(), offer, caller.node(), request.requestId());
    }

    private Message offered(String id) {
        Sale sale = turns.await(
                        id,
                        state -> !(state instanceof Sale.Bonding || state instanceof Sale.Signing),
                        settings.patience())
                .state();
        return switch (sale) {
            case Sale.Offered it -> {
                var venue = it.facts().request().venue();
                yield new OfferReply(
                        venue.chainId(), venue.exchange(), it.terms(), it.signature(), sealing.mask(it.terms()));
            }
            case Sale.Bonding _, Sale.Signing _ -> new Refusal(Refusal.Code.BUSY, "the bond is being put up");
            case Sale.Declined it -> new Refusal(Refusal.Code.NOT_FOR_SALE, "the seller cannot put up its bond now");
            case Sale.Accepted _, Sale.Secured _, Sale.KeySent _, Sale.Releasing _, Sale.Revealing _ -> late();
            case Sale.Revealed _, Sale.Settling _, Sale.Missed _, Sale.Settled _, Sale.Released _ -> late();
            case Sale.Complained _, Sale.Refunded _, Sale.Expired _ -> late();
        };
    }

    private static Refusal late() {
        return new Refusal(Refusal.Code.TOO_LATE, "that offer was taken or has expired");
    }

    /** What others may hold and fetch of this content: encrypted once for all buyers, who each get the key masked. */
    public CipherDesk.Terms share(ContentShape shape, Hash32 contentRoot, PlainSource source) {
        return ciphers.share(shape, contentRoot, source);
    }

    /** Runs of pairs: of shared ciphertext to anybody, of a sale's own to the node that the offer was made to. */
    public CipherDesk ciphers() {
        return ciphers;
    }

    /** The key, once the payment is final and while it can still be revealed in time. */
    public Message onKeyRequest(Caller caller, KeyRequest request) {
        var story = turns.find(request.offerId().hex());
        if (story == null) {
            return new Refusal(Refusal.Code.NOT_FOUND, "there is no such sale for you");
        }
        if (!conduct.handsOverKey()) {
            return new Refusal(Refusal.Code.NOT_YET, "later");
        }
        ChainTime time = ports.chain().now();
        boolean paid = isPaidForGood(story.state(), caller, time);
        Denial denial = turns.tell(story.id(), new SaleCommand.AskKey(caller.node(), time, paid))
                .denial();
        return denial == null
                ? new KeyReply(request.offerId(), sealing.key(story.state().terms()))
                : Refusals.of(denial);
    }

    /** Asked of the contract only once it may be so, and for nobody but the buyer's node. */
    private boolean isPaidForGood(Sale sale, Caller caller, ChainTime time) {
        SaleRequest request = sale.facts().request();
        ChainFact.Accepted accepted = sale.facts().escrow().accepted();
        return accepted != null
                && accepted.block() <= time.finalizedBlock()
                && caller.node().equals(request.node())
                && ports.chain().isPaidForGood(request.id(), accepted.block());
    }

    /** The buyer will not accept: the bond is free for others. */
    public Message onOfferDrop(Caller caller, OfferDrop drop) {
        var story = find(caller.node(), drop.requestId());
        Denial denial = story == null
                ? null
                : turns.tell(story.id(), new SaleCommand.Drop()).denial();
        return denial == null ? new Acknowledged() : Refusals.of(denial);
    }

    /** The buyer lets the money go. */
    public Message onReleasePut(Caller caller, ReleasePut release) {
        var story = turns.find(release.offerId().hex());
        if (story == null || !story.state().facts().request().node().equals(caller.node())) {
            return new Refusal(Refusal.Code.NOT_FOUND, "there is no such sale for you");
        }
        SaleRequest sale = story.state().facts().request();
        Hash32 digest =
                Eip712.digest(Offer.domain(sale.venue().chainId(), sale.venue().exchange()), Offer.release(sale.id()));
        try {
            Address signer = Secp256k1.recover(digest, release.signature());
            Denial denial = turns.tell(story.id(), new SaleCommand.TakeRelease(release.signature(), signer))
                    .denial();
            return denial == null ? new Acknowledged() : Refusals.of(denial);
        } catch (MalformedException e) {
            return Refusals.of(Denial.WRONG_SIGNATURE);
        }
    }

    // ---- what the chain says

    void onChain(ChainNews news) {
        for (var story : turns.all()) {
            Hash32 id = story.state().facts().request().id();
            if (news.concerns(id) || !story.state().isOver()) {
                turns.tell(story.id(), new SaleCommand.Move(news.about(id)));
                turns.nudge(story.id());
            }
        }
    }

    /** False if it is not about a sale. */
    boolean onReport(Hash32 offerId, TransactionReport report) {
        if (turns.find(offerId.hex()) == null) {
            return false;
        }
        turns.tell(offerId.hex(), new SaleCommand.Report(report));
        turns.nudge(offerId.hex());
        return true;
    }

    /** The events of a sale so far, for the test that visits every one of them. */
    List<SaleEvent> events(String id) {
        return story(id).events().stream().map(dated -> dated.event()).toList();
    }

    @Override
    public void close() {
        errands.close();
    }

    private void tell(String id, SaleCommand command) {
        turns.tell(id, command);
    }

    private Turns.@Nullable Story<Sale, SaleEvent> find(Address node, Hash32 requestId) {
        return turns.all().stream()
                .filter(story -> story.state().facts().request().node().equals(node)
                        && story.state().facts().request().requestId().equals(requestId))
                .findFirst()
                .orElse(null);
    }

    private @Nullable Sale state(String id) {
        var story = turns.find(id);
        return story == null ? null : story.state();
    }

    private Turns.Story<Sale, SaleEvent> story(String id) {
        var story = turns.find(id);
        if (story == null) {
            throw new ProblemException(Problem.Code.NOT_FOUND, "there is no sale " + id);
        }
        return story;
    }

    private SaleView view(Turns.Story<Sale, SaleEvent> story) {
        Wares.Ware ware = ports.wares().find(story.state().terms().listing());
        String title = ware == null ? story.state().terms().listing().hex() : ware.title();
        return SaleTelling.view(
                story, title, ports.chain().token(story.state().terms().token()));
    }
}
