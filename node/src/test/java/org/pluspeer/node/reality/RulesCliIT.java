package org.pluspeer.node.reality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.chain.Anvils;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.node.client.NodeApi;
import org.pluspeer.wallet.eth.Amount;

/** The owner's rules, programs and signatures by commands alone. */
class RulesCliIT {
    private static final String ANNA = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
    private static final String PLAY = PlayChain.DOLLAR.checksummed();

    @TempDir
    static Path root;

    private static LocalChain chain;
    private static RunningNode node;

    @BeforeAll
    static void open() {
        chain = Anvils.start(root.resolve("chain"));
        node = RunningNode.start(root, "owner", Market.rpc(chain));
        chain.play().give(node.account(), Amount.parseDecimal("10", 18), Amount.parseDecimal("100", 6));
    }

    @AfterAll
    static void close() {
        node.close();
        chain.close();
    }

    @Test
    void rulesAreSetPartByPart() throws IOException {
        ok("policy", "set", "--token", "PLAY", "--per-day", "9", "--per-payment", "4", "--for", "api=2");
        ok("policy", "set", "--token", "PLAY", "--to", ANNA + "=3", "--days", "30");
        JsonNode policy =
                ok("policy", "set", "--token", "PLAY", "--for", "dataset=5").path("policy");
        JsonNode budget = budget(policy);
        assertEquals("9000000", budget.path("perDay").asText());
        assertEquals("4000000", budget.path("perPayment").asText());
        assertEquals("2000000", budget.path("kinds").path("api").asText());
        assertEquals("5000000", budget.path("kinds").path("dataset").asText());
        assertEquals("3000000", budget.path("counterparties").path(ANNA).asText());
        assertTrue(policy.path("expiresAt").isNumber(), policy::toString);
        assertEquals(policy, ok("policy", "show").path("policy"));

        Path file = Files.writeString(root.resolve("rules.json"), policy.toString());
        JsonNode endless = ok("policy", "set", "--days", "0").path("policy");
        assertFalse(endless.hasNonNull("expiresAt"));
        failed("conflict", "policy", "set", file.toString());
        Files.writeString(file, endless.toString());
        policy = ok("policy", "set", file.toString()).path("policy");
        assertEquals(budget(endless), budget(policy));
        failed("bad_request", "policy", "set", "--token", "PLAY", "--for", "air=1");
        failed("bad_request", "policy", "set", "--token", "ETH", "--per-payment", "1");
        assertEquals(policy, ok("policy", "show").path("policy"), "nothing changed");
    }

    private static JsonNode budget(JsonNode policy) {
        for (JsonNode budget : policy.path("budgets")) {
            if (budget.path("token").asText().equalsIgnoreCase(PLAY)) {
                return budget;
            }
        }
        throw new AssertionError("no budget for PLAY in " + policy);
    }

    @Test
    void aProgramIsPairedAnsweredAndRevoked() {
        JsonNode bot = ok("apps", "add", "Weather bot", "--scope", "read,spend", "--token", "PLAY", "--per-day", "2");
        String id = bot.path("id").asText();
        String first;
        String second;
        try (NodeApi program =
                new NodeApi(node.api().address(), bot.path("token").asText())) {
            first = over(program, "first");
            second = over(program, "second");
        }
        JsonNode waiting = ok("approvals", "list").path("approvals");
        assertEquals(2, waiting.size());
        JsonNode shown = ok("approvals", "show", first);
        assertEquals("Weather bot", shown.path("asker").path("name").asText());
        assertTrue(
                shown.path("reason")
                        .asText()
                        .endsWith("3.00 PLAY in one payment, and the program's budget is 2.00 PLAY"),
                shown::toString);
        assertEquals("done", ok("approvals", "approve", first).path("state").asText());
        assertEquals("denied", ok("approvals", "deny", second).path("state").asText());
        failed("approval_over", "approvals", "deny", second);
        failed("not_found", "approvals", "show", "nothing");
        JsonNode log = ok("approvals", "log", "--app", id, "--limit", "10").path("decisions");
        assertTrue(log.size() >= 3, log::toString);
        assertEquals("Weather bot", log.path(0).path("asker").path("name").asText());

        ok("apps", "revoke", id);
        assertEquals(
                "revoked", ok("apps", "list").path("apps").path(0).path("state").asText());
        failed("conflict", "apps", "revoke", id);
        failed("bad_request", "apps", "add", "Another", "--scope", "everything");
    }

    private static String over(NodeApi program, String key) {
        JsonNode sent = program.post(
                "/wallet/send", Map.of("to", ANNA, "token", PLAY, "amount", "3000000", "idempotencyKey", key));
        assertEquals("waiting", sent.path("state").asText(), sent::toString);
        return sent.path("approval").asText();
    }

    @Test
    void aTextIsSignedAndItsSignerNamed() {
        JsonNode signed = ok("wallet", "sign", "--text", "hello there", "--yes");
        String signature = signed.path("signature").asText();
        JsonNode said = ok("wallet", "verify", "--text", "hello there", "--signature", signature);
        assertEquals(node.account().checksummed(), said.path("signer").asText());
        Program.Ran other = run(
                "wallet",
                "verify",
                "--text",
                "hello where",
                "--signature",
                signature,
                "--account",
                node.account().checksummed());
        assertFalse(other.document().path("valid").asBoolean(), other::toString);
        failed("refused_by_policy", "wallet", "sign", "--text", "hello there");
        failed("bad_request", "wallet", "sign", "--yes");
    }

    private static JsonNode ok(String... command) {
        Program.Ran ran = run(command);
        assertEquals(0, ran.exit(), () -> String.join(" ", command) + ": " + ran);
        return ran.document();
    }

    private static void failed(String code, String... command) {
        Program.Ran ran = run(command);
        assertEquals(code, ran.document().path("code").asText(), ran::toString);
        assertTrue(ran.exit() != 0, ran::toString);
        Sentences.assertPlain(ran);
    }

    private static Program.Ran run(String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--data-dir", node.data().toString(), "--json"));
        return InProcess.run(all);
    }
}
