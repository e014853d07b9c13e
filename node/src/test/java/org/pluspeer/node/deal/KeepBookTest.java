package org.pluspeer.node.deal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.journal.RecordKind;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;

/** What a journal that came out of a backup still says of storage. */
class KeepBookTest {
    @TempDir
    private Path directory;

    private static Hash32 id(int number) {
        return Keccak.hash(new byte[] {(byte) number});
    }

    private static KeepBook.Keep keep(int number) {
        return new KeepBook.Keep(
                id(number),
                "letters",
                id(9),
                5,
                2,
                99,
                Address.ZERO,
                Amount.of(7),
                null,
                3,
                "key " + number,
                null,
                null,
                null);
    }

    @Test
    void nothingNewIsAgreedToAfterARestoreUntilItsOwnerSaysSo() {
        try (Journal journal = Journal.open(directory, _ -> {})) {
            KeepBook before = new KeepBook(journal);
            before.write(keep(1));
            before.write(keep(2));
            before.write(new KeepBook.Offered(id(5), 100, null));
            assertFalse(before.isDoubted(id(1)));
            assertFalse(before.isOfferDoubted());
            journal.append(
                    RecordKind.WALLET,
                    "{\"at\":3000,\"restored\":{\"madeAt\":1000,\"records\":3}}".getBytes(StandardCharsets.UTF_8));
            KeepBook book = new KeepBook(journal);
            assertTrue(book.isDoubted(id(1)) && book.isDoubted(id(2)));
            assertTrue(book.isOfferDoubted());
            assertEquals(2, book.keeps().size(), "nothing is forgotten");
            book.write(keep(1));
            book.write(keep(3));
            assertFalse(book.isDoubted(id(1)), "said again");
            assertFalse(book.isDoubted(id(3)), "said since");
            assertTrue(book.isDoubted(id(2)));
            book.write(new KeepBook.Offered(id(6), 100, null));
            assertFalse(book.isOfferDoubted());
            KeepBook later = new KeepBook(journal);
            assertFalse(later.isDoubted(id(1)));
            assertTrue(later.isDoubted(id(2)), "a restart changes nothing");
            assertFalse(later.isOfferDoubted());
        }
    }
}
