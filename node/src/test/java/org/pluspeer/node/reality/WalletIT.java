package org.pluspeer.node.reality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.account.KeystoreJson;
import org.pluspeer.node.chain.Anvils;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.key.LocalSigner;
import org.pluspeer.wallet.key.Passphrase;

/** A wallet's life by commands alone: made, locked, backed up, lost, and taken up on another machine. */
@Timeout(600)
class WalletIT {
    private static final String PASSPHRASE = "nobody guesses this one 5518";
    private static final String OTHER = "another that nobody guesses 9042";
    private static final String KEY = "4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318";

    @TempDir
    private Path root;

    private LocalChain chain;

    @BeforeEach
    void open() throws IOException {
        chain = Anvils.start(root.resolve("chain"));
        Files.writeString(root.resolve("passphrase"), PASSPHRASE + "\n");
        Files.writeString(root.resolve("other"), OTHER);
        Files.writeString(root.resolve("wrong"), "a guess that is wrong");
        Files.writeString(root.resolve("key"), "0x" + KEY + "\n");
    }

    @AfterEach
    void close() {
        chain.close();
    }

    private WaitingProgram up(String name) {
        return new WaitingProgram(root, name, List.of("--rpc", chain.url().toString()));
    }

    @Test
    void itIsMadeLockedBackedUpAndTakenUpElsewhere() throws Exception {
        Path backup = root.resolve("my.backup");
        List<String> words;
        JsonNode accounts;
        String listing;
        try (WaitingProgram node = up("first").says("WAITING")) {
            failed(5, "not_ready", node, "status");
            failed(4, "not_found", node, "wallet unlock --passphrase-file " + root.resolve("passphrase"));
            failed(2, "bad_request", node, "wallet new --passphrase-file " + shortOne());
            JsonNode made = ok(node, "wallet new --words 24 --passphrase-file " + root.resolve("passphrase"));
            words = texts(made.path("words"));
            assertEquals(24, words.size());
            node.says("READY");
            assertEquals(made.path("account"), ok(node, "status").path("account"));
            accounts = accounts(node);
            listing = ok(node, "sell " + goods() + " --price 1 --title Tides")
                    .path("id")
                    .asText();
            lockAndUnlock(node);
            JsonNode kept = ok(node, "wallet backup --out " + backup);
            assertEquals(Files.size(backup), kept.path("size").asLong());
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(
                            Path.of(kept.path("path").asText()))));
            drill(node, backup, words);
            assertNoSecret(node, words);
            assertNobodyAttaches(node);
            ok(node, "stop");
            assertEquals(0, node.exit());
        }
        try (WaitingProgram again = up("first").says("WAITING")) {
            failed(5, "wrong_passphrase", again, "wallet unlock --passphrase-file " + root.resolve("wrong"));
            ok(again, "wallet unlock --passphrase-file " + root.resolve("passphrase"));
            again.says("READY");
            assertEquals(accounts, ok(again, "wallet accounts"));
        }
        takeUp(backup, words, accounts, listing);
    }

    private Path shortOne() throws IOException {
        return Files.writeString(root.resolve("short"), "short");
    }

    private Path goods() throws IOException {
        return Files.writeString(root.resolve("tides.csv"), "day,height\n" + "2026-11-22,4.1\n".repeat(300));
    }

    private JsonNode accounts(WaitingProgram node) throws IOException {
        ok(node, "wallet accounts --add Savings");
        JsonNode brought = ok(node, "wallet import Old --key-file " + root.resolve("key"));
        String address = brought.path("address").asText();
        ok(node, "wallet watch Friend 0x000000000000000000000000000000000000dEaD");
        Path out = root.resolve("out.json");
        ok(
                node,
                "wallet export " + address + " --out " + out + " --passphrase-file " + root.resolve("passphrase")
                        + " --new-passphrase-file " + root.resolve("other"));
        try (Passphrase passphrase = Passphrase.of(OTHER.toCharArray());
                LocalSigner signer = LocalSigner.open(KeystoreJson.read(Files.readAllBytes(out)), passphrase)) {
            assertEquals(address, signer.address().checksummed());
        }
        failed(
                1,
                "conflict",
                node,
                "wallet export " + address + " --out " + out + " --passphrase-file " + root.resolve("passphrase"));
        failed(5, "wrong_passphrase", node, "wallet export " + address + " --passphrase-file " + root.resolve("wrong"));
        ok(node, "wallet accounts --drop " + address);
        ok(node, "wallet import Again --keystore " + out + " --passphrase-file " + root.resolve("other"));
        assertEquals(
                "0x" + KEY,
                ok(node, "wallet export " + address + " --key --passphrase-file " + root.resolve("passphrase"))
                        .path("key")
                        .asText());
        Files.writeString(out, Files.readString(out).replace("4096", "1073741824"));
        failed(
                8,
                "keystore_too_costly",
                node,
                "wallet import Dear --keystore " + out + " --passphrase-file " + root.resolve("other"));
        JsonNode all = ok(node, "wallet accounts");
        assertEquals(4, all.path("accounts").size());
        return all;
    }

    private void lockAndUnlock(WaitingProgram node) {
        assertEquals("unlocked", ok(node, "wallet lock --status").path("state").asText());
        assertEquals("locked", ok(node, "wallet lock").path("state").asText());
        failed(5, "locked", node, "wallet accounts --add More");
        failed(5, "locked", node, "sell " + root.resolve("tides.csv") + " --price 2 --title Again");
        assertEquals(1, ok(node, "search --mine").path("total").asInt(), "what there is goes on");
        failed(5, "wrong_passphrase", node, "wallet unlock --passphrase-file " + root.resolve("wrong"));
        JsonNode open = ok(node, "wallet unlock --minutes 5 --passphrase-file " + root.resolve("passphrase"));
        long left = open.path("locksAt").asLong() - System.currentTimeMillis() / 1000;
        assertTrue(left > 200 && left <= 300, open::toString);
    }

    private void drill(WaitingProgram node, Path backup, List<String> words) throws IOException {
        Path paper = Files.writeString(root.resolve("words"), String.join(" ", words));
        JsonNode drilled = ok(node, "wallet drill " + backup + " --words-file " + paper);
        assertTrue(drilled.path("ok").asBoolean() && drilled.path("words").asBoolean(), drilled::toString);
        assertEquals(1, drilled.path("found").path("listings").asInt());
        assertEquals(4, drilled.path("found").path("accounts").asInt());
        byte[] bytes = Files.readAllBytes(backup);
        bytes[bytes.length / 2] ^= 1;
        Path bent = Files.write(root.resolve("bent"), bytes);
        failed(8, "backup_invalid", node, "wallet drill " + bent);
        Files.delete(bent);
        Files.delete(paper);
    }

    private void takeUp(Path backup, List<String> words, JsonNode accounts, String listing) throws Exception {
        Path paper = root.resolve("words");
        try (WaitingProgram node = up("second").says("WAITING")) {
            List<String> wrong = new ArrayList<>(words);
            wrong.set(0, "abandom");
            Files.writeString(paper, String.join(" ", wrong));
            String restore = "wallet restore --backup " + backup + " --words-file " + paper + " --passphrase-file "
                    + root.resolve("other");
            failed(2, "unknown_word", node, restore);
            Files.writeString(paper, "legal winner thank year wave sausage worth useful legal winner thank yellow");
            failed(8, "backup_invalid", node, restore);
            assertFalse(Files.exists(node.data().resolve("wallet.json")), "nothing was made of other words");
            Files.writeString(paper, String.join(" ", words));
            ok(node, restore);
            node.says("READY");
            Files.delete(paper);
            assertEquals(accounts, ok(node, "wallet accounts"));
            JsonNode mine = ok(node, "search --mine");
            assertEquals(List.of(listing), Market.ids(mine));
            assertTrue(ok(node, "wallet lock --status").path("backedUp").asBoolean());
            assertNotEquals(PASSPHRASE, OTHER);
            failed(5, "wrong_passphrase", node, "wallet words --passphrase-file " + root.resolve("passphrase"));
            assertEquals(
                    words,
                    texts(ok(node, "wallet words --passphrase-file " + root.resolve("other"))
                            .path("words")));
            assertNoSecret(node, words);
        }
    }

    /** In no file of the node, no line that it printed or logged, and nothing that the system shows of it. */
    private void assertNoSecret(WaitingProgram node, List<String> words) throws IOException {
        Needles needles = new Needles()
                .text("the passphrase", PASSPHRASE)
                .text("the other passphrase", OTHER)
                .add("the imported key", Bytes.parseHex(KEY));
        for (String between : List.of(" ", ",", ", ", "\",\"", "\n")) {
            needles.text("the words", String.join(between, words));
            needles.text("some words", String.join(between, words.subList(3, 7)));
        }
        assertEquals(List.of(), needles.in(node.data()));
        node.prints().forEach(file -> assertEquals(List.of(), needles.in(file)));
        for (String shown : List.of("cmdline", "environ")) {
            Path file = Path.of("/proc", Long.toString(node.pid()), shown);
            if (Files.exists(file)) {
                assertEquals(List.of(), needles.inStream(file));
            }
        }
    }

    /** A heap dump would show keys: nobody gets one, not even the same user with the JDK's own tool. */
    private static void assertNobodyAttaches(WaitingProgram node) throws Exception {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(node.pid()),
                        "GC.heap_info")
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(jcmd.waitFor(60, TimeUnit.SECONDS));
        assertNotEquals(0, jcmd.exitValue(), said);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private JsonNode ok(WaitingProgram node, String command) {
        Program.Ran ran = run(node, command);
        assertEquals(0, ran.exit(), () -> command + ": " + ran);
        return ran.document();
    }

    private void failed(int exit, String code, WaitingProgram node, String command) {
        Program.Ran ran = run(node, command);
        assertEquals(code, ran.document().path("code").asText(), ran::toString);
        assertEquals(exit, ran.exit(), ran::toString);
        Sentences.assertPlain(ran);
    }

    private static Program.Ran run(WaitingProgram node, String command) {
        List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
        arguments.addAll(List.of("--data-dir", node.data().toString(), "--json"));
        return InProcess.run(arguments);
    }
}
