package org.pluspeer.node.sale;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.content.ContentKey;
import org.pluspeer.market.sale.ChainFact;
import org.pluspeer.market.sale.PurchaseEvent;
import org.pluspeer.market.sale.SaleEvent;
import org.pluspeer.market.sale.TransactionReport;
import org.pluspeer.node.run.EventCodec;
import org.pluspeer.node.run.EventCodec.Kind;
import org.pluspeer.wallet.eth.Bytes;

/** The names of the events in the journal. They never change. */
final class SaleCodecs {
    private static final byte[] ABOUT_KEYS = "purchase key".getBytes(StandardCharsets.US_ASCII);

    private SaleCodecs() {}

    static EventCodec<PurchaseEvent> purchases(SaleSecrets secrets) {
        return new EventCodec<>(List.of(
                Kind.plain("requested", PurchaseEvent.Requested.class),
                new Kind<>(
                        "offer-taken",
                        TakenOffer.class,
                        event -> TakenOffer.of(event, secrets),
                        taken -> taken.event(secrets)),
                Kind.plain("approved", PurchaseEvent.Approved.class),
                Kind.bare("ciphertext-checked", new PurchaseEvent.CiphertextChecked()),
                Kind.plain("payment-started", PurchaseEvent.PaymentStarted.class),
                bought("transaction-sent", TransactionReport.Sent.class),
                bought("transaction-succeeded", TransactionReport.Succeeded.class),
                bought("transaction-refused", TransactionReport.Refused.class),
                boughtFact("chain-accepted", ChainFact.Accepted.class),
                boughtFact("chain-revealed", ChainFact.Revealed.class),
                boughtFact("chain-ended", ChainFact.Ended.class),
                Kind.plain("chain-unsaid", PurchaseEvent.ChainUnsaid.class),
                Kind.plain("time-passed", PurchaseEvent.TimePassed.class),
                new Kind<>("key-learned", SealedKey.class, event -> sealed(event, secrets), box -> open(box, secrets)),
                Kind.plain("fault-found", PurchaseEvent.FaultFound.class),
                Kind.plain("delivered", PurchaseEvent.Delivered.class),
                Kind.bare("release-taken", new PurchaseEvent.ReleaseTaken()),
                Kind.bare("cancelled", new PurchaseEvent.Cancelled()),
                Kind.plain("failed", PurchaseEvent.Failed.class)));
    }

    static EventCodec<SaleEvent> sales() {
        return new EventCodec<>(List.of(
                Kind.plain("prepared", SaleEvent.Prepared.class),
                Kind.bare("bond-secured", new SaleEvent.BondSecured()),
                Kind.plain("offer-signed", SaleEvent.OfferSigned.class),
                Kind.plain("declined", SaleEvent.Declined.class),
                sold("transaction-sent", TransactionReport.Sent.class),
                sold("transaction-succeeded", TransactionReport.Succeeded.class),
                sold("transaction-refused", TransactionReport.Refused.class),
                soldFact("chain-accepted", ChainFact.Accepted.class),
                soldFact("chain-revealed", ChainFact.Revealed.class),
                soldFact("chain-ended", ChainFact.Ended.class),
                Kind.plain("chain-unsaid", SaleEvent.ChainUnsaid.class),
                Kind.plain("time-passed", SaleEvent.TimePassed.class),
                Kind.plain("key-handed-over", SaleEvent.KeyHandedOver.class),
                Kind.plain("release-taken", SaleEvent.ReleaseTaken.class)));
    }

    private static <P extends TransactionReport> Kind<PurchaseEvent, P> bought(String type, Class<P> payload) {
        Function<PurchaseEvent, @Nullable P> unwrap =
                event -> event instanceof PurchaseEvent.Reported it ? as(payload, it.report()) : null;
        return new Kind<>(type, payload, unwrap, PurchaseEvent.Reported::new);
    }

    private static <P extends ChainFact> Kind<PurchaseEvent, P> boughtFact(String type, Class<P> payload) {
        Function<PurchaseEvent, @Nullable P> unwrap =
                event -> event instanceof PurchaseEvent.ChainSaid it ? as(payload, it.fact()) : null;
        return new Kind<>(type, payload, unwrap, PurchaseEvent.ChainSaid::new);
    }

    private static <P extends TransactionReport> Kind<SaleEvent, P> sold(String type, Class<P> payload) {
        Function<SaleEvent, @Nullable P> unwrap =
                event -> event instanceof SaleEvent.Reported it ? as(payload, it.report()) : null;
        return new Kind<>(type, payload, unwrap, SaleEvent.Reported::new);
    }

    private static <P extends ChainFact> Kind<SaleEvent, P> soldFact(String type, Class<P> payload) {
        Function<SaleEvent, @Nullable P> unwrap =
                event -> event instanceof SaleEvent.ChainSaid it ? as(payload, it.fact()) : null;
        return new Kind<>(type, payload, unwrap, SaleEvent.ChainSaid::new);
    }

    private static <P> @Nullable P as(Class<P> type, Object value) {
        return type.isInstance(value) ? type.cast(value) : null;
    }

    private static @Nullable SealedKey sealed(PurchaseEvent event, SaleSecrets secrets) {
        return event instanceof PurchaseEvent.KeyLearned it
                ? new SealedKey(Bytes.hex(secrets.seal(it.key().bytes(), ABOUT_KEYS)))
                : null;
    }

    private static PurchaseEvent open(SealedKey key, SaleSecrets secrets) {
        return new PurchaseEvent.KeyLearned(ContentKey.of(secrets.open(Bytes.parseHex(key.box()), ABOUT_KEYS)));
    }
}
