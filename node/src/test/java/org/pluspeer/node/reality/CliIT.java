package org.pluspeer.node.reality;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.chain.FreePort;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/** Every command against running nodes: its document, its exit status, and its one sentence when something is wrong. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CliIT {
    private static final String NOBODY = "0x000000000000000000000000000000000000dEaD";
    private static final String UNKNOWN = "0x" + "ab".repeat(32);

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
    void aSaleIsMadeByCommandsAlone() throws IOException {
        byte[] bytes = new byte[6000];
        new Random(4).nextBytes(bytes);
        Path file = Files.write(root.resolve("songs.bin"), bytes);
        String sell = "sell " + file + " --price 1.50 --title Birdsong --tags birds,song --licence CC0-1.0";
        JsonNode listing = ok(market.seller(), sell);
        String id = listing.path("id").asText();
        assertEquals("1500000", listing.path("price").asText());
        assertEquals("0", listing.path("gas").asText());
        market.buyer().until("/listings?q=birdsong", page -> Market.ids(page).contains(id));

        JsonNode found = ok(market.buyer(), "search birdsong");
        assertEquals(List.of(id), Market.ids(found));
        assertEquals(0, ok(market.buyer(), "search --mine").path("total").asInt());
        JsonNode shown = ok(market.buyer(), "listing show " + id);
        assertEquals("Birdsong", shown.path("title").asText());
        assertTrue(shown.path("samples").path(0).path("verified").asBoolean());

        JsonNode dry = ok(market.buyer(), "buy " + id + " --dry-run");
        assertEquals("cancelled", dry.path("state").asText());
        JsonNode bought = ok(market.buyer(), "buy " + id + " --yes");
        assertEquals("delivered", bought.path("state").asText());
        String purchase = bought.path("id").asText();
        Path saved = root.resolve("saved.bin");
        JsonNode got = ok(market.buyer(), "get " + purchase + " --output " + saved);
        assertEquals(bought.path("file").path("sha256"), got.path("sha256"));
        assertArrayEquals(bytes, Files.readAllBytes(saved));
        failed(1, "conflict", market.buyer(), "get " + purchase + " --output " + saved);

        JsonNode purchases = ok(market.buyer(), "purchase list").path("purchases");
        assertEquals(2, purchases.size());
        assertEquals(
                "Birdsong",
                ok(market.buyer(), "purchase show " + purchase).path("title").asText());
        market.seller()
                .until("/sales/" + purchase, it -> it.path("state").asText().equals("released"));
        assertEquals(
                "1500000",
                ok(market.seller(), "sale show " + purchase).path("price").asText());
        assertTrue(ok(market.seller(), "sale list").path("sales").size() >= 1);
        assertEquals(
                "1500000",
                dollars(ok(market.seller(), "balance").path("tokens"))
                        .path("earned")
                        .asText());
        assertEquals(
                "1500000",
                dollars(ok(market.buyer(), "balance").path("tokens"))
                        .path("spent")
                        .asText());
    }

    @Test
    @Order(2)
    void moneyIsShownWithdrawnAndSent() {
        JsonNode before = dollars(ok(market.seller(), "wallet balance").path("balances"));
        Amount ledger = Amount.parseUnits(before.path("ledger").asText());
        assertEquals("1800000", ledger.toString(), "the price, and the bond, which the dry run gave back");
        assertEquals("1800000", before.path("free").asText());
        assertTrue(hash(ok(market.seller(), "wallet withdraw")));
        market.seller().until("/wallet", it -> dollars(it.path("balances"))
                .path("ledger")
                .asText()
                .equals("0"));
        failed(3, "insufficient_funds", market.seller(), "wallet withdraw");
        JsonNode after = dollars(ok(market.seller(), "wallet balance").path("balances"));
        Amount wallet = Amount.parseUnits(before.path("wallet").asText());
        assertEquals(
                wallet.plus(Amount.of(1_800_000)).toString(),
                after.path("wallet").asText());

        assertTrue(hash(ok(market.seller(), "wallet send " + NOBODY + " 0.25 --token PLAY --yes")));
        market.seller().until("/wallet/history", page -> page.path("entries")
                .path(0)
                .path("state")
                .asText()
                .equals("done"));
        var tokens = new org.pluspeer.node.chain.Tokens(market.chain().play().client());
        Amount arrived = tokens.balance(PlayChain.DOLLAR, Address.parse(NOBODY), org.pluspeer.node.chain.At.LATEST);
        assertEquals("250000", arrived.toString());
        List<String> kinds = new ArrayList<>();
        ok(market.seller(), "wallet history")
                .path("entries")
                .forEach(entry -> kinds.add(entry.path("title").asText()));
        assertTrue(kinds.contains("Sent") && kinds.contains("Withdrew from the ledger"), kinds::toString);
    }

    @Test
    @Order(3)
    void theNodeSaysWhatItIsDoing() {
        JsonNode status = ok(market.buyer(), "status");
        assertEquals(market.chain().chainId(), status.path("chain").path("id").asLong());
        assertTrue(status.path("chain").path("playMoney").asBoolean());
        assertEquals(1, status.path("peers").asInt());
        JsonNode peers = ok(market.buyer(), "peers").path("peers");
        assertEquals("out", peers.path(0).path("direction").asText());
        assertEquals(
                market.seller().account(),
                Address.parse(peers.path(0).path("account").asText()));
        assertTrue(run(List.of("--version")).out().startsWith("peer "));
        assertEquals(0, run(List.of("--help")).exit());
    }

    @Test
    @Order(4)
    void aMistakeGetsOneSentenceACodeAndItsExitStatusAndChangesNothing() throws IOException {
        RunningNode node = market.buyer();
        JsonNode before = ok(node, "wallet balance");
        Path file = Files.writeString(root.resolve("note.txt"), "a note");

        failed(4, "not_found", node, "listing show " + UNKNOWN);
        failed(4, "not_found", node, "buy --yes " + UNKNOWN);
        failed(4, "not_found", node, "purchase show " + UNKNOWN);
        failed(4, "not_found", node, "sale show " + UNKNOWN);
        failed(4, "not_found", node, "get " + UNKNOWN);
        failed(2, "bad_request", node, "listing show nonsense");
        failed(4, "file_unreadable", node, "sell " + root.resolve("missing") + " --price 1");
        failed(4, "file_unreadable", node, "sell " + root + " --price 1");
        failed(4, "file_unreadable", node, "sell " + Files.createFile(root.resolve("nothing")) + " --price 1");
        failed(2, "bad_request", node, "sell " + file + " --price much");
        failed(2, "bad_request", node, "sell " + file + " --price -1");
        failed(2, "bad_request", node, "sell " + file + " --price 1.0000001");
        failed(2, "bad_request", node, "sell " + file + " --price 1 --valid-days 9999");
        failed(4, "not_found", node, "sell " + file + " --price 1 --token DOGE");
        failed(4, "not_found", node, "wallet send nobody 1");
        failed(3, "refused_by_policy", node, "wallet send " + NOBODY + " 1");
        failed(2, "bad_request", node, "wallet send " + NOBODY + " lots");
        failed(3, "insufficient_funds", node, "wallet send " + NOBODY + " 1000000 --yes");
        failed(3, "insufficient_funds", node, "wallet send " + NOBODY + " 1000000 --token ETH --yes");
        failed(3, "insufficient_funds", node, "wallet withdraw 1000000");
        failed(3, "refused_by_policy", node, "buy " + UNKNOWN);
        assertEquals(2, run(List.of("sell", file.toString())).exit(), "no price");
        assertEquals(2, run(List.of("wallet", "sned")).exit(), "no such command");
        Path empty = Files.createDirectory(root.resolve("nobody-here"));
        for (String command : List.of("status", "search", "stop", "balance", "peers", "wallet balance")) {
            failed(6, "not_running", empty, command);
        }
        assertEquals(before, ok(node, "wallet balance"));
        assertEquals(0, ok(node, "search --mine").path("total").asInt());
    }

    @Test
    @Order(5)
    void whatStandsInTheWayOfStartingIsSaidAndLosesNothing() throws IOException {
        List<String> chain = Market.rpc(market.chain());
        Address account;
        try (RunningNode node = RunningNode.start(root, "third", chain)) {
            account = node.account();
            JsonNode listing = ok(node, "sell " + Files.writeString(root.resolve("kept.txt"), "kept") + " --price 1");
            assertTrue(listing.path("mine").asBoolean());
            refused(1, "already_running", RunningNode.arguments(root, "third", chain));
            assertEquals(account, node.account(), "the first one goes on");
            assertTrue(ok(node, "stop").path("stopped").asBoolean());
            assertTrue(Program.until(() -> !node.alive()));
        }
        failed(6, "not_running", root.resolve("third"), "status");

        Path wrong = Files.writeString(root.resolve("wrong.passphrase"), "not the passphrase");
        List<String> up = RunningNode.arguments(root, "third", chain);
        refused(5, "wrong_passphrase", changed(up, "--passphrase-file", wrong.toString()));
        refused(
                4,
                "file_unreadable",
                changed(up, "--passphrase-file", root.resolve("missing").toString()));
        long other = market.chain().chainId() + 1;
        refused(
                6,
                "chain_mismatch",
                RunningNode.arguments(root, "third", with(chain, "--chain-id", Long.toString(other))));
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());
            refused(1, "port_in_use", changed(up, "--http", port));
            String p2p = "127.0.0.1:" + port;
            refused(1, "port_in_use", changed(up, "--p2p", p2p));
        }
        List<String> away = List.of("--rpc", "http://127.0.0.1:" + FreePort.choose());
        refused(6, "chain_unavailable", RunningNode.arguments(root, "third", away));
        refused(2, "bad_request", RunningNode.arguments(root, "third", List.of("--rpc", "not an address")));

        try (RunningNode node = RunningNode.start(root, "third", chain)) {
            assertEquals(account, node.account(), "the same wallet");
            assertEquals(1, ok(node, "search --mine").path("total").asInt(), "the listing is still there");
        }
    }

    @Test
    @Order(6)
    void aFullDiskIsSaidAndTheNodeGoesOn() throws IOException, InterruptedException {
        Path mount = Files.createDirectory(root.resolve("small"));
        assumeTrue(mounts(mount), "needs root, to mount a small disk");
        try (RunningNode node = RunningNode.start(mount, "node", Market.rpc(market.chain()))) {
            Path large = Files.write(root.resolve("too-large.bin"), new byte[60 << 20]);
            Path small = Files.writeString(root.resolve("small.txt"), "a small file");
            failed(8, "disk_full", node, "sell " + large + " --price 1");
            assertEquals(0, ok(node, "search --mine").path("total").asInt());
            assertTrue(ok(node, "sell " + small + " --price 1").path("mine").asBoolean(), "what fits is taken");

            Path ballast = mount.resolve("ballast");
            fill(ballast);
            Path other = Files.writeString(root.resolve("other.txt"), "another file");
            failed(8, "disk_full", node, "sell " + other + " --price 1");
            assertEquals(1, ok(node, "search --mine").path("total").asInt());
            assertTrue(ok(node, "status").path("unlocked").asBoolean());

            Files.delete(ballast);
            assertTrue(ok(node, "sell " + other + " --price 1").path("mine").asBoolean(), "it went on");
            assertEquals(2, ok(node, "search --mine").path("total").asInt());
        } finally {
            assertEquals(
                    0, new ProcessBuilder("umount", mount.toString()).start().waitFor());
        }
    }

    private static boolean mounts(Path mount) throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=112m", "tmpfs", mount.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean mounted = process.waitFor() == 0;
            if (!mounted) {
                System.out.println("CliIT skips the full disk: " + said.strip());
            }
            return mounted;
        } catch (IOException e) {
            System.out.println("CliIT skips the full disk: " + e.getMessage());
            return false;
        }
    }

    /** Writes until nothing fits any more. */
    private static void fill(Path file) {
        byte[] chunk = new byte[1 << 16];
        try (var out = Files.newOutputStream(file)) {
            for (int i = 0; i < 1 << 14; i++) {
                out.write(chunk);
            }
            throw new AssertionError("the disk is not small");
        } catch (IOException e) {
            assertTrue(String.valueOf(e.getMessage()).contains("space"), e::toString);
        }
    }

    private static JsonNode ok(RunningNode node, String command) {
        Program.Ran ran = run(on(node.data(), command));
        assertEquals(0, ran.exit(), () -> command + ": " + ran);
        return ran.document();
    }

    private static void failed(int exit, String code, RunningNode node, String command) {
        failed(exit, code, node.data(), command);
    }

    private static void failed(int exit, String code, Path data, String command) {
        assertFailure(exit, code, run(on(data, command)));
    }

    private static void refused(int exit, String code, List<String> up) {
        assertFailure(exit, code, Program.run(root, with(up, "--json")));
    }

    private static void assertFailure(int exit, String code, Program.Ran ran) {
        assertEquals(code, ran.document().path("code").asText(), ran::toString);
        assertEquals(exit, ran.exit(), ran::toString);
        Sentences.assertPlain(ran);
    }

    private static List<String> on(Path data, String command) {
        return with(List.of(command.split(" ")), "--data-dir", data.toString(), "--json");
    }

    private static List<String> with(List<String> some, String... more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(List.of(more));
        return all;
    }

    private static List<String> changed(List<String> arguments, String option, String value) {
        List<String> changed = new ArrayList<>(arguments);
        changed.set(changed.indexOf(option) + 1, value);
        return changed;
    }

    private static Program.Ran run(List<String> arguments) {
        return InProcess.run(arguments);
    }

    private static JsonNode dollars(JsonNode rows) {
        for (JsonNode row : rows) {
            if (row.path("token").path("symbol").asText().equals("PLAY")) {
                return row;
            }
        }
        throw new AssertionError("no dollars in " + rows);
    }

    private static boolean hash(JsonNode sent) {
        return sent.path("transaction").asText().matches("0x[0-9a-f]{64}");
    }
}
