package org.pluspeer.node.sale;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.listing.Listing;
import org.pluspeer.market.sale.ChainFact;
import org.pluspeer.market.sale.ChainTime;
import org.pluspeer.market.sale.Denial;
import org.pluspeer.market.sale.Purchase;
import org.pluspeer.market.sale.PurchaseCommand;
import org.pluspeer.market.sale.PurchaseEffect;
import org.pluspeer.market.sale.PurchaseEvent;
import org.pluspeer.market.sale.PurchaseRequest;
import org.pluspeer.market.sale.SignedOffer;
import org.pluspeer.market.sale.Step;
import org.pluspeer.market.sale.TransactionReport;
import org.pluspeer.market.wire.OfferDrop;
import org.pluspeer.node.IdempotencyKey;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.blob.BlobStore;
import org.pluspeer.node.content.CipherStore;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.journal.RecordKind;
import org.pluspeer.node.run.Errands;
import org.pluspeer.node.run.JournalHistory;
import org.pluspeer.node.run.Mailboxes;
import org.pluspeer.node.run.Rules;
import org.pluspeer.node.run.Turns;
import org.pluspeer.node.run.Workshop;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What I buy. Calls block until what they ask for is durable. */
public final class PurchaseDesk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PurchaseDesk.class);

    private final SalePorts ports;
    private final Executor threads;
    private final SaleSettings settings;
    private final CipherFetch fetch;
    /** Offers whose ciphertext was thrown away in this run. */
    private final Set<Hash32> swept = ConcurrentHashMap.newKeySet();

    private final Errands<PurchaseEffect> errands;
    private final Turns<Purchase, PurchaseCommand, PurchaseEvent, PurchaseEffect> turns;
    private final JournalHistory<PurchaseEvent> history;

    PurchaseDesk(SalePorts ports, Workshop workshop, SaleSettings settings, Journal journal, Shelves shelves) {
        this.ports = ports;
        this.threads = workshop.threads();
        this.settings = settings;
        this.fetch = new CipherFetch(shelves.ciphers(), ports.fetcher(), this::purchases);
        this.errands = workshop.errands(new BuyerHands(
                ports, workshop, fetch, shelves.blobs(), (id, command) -> tell(id, command), this::purchases));
        this.history = new JournalHistory<>(
                journal, RecordKind.PURCHASE, SaleCodecs.purchases(ports.secrets()), PurchaseDesk::opens);
        this.turns = new Turns<>(
                RULES, history, new Mailboxes(workshop.threads()), errands, workshop.clock(), shelves.bell());
    }

    /** Where the bytes go, and whom to ring. */
    record Shelves(BlobStore blobs, CipherStore ciphers, Consumer<String> bell) {}

    private static final Rules<Purchase, PurchaseCommand, PurchaseEvent, PurchaseEffect> RULES =
            Rules.of(Purchase::first, Purchase::with, Purchase::on, Purchase::effects);

    private static boolean opens(PurchaseEvent event) {
        return switch (event) {
            case PurchaseEvent.Requested _, PurchaseEvent.OfferTaken _, PurchaseEvent.Approved _ -> true;
            case PurchaseEvent.CiphertextChecked _, PurchaseEvent.PaymentStarted _ -> true;
            case PurchaseEvent.Reported _, PurchaseEvent.ChainSaid _, PurchaseEvent.ChainUnsaid _ -> false;
            case PurchaseEvent.TimePassed _, PurchaseEvent.KeyLearned _, PurchaseEvent.FaultFound _ -> false;
            case PurchaseEvent.Delivered _, PurchaseEvent.ReleaseTaken _, PurchaseEvent.Cancelled _ -> false;
            case PurchaseEvent.Failed _ -> false;
        };
    }

    void recall() {
        history.recall(turns);
    }

    void resume() {
        turns.resume();
    }

    boolean isBusy() {
        return turns.all().stream().anyMatch(story -> !story.state().isOver());
    }

    Collection<Turns.Story<Purchase, PurchaseEvent>> stories() {
        return turns.all();
    }

    /**
     * Asks the seller for a signed offer and waits a while for it.
     *
     * @param idempotencyKey the same one is the same purchase
     * @throws ProblemException NOT_FOUND, NOT_BUYABLE, IDEMPOTENCY_CONFLICT, CHAIN_BEHIND
     */
    public PurchaseView request(Hash32 listingId, String idempotencyKey) {
        Hash32 id = idFor(idempotencyKey);
        var known = turns.find(id.hex());
        if (known == null) {
            PurchaseRequest request = request(id, buyable(listingId));
            known = turns.begin(id.hex(), () -> Purchase.begin(request));
        }
        if (!known.state().facts().request().listingId().equals(listingId)) {
            throw new ProblemException(
                    Problem.Code.IDEMPOTENCY_CONFLICT, "this key was used for the purchase of another listing");
        }
        return view(turns.await(id.hex(), state -> !(state instanceof Purchase.Requested), settings.patience()));
    }

    /** The id that a request under this key has, or would have. */
    public Hash32 idFor(String idempotencyKey) {
        return Hash32.of(ports.secrets()
                .derive("purchase", IdempotencyKey.require(idempotencyKey).getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The id that a purchase began with, by that or by its offer's.
     *
     * @throws ProblemException NOT_FOUND
     */
    public Hash32 requestId(String id) {
        return story(id).state().facts().request().id();
    }

    /** What buying it would cost now; empty while the chain does not answer: a cost is never guessed. */
    public Optional<CostView> estimate(Listing listing) {
        try {
            return Optional.of(CostView.of(
                    new CostView.Terms(
                            listing.price(),
                            listing.blockSize(),
                            settings.selling(listing.price()),
                            listing.hasSharedCipher() ? fetch.transfer(listing.price()) : CostView.Transfer.NONE),
                    ports.chain().token(listing.token()),
                    ports.chain().methodFor(listing.token()),
                    ports.chain().gasPrice()));
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    private Wares.Ware buyable(Hash32 listingId) {
        requireCaughtUp();
        Wares.Ware ware = ports.wares().find(listingId);
        if (ware == null) {
            throw new ProblemException(Problem.Code.NOT_FOUND, "there is no listing " + listingId);
        }
        if (!ware.live()) {
            throw new ProblemException(Problem.Code.NOT_BUYABLE, "the seller took this listing back or replaced it");
        }
        if (!ware.venue().equals(ports.chain().venue())) {
            throw new ProblemException(Problem.Code.NOT_BUYABLE, "this listing is for another chain or contract");
        }
        if (ware.listing().seller().equals(ports.signatures().account())) {
            throw new ProblemException(Problem.Code.NOT_BUYABLE, "this is your own listing");
        }
        if (ports.chain().now().headTime() > ware.listing().validUntil()) {
            throw new ProblemException(Problem.Code.NOT_BUYABLE, "this listing has expired");
        }
        return ware;
    }

    private void requireCaughtUp() {
        if (!ports.chain().isCaughtUp()) {
            throw new ProblemException(
                    Problem.Code.CHAIN_BEHIND, "this node is still reading its chain; it buys once it has caught up");
        }
    }

    private PurchaseRequest request(Hash32 id, Wares.Ware ware) {
        Address account = ports.signatures().account();
        return new PurchaseRequest(
                id,
                ware.venue(),
                ware.listing(),
                new PurchaseRequest.Label(ware.title(), ware.fileName()),
                account,
                account,
                settings.buying(ware.listing().price()));
    }

    /**
     * The owner's yes; from here on the node does everything by itself. Nobody is paid for bringing it.
     *
     * @param total base units of the token, at least the price
     * @throws ProblemException NOT_FOUND; CONFLICT if it is too late or too low; CHAIN_BEHIND
     */
    public PurchaseView approve(String id, Amount total) {
        requireCaughtUp();
        return told(id, new PurchaseCommand.Approve(total));
    }

    /**
     * The same, where peers may be paid for bringing it.
     *
     * @param transferMax the most of that in all, in base units of the token; null for the usual share of the price
     */
    public PurchaseView approve(String id, Amount total, @Nullable Amount transferMax) {
        SignedOffer offer = story(id).state().offer();
        if (offer != null) {
            fetch.allow(offer, transferMax == null ? fetch.usual(offer.offer().price()) : transferMax);
        }
        return approve(id, total);
    }

    /** @throws ProblemException NOT_FOUND; CONFLICT if a payment is on its way */
    public PurchaseView cancel(String id) {
        return told(id, new PurchaseCommand.Cancel());
    }

    /** @throws ProblemException NOT_FOUND */
    public PurchaseView get(String id) {
        return view(story(id));
    }

    public PurchaseView.All list() {
        PurchaseTelling telling = telling();
        return new PurchaseView.All(turns.all().stream()
                .sorted(Comparator.comparingLong((Turns.Story<Purchase, PurchaseEvent> story) -> story.begunAt())
                        .reversed())
                .map(telling::view)
                .toList());
    }

    /** Ciphertext is of no use once it is over for good: nothing paid, or ended in a block that is final. */
    private void sweep(Purchase purchase, ChainTime time) {
        SignedOffer offer = purchase.offer();
        ChainFact.Ended ended = purchase.facts().escrow().ended();
        boolean unpaid = purchase instanceof Purchase.Cancelled || purchase instanceof Purchase.Failed;
        boolean isFinal = ended != null && ended.block() <= time.finalizedBlock();
        if (offer != null && purchase.isOver() && (unpaid || isFinal) && swept.add(offer.id())) {
            fetch.discard(offer);
        }
    }

    private Stream<Purchase> purchases() {
        return turns.all().stream().map(Turns.Story::state);
    }

    void onChain(ChainNews news) {
        for (var story : turns.all()) {
            SignedOffer offer = story.state().offer();
            boolean concerned = offer != null && news.concerns(offer.id());
            if (concerned || !story.state().isOver()) {
                Hash32 about = offer == null ? Hash32.ZERO : offer.id();
                turns.tell(story.id(), new PurchaseCommand.Move(news.about(about)));
                turns.nudge(story.id());
            }
            sweep(story(story.id()).state(), news.time());
        }
    }

    /** False if it is not about a purchase. */
    boolean onReport(Hash32 offerId, TransactionReport report) {
        var story = byOffer(offerId);
        if (story == null) {
            return false;
        }
        turns.tell(story.id(), new PurchaseCommand.Report(report));
        turns.nudge(story.id());
        return true;
    }

    /** The events of a purchase so far, for the test that visits every one of them. */
    List<PurchaseEvent> events(String id) {
        return story(id).events().stream().map(dated -> dated.event()).toList();
    }

    @Override
    public void close() {
        errands.close();
    }

    private Step<Purchase, PurchaseEvent, PurchaseEffect> tell(String id, PurchaseCommand command) {
        var step = turns.tell(id, command);
        Purchase now = step.state();
        if (!step.events().isEmpty() && now.isOver() && !now.isCommitted()) {
            threads.execute(() -> giveBack(now.facts().request()));
            sweep(now, now.facts().time());
        }
        return step;
    }

    /** Once: where it is not heard, the offer ends by its own time. */
    private void giveBack(PurchaseRequest request) {
        try {
            ports.peers().ask(request.listing().seller(), new OfferDrop(request.id()), settings.patience());
        } catch (ProblemException e) {
            LOG.info("The seller does not know yet that {} is over: {}", request.id(), e.getMessage());
        }
    }

    private PurchaseView told(String id, PurchaseCommand command) {
        Denial denial = tell(story(id).id(), command).denial();
        if (denial != null) {
            throw new ProblemException(Problem.Code.CONFLICT, denial.sentence());
        }
        return view(story(id));
    }

    private Turns.Story<Purchase, PurchaseEvent> story(String id) {
        var story = turns.find(id);
        if (story == null) {
            story = byOffer(id);
        }
        if (story == null) {
            throw new ProblemException(Problem.Code.NOT_FOUND, "there is no purchase " + id);
        }
        return story;
    }

    private Turns.@Nullable Story<Purchase, PurchaseEvent> byOffer(Hash32 offerId) {
        return byOffer(offerId.hex());
    }

    private Turns.@Nullable Story<Purchase, PurchaseEvent> byOffer(String offerId) {
        return turns.all().stream()
                .filter(story -> {
                    SignedOffer offer = story.state().offer();
                    return offer != null && offer.id().hex().equals(offerId);
                })
                .findFirst()
                .orElse(null);
    }

    private PurchaseView view(Turns.Story<Purchase, PurchaseEvent> story) {
        return telling().view(story);
    }

    private PurchaseTelling telling() {
        return new PurchaseTelling(ports.chain(), fetch);
    }
}
