package org.pluspeer.node.x402;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.account.Books;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** A file that is sold by x402, on a real journal and a chain made by hand. */
class SoldFileTest {
    private static final long NOW = 1_800_000_000;
    private static final Hash32 LISTING = Hash32.of(filled(7));
    private static final Hash32 CONTENT = Hash32.of(filled(9));

    private final byte[] bytes = new byte[700_000];
    private final Payer payer = new Payer(NOW);
    private final InstantSource clock = () -> Instant.ofEpochSecond(NOW);
    private final HandChain chain = new HandChain();
    private @TempDir Path directory;
    private Journal journal;
    private Till till;
    private CallDesk desk;
    private boolean lost;

    private static byte[] filled(int with) {
        byte[] filled = new byte[Hash32.LENGTH];
        java.util.Arrays.fill(filled, (byte) with);
        return filled;
    }

    @BeforeEach
    void open() {
        new Random(1).nextBytes(bytes);
        journal = Journal.open(directory, batch -> {});
        start();
    }

    private void start() {
        till = new Till(journal, clock);
        desk = new CallDesk(till, chain.telling(till), this::content, Payer.CHAIN, () -> NOW, CallDesk.Limits.STANDARD);
    }

    private InputStream content(Hash32 sha256) {
        if (lost || !sha256.equals(CONTENT)) {
            throw new ProblemException(Problem.Code.NOT_FOUND, "There is no file " + sha256 + " here.");
        }
        return new ByteArrayInputStream(bytes);
    }

    @AfterEach
    void close() {
        desk.close();
        journal.close();
        payer.close();
    }

    private Seen ask(String method, String path, @Nullable String payment) throws IOException {
        return ask(method, path, payment, new Seen(false));
    }

    private Seen ask(String method, String path, @Nullable String payment, Seen seen) throws IOException {
        List<Header> headers = payment == null ? List.of() : List.of(new Header("payment-signature", payment));
        Offering offering = new Offering(
                "birds",
                "",
                Payer.TOKEN,
                Amount.of(2000),
                Payer.PAYEE,
                "Birds",
                "",
                LISTING,
                null,
                0,
                "k",
                new Offering.File(CONTENT, "bird strikes é.csv", "text/csv", bytes.length, NOW + 1));
        Requirement.Resource about = new Requirement.Resource("http://here/birds", "Birds", "text/csv");
        desk.answer(offering, Payer.TERMS, about, new Call(method, path, headers, new byte[0], "127.0.0.1"), seen);
        return seen;
    }

    @Test
    void whoPaysGetsTheFile() throws IOException {
        assertEquals(402, ask("GET", "", null).status);
        Seen seen = ask("GET", "", payer.pay(1));
        assertEquals(200, seen.status);
        assertArrayEquals(bytes, seen.body.toByteArray());
        assertTrue(seen.isPaid() && seen.ended);
        assertEquals(Optional.of("text/csv"), Header.first(seen.headers, "Content-Type"));
        assertEquals(Optional.of(String.valueOf(bytes.length)), Header.first(seen.headers, "Content-Length"));
        assertEquals(
                Optional.of("attachment; filename*=UTF-8''bird%20strikes%20%C3%A9.csv"),
                Header.first(seen.headers, "Content-Disposition"));
        assertEquals(1, chain.taken);
    }

    @Test
    void itIsBookedAsDataOfItsListing() throws IOException {
        ask("GET", "", payer.pay(1));
        for (Till each : List.of(till, new Till(journal, clock))) {
            Books.Line line = each.lines().getFirst();
            assertEquals(Books.Source.DATA, line.source());
            assertEquals(LISTING, line.listing());
            assertEquals(Amount.of(2000), line.amount());
        }
    }

    @Test
    void whatIsNoGetOfTheFileIsNotCharged() throws IOException {
        assertEquals(404, ask("GET", "/etc/passwd", payer.pay(1)).status);
        assertEquals(405, ask("POST", "", payer.pay(1)).status);
        lost = true;
        assertEquals(500, ask("GET", "", payer.pay(1)).status);
        assertEquals(0, chain.taken);
        lost = false;
        assertEquals(200, ask("GET", "/", payer.pay(1)).status);
        assertEquals(1, chain.taken);
    }

    @Test
    void whoHungUpGetsItAgainForTheSamePayment() throws IOException {
        String payment = payer.pay(1);
        ask("GET", "", payment, new Seen(true));
        assertEquals(1, chain.taken);
        desk.close();
        start();
        for (int again = 0; again < 20; again++) {
            assertArrayEquals(bytes, ask("GET", "", payment).body.toByteArray());
        }
        Seen once = ask("GET", "", payment);
        assertEquals(409, once.status);
        assertFalse(once.isPaid());
        assertEquals(1, chain.taken);
    }
}
