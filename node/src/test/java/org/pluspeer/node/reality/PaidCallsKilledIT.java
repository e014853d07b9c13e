package org.pluspeer.node.reality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.Backend;
import org.pluspeer.node.chain.Anvils;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.FreePort;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.node.interop.Others;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Keccak;
import org.pluspeer.wallet.key.NodeKey;

/** The seller's process is killed in the midst of many paid calls; the chain, the service and the buyer agree after. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class PaidCallsKilledIT {
    private static final int CALLS = 120;
    private static final long PRICE = 2_000;

    @Test
    void everyCallIsServedOnceAndChargedOnce(@TempDir Path root) throws Exception {
        byte[] key = Keccak.hash(new byte[] {4, 0, 3}).bytes();
        try (LocalChain chain = Anvils.start(root.resolve("chain"));
                Backend backend = Backend.start();
                Others others = Others.start("x402.mjs")) {
            List<String> options = new ArrayList<>(Market.rpc(chain));
            // One of the buyer's retries could else be given the seller's own port while it is away, and be linked with
            // itself.
            options.addAll(List.of("--public", "127.0.0.1:" + FreePort.choose()));
            try (NodeKey buyer = NodeKey.generate(key.clone())) {
                chain.play().give(buyer.address(), Amount.ZERO, Amount.parseDecimal("10", 6));
            }
            RunningNode seller = RunningNode.start(root, "seller", options);
            try {
                chain.play().give(seller.account(), Amount.parseDecimal("10", 18), Amount.ZERO);
                CompletableFuture<JsonNode> bought = buying(others, chain, key, sell(seller, backend));
                assertTrue(Program.until(() -> backend.log().size() > CALLS / 4));
                ProcessHandle killed = ProcessHandle.of(seller.pid()).orElseThrow();
                killed.destroyForcibly();
                killed.onExit().get();
                seller = RunningNode.start(root, "seller", options);
                assertAgree(bought.get(), seller, backend, chain);
            } finally {
                seller.close();
            }
        }
    }

    private static void assertAgree(JsonNode bought, RunningNode seller, Backend backend, LocalChain chain) {
        assertEquals(0, bought.path("failed").size(), bought::toString);
        Set<String> transactions = new HashSet<>();
        bought.path("receipts").forEach(receipt -> transactions.add(receipt.asText()));
        assertEquals(CALLS, transactions.size(), "each call was paid in a transaction of its own");
        assertEquals(CALLS, backend.log().size(), "each call was served under a name of its own");
        assertEquals(CALLS, new HashSet<>(backend.log().values()).size(), "and each was another");
        JsonNode books = seller.until(
                "/services/trams", found -> found.path("owed").asText().equals("0"));
        assertEquals(CALLS, books.path("calls").asInt());
        Amount earned = new Tokens(chain.play().client()).balance(PlayChain.DOLLAR, seller.account(), At.LATEST);
        assertEquals(Amount.of(PRICE).times(CALLS), earned);
        assertEquals(earned.toString(), books.path("earned").asText());
    }

    private static String sell(RunningNode seller, Backend backend) {
        Map<String, Object> wanted = new HashMap<>();
        wanted.put("target", backend.address());
        wanted.put("name", "trams");
        wanted.put("price", String.valueOf(PRICE));
        wanted.put("token", PlayChain.DOLLAR.checksummed());
        wanted.put("title", "Tram times");
        wanted.put("idempotencyKey", "sell trams");
        return seller.api().post("/services", wanted).path("url").asText();
    }

    private static CompletableFuture<JsonNode> buying(Others others, LocalChain chain, byte[] key, String url) {
        Map<String, Object> wanted = new HashMap<>();
        wanted.put("key", Bytes.hex(key));
        wanted.put("network", "eip155:" + chain.play().chainId());
        wanted.put("asset", PlayChain.DOLLAR.checksummed());
        wanted.put("url", url + "/stop");
        wanted.put("count", CALLS);
        wanted.put("atOnce", 6);
        // On a thread of its own: the common pool, which may have one, is where the end of a process is told.
        return CompletableFuture.supplyAsync(() -> others.ask("buyMany", wanted), Thread::startVirtualThread);
    }
}
