package org.pluspeer.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.market.deal.DealState;
import org.pluspeer.node.chain.Anvils;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.Await;
import org.pluspeer.node.chain.DealContract;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** An owner that wants a file kept no more: two nodes and a real chain. */
@Timeout(900)
class StorageEndIT {
    @TempDir
    private Path home;

    private LocalChain chain;
    private TestNode keeper;
    private TestNode client;
    private Path file;

    @BeforeEach
    void open() throws IOException {
        chain = Anvils.start(home.resolve("chain"));
        keeper = TestNode.start(TestNode.Setting.honest(home.resolve("keeper"), chain.url()));
        client = TestNode.start(
                TestNode.Setting.honest(home.resolve("client"), chain.url()).knowing(keeper));
        for (TestNode node : new TestNode[] {keeper, client}) {
            chain.play().give(node.account(), Amount.parseDecimal("10", 18), Amount.parseDecimal("100", 6));
        }
        byte[] content = new byte[300_001];
        new Random(5).nextBytes(content);
        file = Files.write(home.resolve("kept.bin"), content);
        keeper.api().post("/storage/offered", DealWalk.table());
        await(() -> !client.get("/listings?tag=storage").path("listings").isEmpty());
    }

    @AfterEach
    void close() {
        client.close();
        keeper.close();
        chain.close();
    }

    private void await(BooleanSupplier condition) {
        boolean so = false;
        for (int i = 0; i < 8 && !so; i++) {
            so = Await.until(condition);
        }
        assertTrue(so, () -> client.get("/storage/kept").toString());
    }

    private String keep() {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("path", file.toString());
        order.put("copies", 1);
        order.put("seconds", DealWalk.EPOCHS * 3600);
        order.put("token", PlayChain.DOLLAR.checksummed());
        order.put("max", "50000000");
        order.put("idempotencyKey", "keep it");
        return client.api().post("/storage/kept", order).path("id").asText();
    }

    private JsonNode kept(String keep) {
        return client.get("/storage/kept/" + keep);
    }

    private JsonNode replica(String keep) {
        return kept(keep).path("replicas").path(0);
    }

    private Amount ledger(TestNode node) {
        return new DealContract(chain.play().client()).ledger(node.account(), PlayChain.DOLLAR, At.LATEST);
    }

    /** Whether a node's own books have so much in the ledger of storage deals, as the chain does. */
    private static boolean isReconciled(TestNode node, Amount amount) {
        JsonNode all = node.get("/wallet/reconcile");
        for (JsonNode row : all.path("rows")) {
            if (row.path("place").asText().equals("storage")
                    && row.path("history").asText().equals(amount.toString())
                    && row.path("chain").asText().equals(amount.toString())) {
                return all.path("ok").asBoolean();
            }
        }
        return false;
    }

    @Test
    void theEpochThatRunsIsPaidForAndTheRestComesBack() {
        String keep = keep();
        await(() -> replica(keep).path("state").asText().equals("kept"));
        Amount price = Amount.parseUnits(replica(keep).path("price").asText());
        Amount collateral = Amount.parseUnits(replica(keep).path("collateral").asText());
        Amount half = new Amount(price.units().shiftRight(1));
        Hash32 deal = Hash32.parse(replica(keep).path("id").asText());
        assertEquals(
                "ending",
                client.api()
                        .post("/storage/kept/" + keep + "/end", Map.of())
                        .path("state")
                        .asText());
        await(() -> replica(keep).path("words").asText().equals("Ends after epoch 1"));
        DealContract contract = new DealContract(chain.play().client());
        long proven = contract.standing(deal, At.LATEST).start() + DealWalk.EPOCH_BLOCKS + 10;
        chain.play().mine((int) (proven - chain.play().client().head().number()), DealWalk.BLOCK_SECONDS);
        await(() -> contract.standing(deal, At.LATEST).state() == DealState.ENDED_EARLY);
        assertEquals(half, ledger(client));
        assertEquals(half.plus(collateral), ledger(keeper));
        await(() -> kept(keep).path("state").asText().equals("over"));
        assertEquals(half.toString(), kept(keep).path("spent").asText());
        assertEquals(1, kept(keep).path("replicas").size(), () -> "nobody else was asked: " + kept(keep));
        await(() -> isReconciled(client, half) && isReconciled(keeper, half.plus(collateral)));
        client.api()
                .post(
                        "/storage/withdraw",
                        Map.of("token", PlayChain.DOLLAR.checksummed(), "idempotencyKey", "what came back"));
        await(() -> ledger(client).isZero());
        await(() -> client.get("/wallet/reconcile").path("ok").asBoolean());
    }

    @Test
    void whatNobodyHasTakenYetIsTakenBackAtOnceAndCostsNothing() {
        keeper.close();
        String keep = keep();
        await(() -> replica(keep).path("state").asText().equals("proposing"));
        client.api().post("/storage/kept/" + keep + "/end", Map.of());
        await(() -> kept(keep).path("state").asText().equals("over"));
        assertEquals("0", kept(keep).path("spent").asText());
        assertEquals("you took it back", replica(keep).path("words").asText());
        assertEquals(Amount.ZERO, ledger(client));
    }
}
