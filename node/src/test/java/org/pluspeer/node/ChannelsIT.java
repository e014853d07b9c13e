package org.pluspeer.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.chain.Anvils;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/** Channels between two nodes on a real chain: opened, raised, ended by both or by one, and the money at home again. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ChannelsIT {
    private static final Amount DOLLARS = Amount.parseDecimal("100", 6);

    @TempDir
    private Path root;

    private LocalChain chain;
    private TestNode payee;
    private TestNode payer;

    @BeforeEach
    void open() {
        chain = Anvils.start(root.resolve("chain"));
        payee = TestNode.start(setting("payee"));
        payer = TestNode.start(setting("payer").knowing(payee));
        for (TestNode each : List.of(payee, payer)) {
            chain.play().give(each.account(), Amount.parseDecimal("10", 18), DOLLARS);
        }
    }

    @AfterEach
    void close() {
        payer.close();
        payee.close();
        chain.close();
    }

    private TestNode.Setting setting(String name) {
        return TestNode.Setting.honest(root.resolve(name), chain.url());
    }

    private Map<String, Object> order(Address token, String deposit, String key) {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("payee", payee.account().checksummed());
        order.put("token", token.checksummed());
        order.put("deposit", deposit);
        order.put("idempotencyKey", key);
        return order;
    }

    private static JsonNode state(TestNode node, String id, String... states) {
        JsonNode all = node.until("/channels", list -> one(list, id)
                .filter(found -> List.of(states).contains(found.path("state").asText()))
                .isPresent());
        return one(all, id).orElseThrow();
    }

    private static Optional<JsonNode> one(JsonNode all, String id) {
        for (JsonNode channel : all.path("channels")) {
            if (channel.path("id").asText().equals(id)) {
                return Optional.of(channel);
            }
        }
        return Optional.empty();
    }

    private Amount dollars(TestNode node) {
        return new Tokens(chain.play().client()).balance(PlayChain.DOLLAR, node.account(), At.LATEST);
    }

    @Test
    void aChannelOpensIsRaisedAndEndsByBothWords() {
        JsonNode quote = payer.api().post("/channels/quote", order(PlayChain.DOLLAR, "5000000", "one"));
        assertTrue(quote.path("enough").asBoolean(), quote::toString);
        String id = payer.api()
                .post("/channels", order(PlayChain.DOLLAR, "5000000", "one"))
                .path("id")
                .asText();
        assertEquals(
                id,
                payer.api()
                        .post("/channels", order(PlayChain.DOLLAR, "5000000", "one"))
                        .path("id")
                        .asText(),
                "the same key is the same channel");
        state(payer, id, "open");
        assertEquals("payee", state(payee, id, "open").path("role").asText());
        payer.api().post("/channels/" + id + "/top-up", Map.of("deposit", "8000000"));
        payee.until("/channels/" + id, found -> found.path("deposit").asText().equals("8000000"));
        assertEquals(DOLLARS.minus(Amount.of(8_000_000)), dollars(payer));
        payer.until("/wallet/reconcile", all -> holds(all, "8000000"));
        payer.api().post("/channels/" + id + "/close", Map.of());
        state(payer, id, "closed");
        state(payee, id, "closed");
        payer.until("/wallet", _ -> dollars(payer).equals(DOLLARS));
        payer.until(
                "/wallet/reconcile", all -> holds(all, "0") && all.path("ok").asBoolean());
    }

    /** Whether books and chain have so much in the contract of channels; zero is no row. */
    private static boolean holds(JsonNode all, String units) {
        for (JsonNode row : all.path("rows")) {
            if (row.path("place").asText().equals("channels")) {
                return row.path("history").asText().equals(units)
                        && row.path("chain").asText().equals(units);
            }
        }
        return units.equals("0");
    }

    @Test
    void aPayeeEndsAChannelInCoinAlone() {
        String id = payer.api()
                .post("/channels", order(Address.ZERO, "1000000000000000000", "coin"))
                .path("id")
                .asText();
        state(payee, id, "open");
        payer.until("/wallet/reconcile", all -> holds(all, "1000000000000000000"));
        payee.api().post("/channels/" + id + "/close", Map.of());
        state(payee, id, "closed");
        state(payer, id, "closed");
        payer.until("/wallet/reconcile", all -> all.path("ok").asBoolean());
    }

    @Test
    void aPayerLeavesWithoutThePayee() {
        String id = payer.api()
                .post("/channels", order(PlayChain.DOLLAR, "3000000", "alone"))
                .path("id")
                .asText();
        state(payer, id, "open");
        payee.close();
        payer.close();
        payer = TestNode.start(setting("payer"));
        assertEquals("asking", state(payer, id, "asking").path("state").asText(), "nothing is signed in this run yet");
        payer.api().post("/channels/" + id + "/close", Map.of());
        state(payer, id, "leaving");
        chain.play().increaseTime(700);
        state(payer, id, "exiting");
        chain.play().increaseTime(2 * 24 * 3600 + 1);
        state(payer, id, "closed");
        payer.until("/wallet", _ -> dollars(payer).equals(DOLLARS));
        payee = TestNode.start(setting("payee"));
        state(payee, id, "closed");
    }

    @Test
    void whatCannotBeOpenedIsRefusedBeforeAnythingHappens() {
        ProblemException poor = assertThrows(ProblemException.class, () -> payer.api()
                .post("/channels", order(PlayChain.DOLLAR, "500000000", "much")));
        assertEquals(Problem.Code.INSUFFICIENT_FUNDS, poor.problem().code());
        Map<String, Object> self = order(PlayChain.DOLLAR, "5", "self");
        self.put("payee", payer.account().checksummed());
        assertEquals(
                Problem.Code.BAD_REQUEST,
                assertThrows(ProblemException.class, () -> payer.api().post("/channels", self))
                        .problem()
                        .code());
        assertEquals(0, payer.get("/channels").path("channels").size());
    }
}
