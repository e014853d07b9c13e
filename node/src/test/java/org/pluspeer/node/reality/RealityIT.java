package org.pluspeer.node.reality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.DataDirectory;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.Exchange;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;
import org.pluspeer.wallet.key.KeyRing;
import org.pluspeer.wallet.key.Mnemonic;
import org.pluspeer.wallet.key.NodeSecrets;
import org.pluspeer.wallet.key.SecretBox;

/** That the sale is real: two processes with nothing in common but the chain, and secrets that never leave memory. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealityIT {
    private static final List<Integer> ODD_SIZES = List.of(1, 255, 257, 2047, 2049, 5000, 70001);
    private static final String PRICE = "10000";

    @TempDir
    static Path root;

    private static Market market;

    @BeforeAll
    static void open() {
        market = Market.open(root);
    }

    @AfterAll
    static void close() {
        market.close();
    }

    @Test
    @Order(1)
    void filesOfOddSizesArriveByteForByte() throws IOException {
        long seed = new SecureRandom().nextLong();
        System.out.println("RealityIT sells random bytes of the sizes " + ODD_SIZES + ", seed " + seed);
        Random random = new Random(seed);
        for (int size : ODD_SIZES) {
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            String listing = market.list(Files.write(root.resolve("odd-" + size + ".bin"), bytes), PRICE);
            JsonNode ended = market.ended(market.agree(listing));
            assertEquals("delivered", ended.path("state").asText(), ended::toString);
            assertEquals(size, ended.path("file").path("size").asInt());
            Path saved = Path.of(ended.path("file").path("path").asText());
            assertTrue(java.util.Arrays.equals(bytes, Files.readAllBytes(saved)), () -> size + " bytes");
        }
    }

    @Test
    @Order(2)
    void theProcessesShareNothingButTheChain() throws IOException {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "needs Linux: only /proc shows open files and sockets");
        byte[] bytes = new byte[12 << 20];
        new Random(1).nextBytes(bytes);
        String purchase = market.agree(market.list(Files.write(root.resolve("large.bin"), bytes), PRICE));

        Sight seller = Sight.of(market.seller().pid());
        Sight buyer = Sight.of(market.buyer().pid());
        JsonNode state;
        int looks = 0;
        do {
            state = market.buyer().api().get("/purchases/" + purchase);
            seller = seller.and(Sight.of(market.seller().pid()));
            buyer = buyer.and(Sight.of(market.buyer().pid()));
            looks++;
        } while (!Market.ENDS.contains(state.path("state").asText()) && looks < 100_000);

        assertEquals("delivered", state.path("state").asText());
        assertTrue(looks > 2, "looked while the sale ran");
        assertEquals(Set.of(), common(seller.open(), buyer.open()), "open in both");
        assertEquals(Set.of(), common(seller.shared(), buyer.shared()), "shared memory");
        assertTrue(
                seller.open().values().stream().anyMatch(file -> file.contains("/seller/journal/")), seller::toString);
        assertTrue(buyer.open().values().stream().anyMatch(file -> file.contains("/buyer/journal/")), buyer::toString);
        assertConnectionsOf(seller, market.seller());
        assertConnectionsOf(buyer, market.buyer());
        String sellersNode = market.seller().api().get("/status").path("nodeId").asText();
        assertTrue(
                market.buyer()
                        .api()
                        .get("/peers")
                        .path("peers")
                        .findValuesAsText("nodeId")
                        .contains(sellersNode),
                "linked with the seller");
    }

    private static Set<String> common(Map<String, String> ones, Map<String, String> others) {
        Set<String> common = new HashSet<>();
        ones.forEach((inode, file) -> {
            if (others.containsKey(inode)) {
                common.add(file);
            }
        });
        return common;
    }

    /** To the chain, to or from the other peer's port, and from this test; datagrams at the one port that is told. */
    private static void assertConnectionsOf(Sight sight, RunningNode node) {
        Set<Integer> p2p = Set.of(market.seller().p2pPort(), market.buyer().p2pPort());
        assertEquals(Set.of(node.httpPort(), node.p2pPort()), sight.listening(), "listens at");
        assertEquals(1, sight.datagrams().size(), () -> "one UDP socket: " + sight.datagrams());
        for (Sight.Connection it : sight.datagrams()) {
            assertEquals(node.p2pPort(), it.localPort(), () -> "datagrams elsewhere: " + it);
            assertEquals(0, it.remotePort(), () -> "held to somebody: " + it);
        }
        for (Sight.Connection it : sight.connections()) {
            boolean chain = it.remotePort() == market.chain().url().getPort();
            boolean peer = p2p.contains(it.remotePort()) || it.localPort() == node.p2pPort();
            boolean test = it.localPort() == node.httpPort();
            assertTrue(it.remoteHost().equals("127.0.0.1"), () -> "left this machine: " + it);
            assertTrue(chain || peer || test, () -> "a connection to somebody else: " + it);
        }
    }

    @Test
    @Order(3)
    void noSecretIsOnDiskInALogOrInWhatTheSystemShows() throws IOException {
        byte[] bytes = new byte[9000];
        new Random(2).nextBytes(bytes);
        String purchase = market.agree(market.list(Files.write(root.resolve("private.bin"), bytes), PRICE));
        JsonNode ended = market.ended(purchase);
        assertEquals("delivered", ended.path("state").asText());
        JsonNode sale = market.seller().until("/sales/" + ended.path("id").asText(), it -> !it.path("state")
                .asText()
                .matches("offered|accepted|keySent|releasing"));
        assertEquals("released", sale.path("state").asText());
        JsonNode offer = Program.script("secrets.mjs", "", "offer", rpc(), acceptance(ended));

        Needles needles = new Needles().text("the passphrase", RunningNode.PASSPHRASE);
        Hash32 key = addSecretsOf(market.seller(), needles, offer);
        addSecretsOf(market.buyer(), needles, offer);
        Needles control =
                new Needles().add("the key's hash", hex(offer.path("keyHash").asText()));
        for (RunningNode node : List.of(market.seller(), market.buyer())) {
            assertFalse(control.in(node.data()).isEmpty(), "what is no secret is found, so the search works");
            assertEquals(List.of(), needles.in(node.data()));
            node.prints().forEach(file -> assertEquals(List.of(), needles.in(file)));
            for (String shown : List.of("cmdline", "environ")) {
                Path file = Path.of("/proc", Long.toString(node.pid()), shown);
                if (Files.exists(file)) {
                    assertEquals(List.of(), needles.inStream(file));
                }
            }
        }
        assertEquals(List.of(), needles.in(root.resolve("chain")));
        String keyHash = offer.path("keyHash").asText();
        JsonNode scan = Program.script("secrets.mjs", key.hex() + "\n" + keyHash + "\n", "scan", rpc());
        assertEquals(1, scan.path("found").size(), "only the key's hash is on the chain of a released sale");
        assertEquals(keyHash.substring(2), scan.path("found").path(0).asText());
    }

    /** The words, what follows from them, and the sale's key if this is the seller; gives the key that these words make. */
    private static Hash32 addSecretsOf(RunningNode node, Needles needles, JsonNode offer) throws IOException {
        String name = node.data().getFileName().toString();
        Program.Ran ran = Program.run(
                root,
                "wallet",
                "words",
                "--json",
                "--data-dir",
                node.data().toString(),
                "--passphrase-file",
                RunningNode.passphraseFile(root, name).toString());
        assertEquals(0, ran.exit(), ran::toString);
        List<String> words = new java.util.ArrayList<>();
        ran.document().path("words").forEach(word -> words.add(word.asText()));
        assertEquals(12, words.size());
        for (String between : List.of(" ", ",", ", ", "\",\"", "\n")) {
            needles.text(name + "'s words", String.join(between, words));
        }
        JsonNode keys = Program.script("secrets.mjs", String.join(" ", words), "keys");
        assertEquals(node.account(), Address.parse(keys.path("address").asText()), "ethers finds the same account");
        needles.add(name + "'s account key", hex(keys.path("privateKey").asText()));
        needles.add(name + "'s entropy", hex(keys.path("entropy").asText()));
        needles.add(name + "'s seed", hex(keys.path("seed").asText()));
        try (Mnemonic mnemonic = Mnemonic.parse(String.join(" ", words));
                KeyRing ring = KeyRing.of(mnemonic);
                NodeSecrets secrets = ring.secrets();
                SecretBox box = secrets.box("node key")) {
            byte[] about = "node key".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            needles.add(
                    name + "'s node key",
                    box.open(Files.readAllBytes(node.data().resolve("node.key")), about));
            for (String label : List.of("journal", "transactions", "node key")) {
                needles.add(name + "'s " + label + " box", secrets.derive(label, "box".getBytes(US_ASCII)));
            }
            byte[] key = secrets.derive("sale", context(offer));
            if (node == market.seller()) {
                assertEquals(Hash32.parse(offer.path("keyHash").asText()), Keccak.hash(key), "this is the sale's key");
                needles.add("the sale's key", key);
            }
            return Hash32.of(key);
        }
    }

    private static final java.nio.charset.Charset US_ASCII = java.nio.charset.StandardCharsets.US_ASCII;

    private static byte[] context(JsonNode offer) {
        return ByteBuffer.allocate(2 * Hash32.LENGTH + Address.LENGTH + Integer.BYTES)
                .put(hex(offer.path("nonce").asText()))
                .put(hex(offer.path("buyer").asText()))
                .put(hex(offer.path("contentRoot").asText()))
                .putInt(offer.path("blockSize").asInt())
                .array();
    }

    private static String acceptance(JsonNode purchase) {
        for (JsonNode step : purchase.path("steps")) {
            if (step.path("transaction").path("name").asText().equals("accept")) {
                return step.path("transaction").path("hash").asText();
            }
        }
        throw new AssertionError("no acceptance: " + purchase);
    }

    @Test
    @Order(4)
    void withTheWayToTheSellerClosedTheSaleFailsAndNothingIsPaid() throws IOException {
        byte[] bytes = new byte[3000];
        new Random(3).nextBytes(bytes);
        String listing = market.list(Files.write(root.resolve("unreachable.bin"), bytes), PRICE);
        Address buyer = market.buyer().account();
        var client = market.chain().play().client();
        Tokens tokens = new Tokens(client);
        Exchange exchange = Exchange.on(client);
        market.seller().close();
        long nonce = client.nonce(buyer, false);
        var dollars = tokens.balance(PlayChain.DOLLAR, buyer, At.LATEST);

        // The seller lives on the same chain, but where the buyer knows it nobody listens any more; and it has
        // forgotten
        // its peers, or it would dial the buyer and be found.
        Files.delete(new DataDirectory(market.seller().data()).peers());
        try (RunningNode elsewhere = RunningNode.start(root, "seller", Market.rpc(market.chain()))) {
            Program.Ran ran = Program.run(
                    root,
                    "buy",
                    listing,
                    "--yes",
                    "--json",
                    "--data-dir",
                    market.buyer().data().toString());

            assertTrue(elsewhere.alive());
            assertEquals(6, ran.exit(), ran::toString);
            assertEquals("peer_unreachable", ran.document().path("code").asText());
            Sentences.assertPlain(ran);
        }
        assertEquals(dollars, tokens.balance(PlayChain.DOLLAR, buyer, At.LATEST), "nothing was paid");
        assertEquals(nonce, client.nonce(buyer, true), "nothing was sent");
        assertTrue(exchange.escrowed(PlayChain.DOLLAR, At.LATEST).isZero());
        assertEquals("failed", lastPurchase().path("state").asText());
    }

    private static JsonNode lastPurchase() {
        return market.buyer().api().get("/purchases").path("purchases").path(0);
    }

    private static String rpc() {
        return market.chain().url().toString();
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.substring(2));
    }
}
