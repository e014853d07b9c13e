package org.pluspeer.node.sale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.pluspeer.market.content.ContentKey;
import org.pluspeer.market.content.Mask;
import org.pluspeer.market.listing.Listing;
import org.pluspeer.market.sale.BuyerTerms;
import org.pluspeer.market.sale.ChainFact;
import org.pluspeer.market.sale.ChainTime;
import org.pluspeer.market.sale.Delivery;
import org.pluspeer.market.sale.Failure;
import org.pluspeer.market.sale.How;
import org.pluspeer.market.sale.Offer;
import org.pluspeer.market.sale.PaymentMethod;
import org.pluspeer.market.sale.PurchaseEvent;
import org.pluspeer.market.sale.PurchaseFault;
import org.pluspeer.market.sale.PurchaseRequest;
import org.pluspeer.market.sale.SaleEvent;
import org.pluspeer.market.sale.SaleRequest;
import org.pluspeer.market.sale.SaleTransaction;
import org.pluspeer.market.sale.SignedOffer;
import org.pluspeer.market.sale.TransactionReport;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.run.EventCodec;
import org.pluspeer.node.run.History.Dated;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;

/** What is in a journal once must be readable for ever: the lines in the resources are never changed, only added to. */
class SaleCodecsTest {
    private static final Hash32 HASH = hash(1);
    private static final Address SELLER = Address.of(FakeChain.bytes(20, 2));
    private static final Address BUYER = Address.of(FakeChain.bytes(20, 3));
    private static final Signature SIGNATURE = new Signature(hash(4), hash(5), 1);
    private static final Listing LISTING = new Listing(
            HASH,
            SELLER,
            hash(6),
            1,
            hash(7),
            5000,
            2048,
            Address.ZERO,
            Amount.of(10),
            SELLER.padded(),
            99,
            Hash32.ZERO,
            Hash32.ZERO);
    private static final PurchaseRequest REQUEST = new PurchaseRequest(
            hash(8),
            FakeChain.VENUE,
            LISTING,
            new PurchaseRequest.Label("Bird strikes", "strikes.csv"),
            BUYER,
            BUYER,
            new BuyerTerms(600, 3600, 600, 7200, Amount.of(2), Amount.of(1), 30));
    private static final Offer OFFER = new Offer(
            SELLER,
            BUYER,
            BUYER,
            Address.ZERO,
            SELLER.padded(),
            Amount.of(10),
            Amount.of(2),
            Amount.of(1),
            50,
            600,
            700,
            FakeChain.VENUE.idOf(LISTING),
            hash(7),
            5000,
            2048,
            hash(9),
            hash(10),
            Hash32.ZERO,
            hash(11));
    private static final SaleSecrets SECRETS = new SaleSecrets() {
        @Override
        public byte[] derive(String label, byte[] context) {
            throw new AssertionError(label);
        }

        @Override
        public byte[] seal(byte[] plain, byte[] about) {
            byte[] out = Arrays.copyOf(plain, plain.length);
            for (int i = 0; i < out.length; i++) {
                out[i] ^= (byte) 0xff;
            }
            return out;
        }

        @Override
        public byte[] open(byte[] sealed, byte[] about) {
            return seal(sealed, about);
        }
    };

    private static final List<TransactionReport> REPORTS = List.of(
            new TransactionReport.Sent(SaleTransaction.ACCEPT, 0, HASH),
            new TransactionReport.Succeeded(SaleTransaction.ACCEPT, 0, HASH, 97_877, Amount.of(1_000_000_007)),
            new TransactionReport.Refused(SaleTransaction.REFUND, 2, "too early"));
    private static final List<ChainFact> FACTS = List.of(
            new ChainFact.Accepted(11, HASH, 4000),
            new ChainFact.Revealed(12, HASH, hash(12), 8000),
            new ChainFact.Ended(13, HASH, How.RELEASED));

    private static Hash32 hash(int fill) {
        return Hash32.of(FakeChain.bytes(32, fill));
    }

    private static List<PurchaseEvent> purchaseEvents() {
        List<PurchaseEvent> all = new ArrayList<>(List.of(
                new PurchaseEvent.Requested(REQUEST),
                new PurchaseEvent.OfferTaken(SignedOffer.at(FakeChain.VENUE, OFFER, SIGNATURE)),
                new PurchaseEvent.Approved(Amount.of(10)),
                new PurchaseEvent.CiphertextChecked(),
                new PurchaseEvent.PaymentStarted(PaymentMethod.AUTHORIZATION),
                new PurchaseEvent.ChainUnsaid(11),
                new PurchaseEvent.TimePassed(new ChainTime(1, 2, 3)),
                new PurchaseEvent.KeyLearned(ContentKey.of(FakeChain.bytes(32, 0x11))),
                new PurchaseEvent.FaultFound(3),
                new PurchaseEvent.Delivered(new Delivery("strikes.csv", 5000, HASH, "/downloads/strikes.csv")),
                new PurchaseEvent.ReleaseTaken(),
                new PurchaseEvent.Cancelled(),
                new PurchaseEvent.Failed(new Failure(PurchaseFault.OFFER_BOND, "too low"))));
        REPORTS.forEach(report -> all.add(new PurchaseEvent.Reported(report)));
        FACTS.forEach(fact -> all.add(new PurchaseEvent.ChainSaid(fact)));
        all.add(new PurchaseEvent.OfferTaken(
                SignedOffer.at(FakeChain.VENUE, OFFER, SIGNATURE, Mask.of(FakeChain.bytes(32, 0x11)))));
        return all;
    }

    private static List<SaleEvent> saleEvents() {
        List<SaleEvent> all = new ArrayList<>(List.of(
                new SaleEvent.Prepared(
                        new SaleRequest(FakeChain.VENUE.idOf(OFFER), FakeChain.VENUE, OFFER, BUYER, hash(8))),
                new SaleEvent.BondSecured(),
                new SaleEvent.OfferSigned(SIGNATURE),
                new SaleEvent.Declined("no money"),
                new SaleEvent.ChainUnsaid(11),
                new SaleEvent.TimePassed(new ChainTime(1, 2, 3)),
                new SaleEvent.KeyHandedOver(BUYER),
                new SaleEvent.ReleaseTaken(SIGNATURE)));
        REPORTS.forEach(report -> all.add(new SaleEvent.Reported(report)));
        FACTS.forEach(fact -> all.add(new SaleEvent.ChainSaid(fact)));
        return all;
    }

    private static <E> List<String> lines(EventCodec<E> codec, List<E> events) {
        return events.stream()
                .map(event -> new String(codec.write("id", List.of(new Dated<>(7, event))), StandardCharsets.UTF_8))
                .toList();
    }

    private static List<String> kept(String name) throws IOException {
        try (var in = Objects.requireNonNull(SaleCodecsTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static <E> List<E> read(EventCodec<E> codec, List<String> lines) {
        return lines.stream()
                .map(line -> codec.read(line.getBytes(StandardCharsets.UTF_8))
                        .events()
                        .getFirst()
                        .event())
                .toList();
    }

    @Test
    void every_kind_of_event_is_among_the_kept_lines() {
        Set<Class<?>> bought = purchaseEvents().stream().map(Object::getClass).collect(Collectors.toSet());
        assertEquals(Set.of(PurchaseEvent.class.getPermittedSubclasses()), bought);
        Set<Class<?>> sold = saleEvents().stream().map(Object::getClass).collect(Collectors.toSet());
        assertEquals(Set.of(SaleEvent.class.getPermittedSubclasses()), sold);
    }

    @Test
    void old_lines_of_purchases_are_read_and_written_the_same() throws IOException {
        EventCodec<PurchaseEvent> codec = SaleCodecs.purchases(SECRETS);
        assertEquals(purchaseEvents(), read(codec, kept("purchase-v1.jsonl")));
        assertEquals(String.join("\n", kept("purchase-v1.jsonl")), String.join("\n", lines(codec, purchaseEvents())));
    }

    @Test
    void old_lines_of_sales_are_read_and_written_the_same() throws IOException {
        EventCodec<SaleEvent> codec = SaleCodecs.sales();
        assertEquals(saleEvents(), read(codec, kept("sale-v1.jsonl")));
        assertEquals(String.join("\n", kept("sale-v1.jsonl")), String.join("\n", lines(codec, saleEvents())));
    }

    @Test
    void neither_the_key_nor_the_mask_is_in_the_line() {
        List<String> lines = lines(SaleCodecs.purchases(SECRETS), purchaseEvents());
        lines.forEach(line -> assertFalse(line.contains("11".repeat(32)), line));
    }

    @Test
    void what_is_not_known_is_refused_with_a_code() {
        for (String line : List.of(
                "{\"v\":2,\"id\":\"a\",\"events\":[]}",
                "{\"v\":1,\"id\":\"a\",\"events\":[{\"at\":1,\"type\":\"sold-my-soul\"}]}")) {
            ProblemException thrown = assertThrows(
                    ProblemException.class, () -> SaleCodecs.sales().read(line.getBytes(StandardCharsets.UTF_8)));
            assertEquals(Problem.Code.STORAGE_CORRUPT, thrown.problem().code());
        }
    }
}
