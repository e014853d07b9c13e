package org.pluspeer.market.sale;

import org.jspecify.annotations.Nullable;
import org.pluspeer.market.content.ContentKey;
import org.pluspeer.wallet.eth.Amount;

/**
 * All that is known of a purchase: the sum of its events. Facts only add up (but for what the chain takes back), so
 * the order in which they come does not matter once a payment was started.
 */
public record PurchaseFacts(PurchaseRequest request, Bargain bargain, Progress progress) {

    /** Before the payment. */
    record Bargain(
            @Nullable SignedOffer offer,
            @Nullable Amount approved,
            boolean checked,
            @Nullable PaymentMethod method,
            @Nullable Failure failure,
            boolean cancelled) {
        static final Bargain OPEN = new Bargain(null, null, false, null, null, false);
    }

    /** From the payment on. */
    record Progress(Transactions transactions, Escrow escrow, ChainTime time, Goods goods) {
        static final Progress NONE = new Progress(Transactions.NONE, Escrow.NOTHING, ChainTime.UNKNOWN, Goods.NONE);
    }

    /**
     * What the key brought.
     *
     * @param fault index of a wrong block
     */
    record Goods(
            @Nullable ContentKey key,
            @Nullable Long fault,
            @Nullable Delivery file,
            boolean releaseTaken) {
        static final Goods NONE = new Goods(null, null, null, false);
    }

    static PurchaseFacts of(PurchaseRequest request) {
        return new PurchaseFacts(request, Bargain.OPEN, Progress.NONE);
    }

    public Escrow escrow() {
        return progress.escrow();
    }

    public ChainTime time() {
        return progress.time();
    }

    public Transactions transactions() {
        return progress.transactions();
    }

    Goods goods() {
        return progress.goods();
    }

    PurchaseFacts with(PurchaseEvent event) {
        Bargain b = bargain;
        Goods g = goods();
        return switch (event) {
            case PurchaseEvent.Requested it -> of(it.request());
            case PurchaseEvent.OfferTaken it ->
                with(new Bargain(it.offer(), b.approved, b.checked, b.method, b.failure, b.cancelled));
            case PurchaseEvent.Approved it ->
                with(new Bargain(b.offer, it.total(), b.checked, b.method, b.failure, b.cancelled));
            case PurchaseEvent.CiphertextChecked _ ->
                with(new Bargain(b.offer, b.approved, true, b.method, b.failure, b.cancelled));
            case PurchaseEvent.PaymentStarted it ->
                with(new Bargain(b.offer, b.approved, b.checked, it.method(), b.failure, b.cancelled));
            case PurchaseEvent.Failed it ->
                with(new Bargain(b.offer, b.approved, b.checked, b.method, it.failure(), b.cancelled));
            case PurchaseEvent.Cancelled _ ->
                with(new Bargain(b.offer, b.approved, b.checked, b.method, b.failure, true));
            case PurchaseEvent.Reported it -> with(it.report());
            case PurchaseEvent.ChainSaid it -> with(escrow().with(it.fact()));
            case PurchaseEvent.ChainUnsaid it -> with(escrow().before(it.fromBlock()));
            case PurchaseEvent.TimePassed it -> with(it.time());
            case PurchaseEvent.KeyLearned it -> with(new Goods(it.key(), g.fault, g.file, g.releaseTaken));
            case PurchaseEvent.FaultFound it -> with(new Goods(g.key, it.index(), g.file, g.releaseTaken));
            case PurchaseEvent.Delivered it -> with(new Goods(g.key, g.fault, it.file(), g.releaseTaken));
            case PurchaseEvent.ReleaseTaken _ -> with(new Goods(g.key, g.fault, g.file, true));
        };
    }

    PurchaseFacts with(ChainTime time) {
        return with(new Progress(transactions(), escrow(), time().latest(time), goods()));
    }

    private PurchaseFacts with(TransactionReport report) {
        Transactions all = transactions();
        return with(
                switch (report) {
                    case TransactionReport.Sent it -> all.withSent(it.transaction());
                    case TransactionReport.Succeeded it -> all.withSucceeded(it.transaction());
                    case TransactionReport.Refused it -> all.withRefused(it.transaction(), it.attempt());
                });
    }

    private PurchaseFacts with(Bargain next) {
        return new PurchaseFacts(request, next, progress);
    }

    private PurchaseFacts with(Progress next) {
        return new PurchaseFacts(request, bargain, next);
    }

    private PurchaseFacts with(Transactions next) {
        return with(new Progress(next, escrow(), time(), goods()));
    }

    private PurchaseFacts with(Escrow next) {
        return with(new Progress(transactions(), next, time(), goods()));
    }

    private PurchaseFacts with(Goods next) {
        return with(new Progress(transactions(), escrow(), time(), next));
    }
}
