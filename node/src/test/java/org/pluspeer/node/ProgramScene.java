package org.pluspeer.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.chain.Anvils;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.node.client.NodeApi;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/** A whole node on a real chain, and programs that are paired with it. */
abstract class ProgramScene {
    static final String DOLLAR = PlayChain.DOLLAR.checksummed();
    static final Address PAYEE = Address.parse("0x00000000000000000000000000000000000000e3");
    static final Amount ETH = Amount.parseDecimal("10", 18);
    static final Amount DOLLARS = Amount.parseDecimal("100", 6);
    static final long ONE = 1_000_000;

    @TempDir
    Path directory;

    LocalChain chain;
    TestNode node;

    @BeforeEach
    void open() {
        SameDay.begin();
        chain = Anvils.start(directory.resolve("chain"));
        node = TestNode.start(TestNode.Setting.honest(directory.resolve("node"), chain.url()));
        chain.play().give(node.account(), ETH, DOLLARS);
        rules(50 * ONE, 0);
    }

    /** So much a day of play dollars goes out of the wallet unasked, to anybody. */
    void rules(long perDay, long revision) {
        List<Object> budgets = perDay == 0
                ? List.of()
                : List.of(Map.of(
                        "token", DOLLAR, "perPayment", String.valueOf(perDay), "perDay", String.valueOf(perDay)));
        node.api()
                .put(
                        "/policy",
                        Map.of(
                                "version",
                                1,
                                "revision",
                                revision,
                                "budgets",
                                budgets,
                                "gasPerTransaction",
                                "10000000000000000",
                                "gasPerDay",
                                "100000000000000000"));
    }

    @AfterEach
    void close() {
        node.close();
        chain.close();
    }

    void restart() {
        node.close();
        node = TestNode.start(TestNode.Setting.honest(directory.resolve("node"), chain.url()));
    }

    /** A program with a day's budget in play dollars. */
    JsonNode pair(String name, long perPayment, long perDay, String... scopes) {
        Map<String, Object> budget =
                Map.of("token", DOLLAR, "perPayment", String.valueOf(perPayment), "perDay", String.valueOf(perDay));
        return node.api().post("/apps", Map.of("name", name, "scopes", List.of(scopes), "budgets", List.of(budget)));
    }

    NodeApi as(JsonNode paired) {
        return new NodeApi(node.api().address(), paired.path("token").asText());
    }

    static JsonNode send(NodeApi program, long amount, String key) {
        return program.post(
                "/wallet/send",
                Map.of(
                        "to",
                        PAYEE.checksummed(),
                        "token",
                        DOLLAR,
                        "amount",
                        String.valueOf(amount),
                        "idempotencyKey",
                        key));
    }

    static Problem.Code code(Runnable what) {
        return assertThrows(ProblemException.class, what::run).problem().code();
    }

    Amount paid() {
        return new Tokens(chain.play().client()).balance(PlayChain.DOLLAR, PAYEE, At.LATEST);
    }

    Amount held() {
        return new Tokens(chain.play().client()).balance(PlayChain.DOLLAR, node.account(), At.LATEST);
    }

    /** By the node's books nothing is under way any more. */
    void settle() {
        node.until("/wallet", wallet -> wallet.path("pendingTransactions").asInt(-1) <= 0);
    }

    /** Outcomes and rules of a program's decisions, read page by page. */
    Map<String, Integer> decisions(JsonNode app) {
        Map<String, Integer> found = new LinkedHashMap<>();
        String cursor = "";
        do {
            JsonNode page = node.get("/decisions?limit=7&app=" + app.path("id").asText()
                    + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            for (JsonNode decision : page.path("decisions")) {
                assertEquals(
                        app.path("id").asText(),
                        decision.path("asker").path("id").asText());
                found.merge(
                        decision.path("outcome").asText() + "/"
                                + decision.path("rule").asText(),
                        1,
                        Integer::sum);
            }
            cursor = page.path("next").asText("");
        } while (!cursor.isEmpty());
        return new java.util.TreeMap<>(found);
    }
}
