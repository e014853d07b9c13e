package org.pluspeer.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.market.deal.DealFact;
import org.pluspeer.market.deal.DealState;
import org.pluspeer.node.chain.AnvilRpc;
import org.pluspeer.node.chain.Anvils;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.Await;
import org.pluspeer.node.chain.DealContract;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** A keeper whose disk lies, and one whose owner is away: two nodes and a real chain. */
@Timeout(900)
class StorageFaultsIT {
    private static final int SIZE = 900_001;
    /** Base units for having a GiB back: 10,000 for each whole piece. */
    private static final String PER_GIB = "40960000";
    /** Of three whole pieces and one of 113,633 bytes. */
    private static final String RETRIEVAL = "34335";

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
        chain.play().give(keeper.account(), Amount.parseDecimal("10", 18), Amount.parseDecimal("100", 6));
        byte[] content = new byte[SIZE];
        new Random(3).nextBytes(content);
        file = Files.write(home.resolve("kept.bin"), content);
        Map<String, Object> table = new LinkedHashMap<>(DealWalk.table());
        table.put("retrievalPerGib", PER_GIB);
        keeper.api().post("/storage/offered", table);
        await(() -> !client.get("/listings?tag=storage").path("listings").isEmpty());
    }

    @AfterEach
    void close() {
        client.close();
        keeper.close();
        chain.close();
    }

    private static void await(BooleanSupplier condition) {
        boolean so = false;
        for (int i = 0; i < 8 && !so; i++) {
            so = Await.until(condition);
        }
        assertTrue(so);
    }

    /** Has the file kept, once the account can pay for it; the deal is open when this returns. */
    private String keep() {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("path", file.toString());
        order.put("copies", 1);
        order.put("seconds", DealWalk.EPOCHS * 3600);
        order.put("token", PlayChain.DOLLAR.checksummed());
        order.put("max", "50000000");
        order.put("idempotencyKey", "keep it");
        Problem poor = assertThrows(ProblemException.class, () -> client.api().post("/storage/kept", order))
                .problem();
        assertEquals(Problem.Code.INSUFFICIENT_FUNDS, poor.code());
        chain.play().give(client.account(), Amount.parseDecimal("10", 18), Amount.parseDecimal("100", 6));
        String id = client.api().post("/storage/kept", order).path("id").asText();
        await(() -> replica(id).path("state").asText().equals("kept"));
        return id;
    }

    private JsonNode replica(String keep) {
        return client.get("/storage/kept/" + keep).path("replicas").path(0);
    }

    private DealContract.Standing standing(Hash32 deal) {
        return new DealContract(chain.play().client()).standing(deal, At.LATEST);
    }

    private void mineTo(long block) {
        long missing = block - chain.play().client().head().number();
        if (missing > 0) {
            chain.play().mine((int) missing, DealWalk.BLOCK_SECONDS);
        }
    }

    private Amount ledger(TestNode node) {
        return new DealContract(chain.play().client()).ledger(node.account(), PlayChain.DOLLAR, At.LATEST);
    }

    /** Lets a deal's time go by while the keeper proves. */
    private void prove(Hash32 deal) {
        for (int epoch = 0; epoch < DealWalk.EPOCHS; epoch++) {
            int each = epoch;
            mineTo(standing(deal).start() + (epoch + 1L) * DealWalk.EPOCH_BLOCKS + 10);
            await(() -> standing(deal).proven().has(each));
        }
    }

    /** Overwrites all pieces of all replicas; their number and length stay. */
    private void spoilTheDisk() {
        try (Stream<Path> all = Files.walk(home.resolve("keeper").resolve("replicas"))) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                if (Files.size(each) >= SIZE) {
                    byte[] other = new byte[(int) Files.size(each)];
                    new Random(4).nextBytes(other);
                    Files.write(each, other);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aKeeperThatHasOtherBytesIsFoundOutByBothAndForfeitsItsCollateral() {
        String keep = keep();
        Hash32 deal = Hash32.parse(replica(keep).path("id").asText());
        Amount price = Amount.parseUnits(replica(keep).path("price").asText());
        Amount collateral = Amount.parseUnits(replica(keep).path("collateral").asText());
        spoilTheDisk();
        Problem none = assertThrows(ProblemException.class, () -> client.api()
                        .post("/storage/kept/" + keep + "/fetch", Map.of("max", RETRIEVAL)))
                .problem();
        assertEquals(Problem.Code.PEER_UNREACHABLE, none.code());
        assertEquals("[]", keeper.get("/seeds/earnings").path("parts").toString(), "garbage is not paid for");
        long start = standing(deal).start();
        mineTo(start + DealWalk.EPOCH_BLOCKS + DealWalk.WINDOW + 1);
        await(() -> replica(keep).path("lost").asBoolean());
        mineTo(start + 2 * DealWalk.EPOCH_BLOCKS + DealWalk.WINDOW + 1);
        await(() -> standing(deal).state() == DealState.DEFAULTED);
        assertEquals(0, standing(deal).proven().bits().bitCount());
        // 9, "Money": all of the price, and of the collateral at most what was not kept and a repair.
        Amount most = price.plus(new Amount(price.units().shiftRight(1)));
        assertEquals(price.plus(collateral.isLessThan(most) ? collateral : most), ledger(client));
        assertEquals(Amount.ZERO, ledger(keeper));
        await(() -> keeper.get("/storage/offered")
                .path("deals")
                .path(0)
                .path("state")
                .asText()
                .equals("ended"));
    }

    @Test
    void aLockedKeeperProvesAndSettlesFromItsOtherAccount() {
        Address operations = Address.parse(
                keeper.get("/wallet/lock").path("operations").path("account").asText());
        chain.play().give(operations, Amount.parseDecimal("1", 18), Amount.ZERO);
        String keep = keep();
        Hash32 deal = Hash32.parse(replica(keep).path("id").asText());
        Amount price = Amount.parseUnits(replica(keep).path("price").asText());
        Amount collateral = Amount.parseUnits(replica(keep).path("collateral").asText());
        assertEquals(
                "locked",
                keeper.api().post("/wallet/lock", Map.of()).path("state").asText());
        prove(deal);
        await(() -> standing(deal).state() == DealState.COMPLETED);
        assertEquals(price.plus(collateral), ledger(keeper));
        List<DealFact> facts = new DealContract(chain.play().client())
                .facts(0, chain.play().client().head().number())
                .facts()
                .getOrDefault(deal, List.of());
        // Opened, two proofs, and at least one settlement before the end.
        assertTrue(facts.size() >= 5, facts::toString);
        for (DealFact fact : facts) {
            if (!(fact instanceof DealFact.Opened)) {
                assertEquals(operations, sender(fact.transaction()), fact::toString);
            }
        }
        assertEquals("locked", keeper.get("/wallet/lock").path("state").asText());
    }

    @Test
    void whatIsExtendedIsKeptOnByTheSameKeeper() throws IOException {
        String keep = keep();
        Hash32 first = Hash32.parse(replica(keep).path("id").asText());
        prove(first);
        await(() -> standing(first).state() == DealState.COMPLETED);
        client.api().post("/storage/kept/" + keep + "/extend", Map.of("seconds", 7200, "max", "50000000"));
        await(() -> {
            JsonNode kept = client.get("/storage/kept/" + keep);
            return kept.path("replicas").size() == 2 && kept.path("safe").asInt() == 1;
        });
        JsonNode replicas = client.get("/storage/kept/" + keep).path("replicas");
        assertEquals(2, replicas.size(), replicas::toString);
        assertEquals("ended", replicas.path(0).path("state").asText());
        assertEquals(replicas.path(0).path("provider"), replicas.path(1).path("provider"));
        Hash32 second = Hash32.parse(replicas.path(1).path("id").asText());
        // Before its time is over: then the keeper may have deleted it.
        bringBackForPay(keep);
        prove(second);
        await(() -> standing(second).state() == DealState.COMPLETED);
        Amount price = Amount.parseUnits(replicas.path(0).path("price").asText());
        // The collateral of the first stood for the second too.
        assertEquals(
                price.times(2)
                        .plus(Amount.parseUnits(
                                replicas.path(0).path("collateral").asText())),
                ledger(keeper));
        String twice = price.times(2).toString();
        await(() -> client.get("/storage/kept/" + keep).path("spent").asText().equals(twice));
    }

    private void bringBackForPay(String keep) throws IOException {
        String path = "/storage/kept/" + keep + "/fetch";
        JsonNode cost = client.get(path);
        assertEquals(RETRIEVAL, cost.path("price").asText());
        assertEquals(RETRIEVAL, cost.path("most").asText());
        assertTrue(!cost.path("gas").asText().equals("0"));
        Problem dear = assertThrows(ProblemException.class, () -> client.api().post(path, Map.of()))
                .problem();
        assertEquals(Problem.Code.REFUSED_BY_POLICY, dear.code());
        JsonNode fetched = client.api().post(path, Map.of("max", RETRIEVAL));
        assertEquals(-1, Files.mismatch(file, Path.of(fetched.path("path").asText())));
        assertEquals(RETRIEVAL, fetched.path("paid").asText());
        JsonNode part = keeper.until("/seeds/earnings", found -> found.path("parts")
                        .path(0)
                        .path("amount")
                        .asText()
                        .equals(RETRIEVAL))
                .path("parts")
                .path(0);
        assertEquals(keeper.get("/storage/offered").path("offer").path("listing"), part.path("listing"));
        assertEquals(client.account().checksummed(), part.path("payer").asText());
    }

    private Address sender(Hash32 transaction) {
        return Address.parse(new AnvilRpc(chain.url())
                .result("eth_getTransactionByHash", "[\"" + transaction.hex() + "\"]")
                .path("from")
                .asText());
    }
}
