package org.pluspeer.wallet.spend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.pluspeer.wallet.spend.NonceBook.Entry;
import org.pluspeer.wallet.spend.NonceBook.Resync;
import org.pluspeer.wallet.spend.NonceBook.State;

class NonceBookTest {
    private static NonceBook sent(int count) {
        NonceBook book = NonceBook.startingAt(5);
        for (int i = 0; i < count; i++) {
            NonceBook.Reservation reservation = book.reserve("key " + i);
            book = reservation.book().sent(reservation.nonce());
        }
        return book;
    }

    @Test
    void nonces_are_given_away_in_order_and_once_per_key() {
        NonceBook.Reservation first = NonceBook.startingAt(5).reserve("a");
        NonceBook.Reservation second = first.book().reserve("b");
        NonceBook.Reservation again = second.book().reserve("a");
        assertEquals(List.of(5L, 6L, 5L), List.of(first.nonce(), second.nonce(), again.nonce()));
        assertEquals(second.book(), again.book());
    }

    @Test
    void a_dropped_nonce_is_the_next_to_go() {
        NonceBook book = sent(3).dropped(6);
        assertEquals(List.of(6L), book.gaps());
        NonceBook.Reservation refill = book.reserve("other");
        assertEquals(6, refill.nonce());
        assertEquals(List.of(), refill.book().gaps());
        assertEquals(8, refill.book().reserve("next").nonce());
    }

    @Test
    void a_dropped_nonce_at_the_end_leaves_no_gap() {
        NonceBook book = sent(3).dropped(6).dropped(7);
        assertEquals(List.of(), book.gaps());
        assertEquals(6, book.next());
    }

    @Test
    void the_chain_moving_on_settles_what_was_sent() {
        Resync resync = sent(3).resync(7);
        assertEquals(List.of(new Entry(5, "key 0", State.MINED), new Entry(6, "key 1", State.MINED)), resync.passed());
        assertEquals(List.of(new Entry(7, "key 2", State.SENT)), resync.book().pending());
        assertEquals(List.of(), resync.overtaken());
    }

    @Test
    void another_wallet_with_the_same_account_takes_no_key_down() {
        NonceBook.Reservation waiting = sent(1).reserve("waiting");
        Resync resync = waiting.book().resync(9);
        assertEquals(List.of(new Entry(6, "waiting", State.RESERVED)), resync.overtaken());
        NonceBook book = resync.book().taken(5);
        assertEquals(9, book.reserve("waiting").nonce());
        assertEquals(9, book.reserve("key 0").nonce());
    }

    @Test
    void a_reorganisation_makes_mined_ones_pending_again() {
        Resync forward = sent(3).resync(8);
        Resync back = forward.book().resync(6);
        assertEquals(List.of(new Entry(6, "key 1", State.SENT), new Entry(7, "key 2", State.SENT)), back.returned());
        assertEquals(List.of(), back.book().gaps());
        assertEquals(8, back.book().reserve("new").nonce());
    }

    @Test
    void what_is_final_is_forgotten() {
        NonceBook book = sent(3).resync(7).book();
        assertEquals(Set.of(7L), book.finalBelow(7).entries().keySet());
        assertEquals(Set.of(6L, 7L), book.finalBelow(6).entries().keySet());
        assertEquals(Set.of(7L), book.finalBelow(100).entries().keySet(), "nothing pending is forgotten");
    }

    @Test
    void a_book_written_down_reads_back() {
        NonceBook book = sent(3).dropped(6);
        assertEquals(book, NonceBook.of(book.floor(), book.entries().values()));
    }

    @Test
    void what_nobody_has_cannot_change() {
        NonceBook book = sent(1);
        assertThrows(IllegalArgumentException.class, () -> book.sent(6));
        assertThrows(IllegalArgumentException.class, () -> book.mined(4));
        assertThrows(IllegalArgumentException.class, () -> book.dropped(6));
        assertThrows(IllegalArgumentException.class, () -> book.taken(6));
        assertThrows(IllegalArgumentException.class, () -> book.mined(5).dropped(5));
        assertThrows(IllegalArgumentException.class, () -> NonceBook.startingAt(-1));
    }

    /** Random walks; each number picks a step and what it is done to. */
    @Property(tries = 500)
    void no_nonce_has_two_keys_and_no_gap_outlives_a_reservation(
            @ForAll @Size(max = 60) List<@IntRange(max = 999) Integer> steps) {
        NonceBook book = NonceBook.startingAt(3);
        for (int step : steps) {
            book = walk(book, step % 6, step / 6);
            check(book);
        }
    }

    private static NonceBook walk(NonceBook book, int step, int choice) {
        List<Entry> pending = book.pending();
        if (step <= 1 || pending.isEmpty()) {
            NonceBook.Reservation reservation = book.reserve("key " + choice % 20);
            assertEquals(
                    book.gaps().isEmpty() || book.entry("key " + choice % 20).isPresent(),
                    !book.gaps().contains(reservation.nonce()));
            return reservation.book();
        }
        long nonce = pending.get(choice % pending.size()).nonce();
        return switch (step) {
            case 2 -> book.sent(nonce);
            case 3 -> book.dropped(nonce);
            case 4 -> book.resync(Math.max(0, book.floor() + choice % 7 - 2)).book();
            default -> book.finalBelow(book.floor() - choice % 3);
        };
    }

    private static void check(NonceBook book) {
        Map<String, Long> nonces = new HashMap<>();
        for (Entry entry : book.entries().values()) {
            assertEquals(null, nonces.put(entry.key(), entry.nonce()), "two nonces for " + entry.key());
            assertTrue(entry.nonce() < book.next());
            assertEquals(entry.state() != State.MINED, entry.nonce() >= book.floor());
        }
        Set<Long> all = new HashSet<>(book.gaps());
        book.pending().forEach(entry -> all.add(entry.nonce()));
        assertEquals(book.next() - book.floor(), all.size(), "from the floor up, each is pending or a gap");
    }
}
