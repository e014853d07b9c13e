package org.pluspeer.node.sale;

import java.util.List;
import java.util.function.Consumer;
import org.pluspeer.market.sale.SaleTransaction;
import org.pluspeer.market.sale.SignedOffer;
import org.pluspeer.market.sale.TransactionReport;
import org.pluspeer.market.sale.Transactions;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.blob.BlobStore;
import org.pluspeer.node.content.CipherStore;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.run.Workshop;
import org.pluspeer.wallet.eth.Hash32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Both desks, and the way of news to them. Open it, connect the chain, the transactions and the network to it, and only
 * then {@link #start()}.
 */
public final class SaleRoom implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SaleRoom.class);

    private final SaleOrders orders;
    private final PurchaseDesk purchases;
    private final SaleDesk sales;

    private SaleRoom(SaleOrders orders, PurchaseDesk purchases, SaleDesk sales) {
        this.orders = orders;
        this.purchases = purchases;
        this.sales = sales;
    }

    /**
     * Where things lie and who is told.
     *
     * @param blobs takes what was bought
     * @param ciphers takes ciphertext that is not opened yet
     * @param purchaseBell told of a purchase's id after each change
     * @param saleBell told of a sale's id after each change
     */
    public record Place(
            Journal journal,
            BlobStore blobs,
            CipherStore ciphers,
            Consumer<String> purchaseBell,
            Consumer<String> saleBell) {}

    /** Recalls everything from the journal; nothing is done about it yet. */
    public static SaleRoom open(
            SalePorts ports, Workshop workshop, SaleSettings settings, Conduct conduct, Place place) {
        PurchaseDesk purchases = new PurchaseDesk(
                ports,
                workshop,
                settings,
                place.journal(),
                new PurchaseDesk.Shelves(place.blobs(), place.ciphers(), place.purchaseBell()));
        SaleDesk sales = new SaleDesk(
                ports, workshop, new SaleDesk.Manner(settings, conduct), place.journal(), place.saleBell());
        purchases.recall();
        sales.recall();
        return new SaleRoom(ports.orders(), purchases, sales);
    }

    /** What was under way goes on. */
    public void start() {
        purchases.resume();
        sales.resume();
        purchases.stories().forEach(story -> {
            SignedOffer offer = story.state().offer();
            if (offer != null) {
                catchUp(offer.id(), story.state().facts().transactions());
            }
        });
        sales.stories()
                .forEach(story ->
                        catchUp(Hash32.parse(story.id()), story.state().facts().transactions()));
    }

    /** What came of a transaction may have been written down when the last run ended, and not yet been told here. */
    private void catchUp(Hash32 offerId, Transactions known) {
        for (SaleTransaction transaction : SaleTransaction.values()) {
            if (!known.hasSucceeded(transaction)) {
                OrderId id = new OrderId(offerId, transaction, known.attempt(transaction));
                orders.find(id).ifPresent(report -> tell(id, report));
            }
        }
    }

    private void tell(OrderId id, TransactionReport report) {
        try {
            onReport(id, report);
        } catch (ProblemException e) {
            log.warn("What came of {} is taken note of after the next start: {}", id.text(), e.getMessage());
        }
    }

    /** Whether there is a purchase or a sale that the chain may still have something to say about. */
    public boolean isBusy() {
        return purchases.isBusy() || sales.isBusy();
    }

    public PurchaseDesk purchases() {
        return purchases;
    }

    public SaleDesk sales() {
        return sales;
    }

    /** All sales as far as money goes. */
    public List<SaleAccount> accounts() {
        return sales.stories().stream()
                .map(story -> SaleAccount.of(story.state(), sales.get(story.id())))
                .toList();
    }

    /** Returns once what matters of it is durable. */
    public void onChain(ChainNews news) {
        purchases.onChain(news);
        sales.onChain(news);
    }

    /** What became of a transaction. */
    public void onReport(OrderId id, TransactionReport report) {
        if (!sales.onReport(id.offerId(), report)) {
            purchases.onReport(id.offerId(), report);
        }
    }

    /** Nothing is tried any more; what is under way goes on after the next start. */
    @Override
    public void close() {
        purchases.close();
        sales.close();
    }
}
