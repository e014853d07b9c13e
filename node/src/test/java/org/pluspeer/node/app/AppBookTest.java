package org.pluspeer.node.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.approval.BudgetView;
import org.pluspeer.node.approval.ForwardClock;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MoneyException;
import org.pluspeer.wallet.policy.Budget;
import org.pluspeer.wallet.policy.Limits;

class AppBookTest {
    private static final long DAY = 86_400;
    private static final Amount TEN = Amount.of(10);

    private final Path directory;
    private long now = 20_000 * DAY;
    private byte serial;
    private Journal journal;
    private AppBook book;

    AppBookTest(@TempDir Path directory) {
        this.directory = directory;
        this.journal = Journal.open(directory, batch -> {});
        this.book = book();
    }

    @AfterEach
    void end() {
        journal.close();
    }

    private AppBook book() {
        Limits first = new Limits(Map.of(Address.ZERO, new Budget(TEN, TEN, TEN)), TEN, TEN, OptionalLong.empty());
        return new AppBook(journal, new ForwardClock(() -> Instant.ofEpochSecond(now)), this::random, first);
    }

    private byte[] random() {
        byte[] bytes = new byte[32];
        bytes[0] = ++serial;
        return bytes;
    }

    private void restart() {
        journal.close();
        journal = Journal.open(directory, batch -> {});
        book = book();
    }

    private static NewApp app(String name, String... scopes) {
        return new NewApp(name, List.of(scopes), null, null, null, null);
    }

    private AppBook.NewToken pair(@Nullable Long expiresAt, @Nullable List<BudgetView> budgets) {
        return book.pair(new NewApp("shop", List.of("buy"), budgets, null, null, expiresAt));
    }

    @Test
    void aTokenIsShownOnceAndIsNowhereInTheJournal() {
        AppBook.NewToken token = book.pair(app("shop", "read", "BUY"));
        App app = book.admit(token.token()).orElseThrow();
        assertEquals(token.id(), app.id());
        assertEquals(Set.of(Scope.READ, Scope.BUY), app.scopes());
        List<String> records = new ArrayList<>();
        journal.replay(record -> records.add(new String(record.payload(), StandardCharsets.UTF_8)));
        assertEquals(1, records.size());
        assertFalse(records.getFirst().contains(token.token().substring(5)), "only its hash is kept");
        restart();
        assertEquals(token.id(), book.admit(token.token()).orElseThrow().id());
        assertEquals(Optional.empty(), book.admit(token.token() + "0"));
        assertEquals(Optional.empty(), book.admit("peer_"));
        assertNotEquals(token.token(), book.pair(app("shop", "read")).token());
    }

    @Test
    void withoutBudgetsItGetsSmallOnesAndAnEnd() {
        String id = pair(null, null).id();
        Limits limits = Objects.requireNonNull(book.limits().get(id));
        assertEquals(TEN, limits.budget(Address.ZERO).perDay());
        assertEquals(OptionalLong.of(now + 30 * DAY), limits.until());
    }

    @Test
    void aRevokedOneIsOutAtOnceAndForGood() {
        AppBook.NewToken token = pair(null, null);
        book.revoke(token.id());
        assertEquals(Optional.empty(), book.admit(token.token()));
        assertEquals(Map.of(), book.limits());
        restart();
        assertEquals(Optional.empty(), book.admit(token.token()));
        assertEquals("revoked", book.list().getFirst().ended());
        assertEquals(Problem.Code.CONFLICT, code(() -> book.revoke(token.id())));
        assertEquals(Problem.Code.NOT_FOUND, code(() -> book.revoke("nobody")));
    }

    @Test
    void itsTimeComesOnceWhateverTheClockDoesThen() {
        AppBook.NewToken token = pair(now + DAY, null);
        now += DAY;
        assertEquals(Optional.empty(), book.admit(token.token()));
        now -= DAY;
        assertEquals(Optional.empty(), book.admit(token.token()), "a clock set back does not bring it back");
        assertEquals("expired", book.list().getFirst().ended());
        restart();
        assertEquals(Optional.empty(), book.admit(token.token()), "nor a restart");
        assertEquals(Map.of(), book.limits());
    }

    @Test
    void lastUseIsKnownAndWrittenDownNowAndThen() {
        String id = pair(null, null).id();
        book.used(id);
        long records = journal.position();
        now += 60;
        book.used(id);
        assertEquals(records, journal.position());
        assertEquals(now, book.list().getFirst().usedAt());
        now += 3600;
        book.used(id);
        restart();
        assertEquals(now, book.list().getFirst().usedAt());
    }

    @Test
    void aPurchaseIsTheProgramsThatBeganIt() {
        String one = pair(null, null).id();
        String two = pair(null, null).id();
        book.buys(one, Hash32.ZERO);
        book.buys(two, Hash32.ZERO);
        restart();
        assertTrue(book.bought(one, Hash32.ZERO));
        assertFalse(book.bought(two, Hash32.ZERO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "a\nb", "a\u202eb"})
    void aNameIsForPeople(String name) {
        assertEquals(Problem.Code.BAD_REQUEST, code(() -> book.pair(app(name, "read"))));
    }

    @Test
    void whatMakesNoSenseIsRefusedAndNothingIsWritten() {
        List<BudgetView> endless =
                List.of(new BudgetView(Address.ZERO, TEN, null, new Amount(Amount.MAX_UNITS), null, null));
        assertThrows(MoneyException.class, () -> pair(null, endless));
        BudgetView ten = new BudgetView(Address.ZERO, TEN, null, TEN, null, null);
        for (Runnable wrong : List.<Runnable>of(
                () -> pair(null, List.of(ten, ten)),
                () -> pair(null, List.of(new BudgetView(Address.ZERO, TEN, null, TEN, Map.of("gambling", TEN), null))),
                () -> pair(now, null),
                () -> pair(now + 367 * DAY, null),
                () -> book.pair(app("x".repeat(61), "read")),
                () -> book.pair(app("shop")),
                () -> book.pair(app("shop", "approve")))) {
            assertEquals(Problem.Code.BAD_REQUEST, code(wrong));
        }
        assertEquals(0, journal.position());
    }

    private static Problem.Code code(Runnable what) {
        return assertThrows(ProblemException.class, what::run).problem().code();
    }
}
