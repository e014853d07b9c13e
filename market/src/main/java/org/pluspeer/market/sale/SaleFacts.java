package org.pluspeer.market.sale;

import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Signature;

/** All that is known of a sale: the sum of its events. */
public record SaleFacts(
        SaleRequest request, Promise promise, Transactions transactions, Escrow escrow, ChainTime time) {

    /** What was said between the two sides. */
    record Promise(
            boolean bonded,
            @Nullable Signature offer,
            @Nullable String declined,
            boolean keyHandedOver,
            @Nullable Signature release) {
        static final Promise NONE = new Promise(false, null, null, false, null);
    }

    static SaleFacts of(SaleRequest request) {
        return new SaleFacts(request, Promise.NONE, Transactions.NONE, Escrow.NOTHING, ChainTime.UNKNOWN);
    }

    /** Whether the buyer's node was given the key. */
    public boolean keyHandedOver() {
        return promise.keyHandedOver();
    }

    SaleFacts with(SaleEvent event) {
        Promise p = promise;
        return switch (event) {
            case SaleEvent.Prepared it -> of(it.request());
            case SaleEvent.BondSecured _ -> with(new Promise(true, p.offer, p.declined, p.keyHandedOver, p.release));
            case SaleEvent.OfferSigned it ->
                with(new Promise(p.bonded, it.signature(), p.declined, p.keyHandedOver, p.release));
            case SaleEvent.Declined it -> with(new Promise(p.bonded, p.offer, it.reason(), p.keyHandedOver, p.release));
            case SaleEvent.KeyHandedOver _ -> with(new Promise(p.bonded, p.offer, p.declined, true, p.release));
            case SaleEvent.ReleaseTaken it ->
                with(new Promise(p.bonded, p.offer, p.declined, p.keyHandedOver, it.signature()));
            case SaleEvent.Reported it -> with(it.report());
            case SaleEvent.ChainSaid it -> with(escrow.with(it.fact()));
            case SaleEvent.ChainUnsaid it -> with(escrow.before(it.fromBlock()));
            case SaleEvent.TimePassed it -> with(it.time());
        };
    }

    SaleFacts with(ChainTime other) {
        return new SaleFacts(request, promise, transactions, escrow, time.latest(other));
    }

    private SaleFacts with(TransactionReport report) {
        Transactions next =
                switch (report) {
                    case TransactionReport.Sent it -> transactions.withSent(it.transaction());
                    case TransactionReport.Succeeded it -> transactions.withSucceeded(it.transaction());
                    case TransactionReport.Refused it -> transactions.withRefused(it.transaction(), it.attempt());
                };
        return new SaleFacts(request, promise, next, escrow, time);
    }

    private SaleFacts with(Promise next) {
        return new SaleFacts(request, next, transactions, escrow, time);
    }

    private SaleFacts with(Escrow next) {
        return new SaleFacts(request, promise, transactions, next, time);
    }
}
