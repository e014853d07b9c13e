package org.pluspeer.node.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pluspeer.market.listing.ListingBody;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.policy.Budget;
import org.pluspeer.wallet.policy.Kind;
import org.pluspeer.wallet.policy.Limits;

class PolicyBookTest {
    private static final Amount TEN = Amount.of(10);
    private static final Limits FIRST =
            new Limits(Map.of(Address.ZERO, new Budget(TEN, TEN, TEN)), TEN, TEN, OptionalLong.empty());
    private static final String RULES = """
            {"version": 1, "revision": 0, "gasPerTransaction": "7", "gasPerDay": "70", "budgets": [
              {"token": "0x00000000000000000000000000000000000000E2", "perPayment": "5", "perDay": "50",
               "kinds": {"dataset": "40", "api": "0"},
               "counterparties": {"0x00000000000000000000000000000000000000E3": "20"}}]}""";

    private final Path directory;
    private Journal journal;
    private PolicyBook book;

    PolicyBookTest(@TempDir Path directory) {
        this.directory = directory;
        this.journal = Journal.open(directory, batch -> {});
        this.book = new PolicyBook(FIRST, journal);
    }

    @AfterEach
    void end() {
        journal.close();
    }

    private static PolicyRecord read(String json) {
        return Json.read(json.getBytes(StandardCharsets.UTF_8), PolicyRecord.class);
    }

    @Test
    void thereAreRulesBeforeTheOwnerSetsAny() {
        assertEquals(FIRST, book.limits());
        assertEquals(0, book.policy().revision());
    }

    @Test
    void rulesAreKeptAndWrittenAsTheyAreRead() {
        book.replace(read(RULES));
        journal.close();
        journal = Journal.open(directory, batch -> {});
        book = new PolicyBook(FIRST, journal);
        Budget budget = book.limits().budget(Address.parse("0x00000000000000000000000000000000000000E2"));
        assertEquals(Amount.of(50), budget.perCounterpartyDay(), "the day's where none is said");
        assertEquals(Amount.of(40), budget.forKind(Kind.DATASET));
        assertEquals(Amount.ZERO, budget.forKind(Kind.API));
        assertEquals(Amount.of(50), budget.forKind(Kind.FILE));
        assertEquals(
                Amount.of(20), budget.forCounterparty(Address.parse("0x00000000000000000000000000000000000000E3")));
        assertEquals(Amount.of(7), book.limits().gasPerTransaction());
        assertEquals(1, book.policy().revision());
        assertEquals(book.policy(), Json.read(Json.write(book.policy()), PolicyRecord.class));
    }

    @Test
    void aChangeOfWhatIsNotThereAnyMoreIsRefused() {
        book.replace(read(RULES));
        assertEquals(Problem.Code.CONFLICT, code(() -> book.replace(read(RULES))));
        assertEquals(1, book.policy().revision());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "version": 1      | "version": 2
                    "dataset"         | "gambling"
                    "perPayment"      | "perPaiment"
                    "perPayment": "5" | "perPayment": "51"
                    "40"              | "51"
                    "40"              | null
                    "50"              | "340282366920938463463374607431768211456"
                    "7"               | "71"
                    "budgets": [      | "code": "x", "budgets": [
                    """)
    void strictly(String part, String other) {
        String json = RULES.replace(part, other);
        assertNotEquals(RULES, json);
        assertThrows(RuntimeException.class, () -> book.replace(read(json)));
        assertEquals(0, book.policy().revision());
        assertEquals(FIRST, book.limits());
    }

    @Test
    void everyKindOfListingHasItsBudget() {
        for (ListingBody.Kind kind : ListingBody.Kind.values()) {
            assertEquals(kind.text(), Kind.of(kind.text()).orElseThrow().text());
        }
        assertEquals(
                List.of("dataset", "file", "stream", "storage", "bandwidth", "api", "transfer"),
                java.util.Arrays.stream(Kind.values()).map(Kind::text).toList());
    }

    private static Problem.Code code(Runnable what) {
        return assertThrows(ProblemException.class, what::run).problem().code();
    }
}
