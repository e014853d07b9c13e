package org.pluspeer.node.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.market.loop.LoopEvent;
import org.pluspeer.market.loop.LoopRule;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.journal.RecordKind;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/** What the loop takes out of the journal at a start. */
class LoopBookTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(5000));
    private static final LoopRule ON = new LoopRule(
            true,
            Map.of(),
            Map.of(Address.ZERO, new LoopRule.Ceiling(Amount.of(1), Amount.of(5), Amount.of(9))),
            Optional.empty(),
            new LoopRule.Upkeep(1, 30, 0),
            Amount.of(1));

    @TempDir
    private Path home;

    private Journal journal() {
        return Journal.open(home.resolve("journal"), _ -> {});
    }

    private static void restore(Journal journal, long at) {
        String record = "{\"at\":" + at + ",\"restored\":{\"madeAt\":1000,\"records\":2}}";
        journal.append(RecordKind.WALLET, record.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aRuleThatWasOnIsOffAfterARestoreUntilItsOwnerSetsItAgain() {
        try (Journal journal = journal()) {
            new LoopBook(journal, CLOCK).write(new LoopEvent.Ruled(ON, 900));
            restore(journal, 3000);
            LoopBook book = new LoopBook(journal, CLOCK);
            assertFalse(book.state().rule().on());
            assertEquals(ON.tokens(), book.state().rule().tokens());
            assertEquals(3000L, book.restored());
            book.write(new LoopEvent.Ruled(ON, book.now()));
            assertTrue(book.state().rule().on());
            assertEquals(5000, book.state().since());
            assertNull(book.restored());
        }
        try (Journal journal = journal()) {
            LoopBook next = new LoopBook(journal, CLOCK);
            assertTrue(next.state().rule().on());
            assertNull(next.restored());
        }
    }

    @Test
    void whereNoRuleWasOnThereIsNothingToSay() {
        try (Journal journal = journal()) {
            new LoopBook(journal, CLOCK).write(new LoopEvent.Ruled(ON.off(), 900));
            restore(journal, 3000);
            assertNull(new LoopBook(journal, CLOCK).restored());
        }
    }
}
