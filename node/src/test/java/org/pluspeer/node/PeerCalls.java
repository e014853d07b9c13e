package org.pluspeer.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.pluspeer.node.chain.ChainClient;
import org.pluspeer.node.chain.ChannelContract;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.wallet.eth.Hash32;

/** Calls of a service of one node by another, paid by a channel between them. */
final class PeerCalls {
    static final long PRICE = 2_000;
    private static final int AT_ONCE = 8;

    private PeerCalls() {}

    /** What was made of the service: its listing and its address. */
    static JsonNode sell(TestNode seller, Backend backend) {
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("target", backend.address());
        wanted.put("name", "trams");
        wanted.put("price", String.valueOf(PRICE));
        wanted.put("token", PlayChain.DOLLAR.checksummed());
        wanted.put("title", "Tram times");
        wanted.put("idempotencyKey", "sell trams");
        return seller.api().post("/services", wanted);
    }

    /** A channel that both sides have seen to be open. */
    static String open(TestNode seller, TestNode buyer, String listing, long deposit) {
        buyer.until("/listings?limit=100", page -> page.toString().contains(listing));
        String id = buyer.api()
                .post(
                        "/channels",
                        Map.of(
                                "listing",
                                listing,
                                "deposit",
                                String.valueOf(deposit),
                                "idempotencyKey",
                                "channel to " + listing))
                .path("id")
                .asText();
        seller.until("/channels", all -> all.toString().contains(id));
        for (TestNode each : List.of(seller, buyer)) {
            each.until("/channels/" + id, found -> found.path("state").asText().equals("open"));
        }
        return id;
    }

    static JsonNode call(TestNode buyer, String listing, String key) {
        return buyer.api().post("/fetch", Map.of("url", "peer://" + listing + "/stops/" + key, "idempotencyKey", key));
    }

    static long moved(TestNode node, String id) {
        return node.get("/channels/" + id).path("moved").asLong();
    }

    /** So many calls, and what the chain saw of them. */
    static Map<String, Object> bench(
            LocalChain chain, TestNode seller, TestNode buyer, Backend backend, String listing, int calls)
            throws Exception {
        String id = open(seller, buyer, listing, calls * PRICE);
        long start = System.nanoTime();
        try (ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<JsonNode>> answers = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                String key = "call-" + i;
                answers.add(callers.submit(() -> call(buyer, listing, key)));
            }
            for (Future<JsonNode> answer : answers) {
                if (answer.get().path("status").asInt() != 200) {
                    throw new IllegalStateException("a call failed: " + answer.get());
                }
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        seller.api().post("/channels/" + id + "/close", Map.of());
        seller.until("/channels/" + id, found -> found.path("state").asText().equals("closed"));
        ChainClient client = chain.play().client();
        List<String> facts = new ChannelContract(client)
                .facts(0, client.head().number()).facts().getOrDefault(Hash32.parse(id), List.of()).stream()
                        .map(fact -> fact.getClass().getSimpleName())
                        .toList();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("calls", calls);
        result.put("callsServed", backend.log().size());
        result.put("callsPerSecond", Math.round(calls / seconds));
        result.put("callsOnChain", facts);
        return result;
    }
}
