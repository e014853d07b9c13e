package org.pluspeer.node.reality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.market.channel.ChannelFact;
import org.pluspeer.node.Backend;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.ChainClient;
import org.pluspeer.node.chain.ChannelContract;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** Calls of a real service, from process to process by a link, paid by a channel on a real chain. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class LinkCallsIT {
    private static final int CALLS = 5_000;
    private static final long PRICE = 2_000;
    private static final Amount DOLLARS = Amount.parseDecimal("100", 6);

    @TempDir
    private Path root;

    private Market market;
    private Backend backend;
    private String listing;

    @BeforeEach
    void open() {
        market = Market.open(root);
        backend = Backend.start();
        Map<String, Object> wanted = new HashMap<>();
        wanted.put("target", backend.address());
        wanted.put("name", "trams");
        wanted.put("price", String.valueOf(PRICE));
        wanted.put("token", PlayChain.DOLLAR.checksummed());
        wanted.put("title", "Tram times");
        wanted.put("idempotencyKey", "sell trams");
        listing =
                market.seller().api().post("/services", wanted).path("listing").asText();
        market.buyer().until("/listings?limit=100", page -> Market.ids(page).contains(listing));
    }

    @AfterEach
    void close() {
        backend.close();
        market.close();
    }

    private String channel(String deposit) {
        Map<String, Object> order = Map.of("listing", listing, "deposit", deposit, "idempotencyKey", "one channel");
        String id = market.buyer().api().post("/channels", order).path("id").asText();
        for (RunningNode each : List.of(market.seller(), market.buyer())) {
            each.until("/channels", all -> state(all, id).equals("open"));
        }
        return id;
    }

    private static String state(JsonNode all, String id) {
        return one(all, id).map(found -> found.path("state").asText()).orElse("none");
    }

    private static Optional<JsonNode> one(JsonNode all, String id) {
        for (JsonNode channel : all.path("channels")) {
            if (channel.path("id").asText().equals(id)) {
                return Optional.of(channel);
            }
        }
        return Optional.empty();
    }

    private JsonNode call(String key, String path) {
        return market.buyer().api().post("/fetch", Map.of("url", "peer://" + listing + path, "idempotencyKey", key));
    }

    private static String text(JsonNode answer) {
        return new String(Base64.getDecoder().decode(answer.path("body").asText()), StandardCharsets.UTF_8);
    }

    private Amount dollars(RunningNode node) {
        return new Tokens(market.chain().play().client()).balance(PlayChain.DOLLAR, node.account(), At.LATEST);
    }

    @Test
    void thousandsOfCallsAreOneDepositAndOneClaim() throws Exception {
        String id = channel(String.valueOf(CALLS * PRICE));
        try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
            List<Future<JsonNode>> answers = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                String number = String.valueOf(i);
                answers.add(callers.submit(() -> call("call " + number, "/stops/" + number + "?all=1")));
            }
            for (int i = 0; i < CALLS; i++) {
                assertEquals("GET /stops/" + i + "?all=1 ", text(answers.get(i).get()));
            }
        }
        assertEquals(CALLS, backend.log().size(), "each call was served under a name of its own");
        assertEquals(CALLS, new HashSet<>(backend.log().values()).size(), "and each was another");
        Amount earned = Amount.of(PRICE).times(CALLS);
        market.seller()
                .until(
                        "/channels",
                        all -> one(all, id).orElseThrow().path("moved").asText().equals(earned.toString()));
        assertEquals(
                String.valueOf(CALLS),
                market.seller().api().get("/services/trams").path("calls").asText());
        market.seller().api().post("/channels/" + id + "/close", Map.of());
        market.seller().until("/wallet", _ -> dollars(market.seller()).equals(DOLLARS.plus(earned)));
        market.buyer().until("/channels", all -> state(all, id).equals("closed"));
        assertEquals(DOLLARS.minus(earned), dollars(market.buyer()), "one deposit, all of it spent");
        ChainClient client = market.chain().play().client();
        List<ChannelFact> facts = new ChannelContract(client)
                .facts(0, client.head().number())
                .facts()
                .getOrDefault(Hash32.parse(id), List.of());
        assertEquals(
                List.of("Opened", "Claimed", "Closed"),
                facts.stream().map(fact -> fact.getClass().getSimpleName()).toList(),
                "one deposit, one claim");
    }

    @Test
    void whatIsNotAnsweredIsNotChargedAndTheSameCallIsPaidOnce() {
        ProblemException none = assertThrows(ProblemException.class, () -> call("too soon", "/a"));
        assertEquals(Problem.Code.NEEDS_APPROVAL, none.problem().code());
        String id = channel(String.valueOf(4 * PRICE));
        assertEquals("GET /a ", text(call("a", "/a")));
        assertEquals("GET /a ", text(call("a", "/a")), "the same key is the same call");
        assertEquals(500, call("broken", "/broken").path("status").asInt());
        assertEquals("GET /b ", text(call("b", "/b")));
        assertMoved(id, 2 * PRICE);
        ProblemException climbs = assertThrows(ProblemException.class, () -> call("up", "/x/%2e%2e/b"));
        assertEquals(Problem.Code.PEER_REFUSED, climbs.problem().code());
        backend.close();
        assertEquals(502, call("down", "/c").path("status").asInt());
        assertMoved(id, 3 * PRICE);
        backend = Backend.start(backend.port());
        assertEquals("GET /c ", text(call("down", "/c")), "what was signed for it pays for it now");
        assertEquals("GET /d ", text(call("d", "/d")));
        ProblemException spent = assertThrows(ProblemException.class, () -> call("e", "/e"));
        assertEquals(Problem.Code.INSUFFICIENT_FUNDS, spent.problem().code());
        market.buyer().api().post("/channels/" + id + "/top-up", Map.of("deposit", String.valueOf(8 * PRICE)));
        market.seller().until("/channels", all -> one(all, id)
                .orElseThrow()
                .path("deposit")
                .asText()
                .equals(String.valueOf(8 * PRICE)));
        market.chain().play().mine(8);
        assertTrue(Program.until(() -> isAnswered("e", "/e")));
        market.buyer().api().post("/channels/" + id + "/close", Map.of());
        market.buyer().until("/wallet", _ -> dollars(market.buyer()).equals(DOLLARS.minus(Amount.of(5 * PRICE))));
        market.seller().until("/wallet", _ -> dollars(market.seller()).equals(DOLLARS.plus(Amount.of(5 * PRICE))));
        assertFalse(state(market.seller().api().get("/channels"), id).equals("open"));
    }

    private boolean isAnswered(String key, String path) {
        try {
            return text(call(key, path)).equals("GET " + path + " ");
        } catch (ProblemException e) {
            return false;
        }
    }

    private void assertMoved(String id, long sum) {
        JsonNode channel = one(market.buyer().api().get("/channels"), id).orElseThrow();
        assertEquals(String.valueOf(sum), channel.path("moved").asText(), channel::toString);
        assertEquals(
                Address.parse(market.seller().account().checksummed()).checksummed(),
                channel.path("counterparty").asText());
    }
}
