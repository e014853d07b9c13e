package org.pluspeer.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.chain.Anvils;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.key.KeyException;
import org.pluspeer.wallet.key.KeyRing;
import org.pluspeer.wallet.key.Mnemonic;
import org.pluspeer.wallet.key.WordList;

/** The page first, then a wallet, then the rest; and the lock while it runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class SetupIT {
    private static final String PASSPHRASE = "what only the owner knows";
    private static final Address NOBODY = Address.parse("0x000000000000000000000000000000000000dEaD");

    private LocalChain chain;

    @BeforeAll
    void open(@TempDir Path directory) {
        chain = Anvils.start(directory.resolve("chain"));
    }

    @AfterAll
    void close() {
        chain.close();
    }

    @Test
    void aWalletIsMadeAtTheDoorLockedUnlockedAndTakenUpElsewhere(@TempDir Path directory) {
        List<String> words;
        String account;
        try (WaitingNode node = new WaitingNode(directory.resolve("first"), chain.url())) {
            assertEquals("none", node.setup().path("state").asText());
            assertRefused(Problem.Code.NOT_READY, () -> node.api().get("/status"));
            assertRefused(Problem.Code.BAD_REQUEST, () -> create(node, "short", 12));
            assertRefused(Problem.Code.WORD_COUNT, () -> create(node, PASSPHRASE, 13));
            assertRefused(Problem.Code.NOT_FOUND, () -> unlockAtDoor(node, PASSPHRASE));
            JsonNode made = create(node, PASSPHRASE, 24);
            words = texts(made.path("words"));
            account = made.path("account").asText();
            assertEquals(24, words.size());
            assertEquals(account, derived(words, 0));
            assertEquals(account, node.running().account().checksummed());
            assertEquals("running", node.setup().path("state").asText());
            assertRefused(Problem.Code.CONFLICT, () -> create(node, PASSPHRASE, 12));
            chain.play().give(node.running().account(), Amount.parseDecimal("1", 18), Amount.of(1));
            assertLocksAndUnlocks(node, new DataDirectory(directory.resolve("first")).attempts());
            assertWordsAreAskedFor(node, words);
        }
        try (WaitingNode again = new WaitingNode(directory.resolve("first"), chain.url())) {
            assertEquals("locked", again.setup().path("state").asText());
            assertRefused(Problem.Code.CONFLICT, () -> create(again, PASSPHRASE, 12));
            assertRefused(Problem.Code.WRONG_PASSPHRASE, () -> unlockAtDoor(again, "something else"));
            unlockAtDoor(again, PASSPHRASE);
            assertEquals(account, again.running().account().checksummed());
            assertTrue(again.api().get("/wallet/lock").path("backedUp").asBoolean(), "it is remembered");
        }
        try (WaitingNode other = new WaitingNode(directory.resolve("second"), chain.url())) {
            List<String> wrong = new ArrayList<>(words);
            wrong.set(3, "zzoo");
            String said = assertRefused(Problem.Code.UNKNOWN_WORD, () -> restore(other, wrong));
            assertTrue(said.contains("word 4") && said.contains("zoo"), said);
            List<String> another = withAnotherWord(words);
            assertRefused(Problem.Code.WORD_CHECKSUM, () -> restore(other, another));
            assertRefused(Problem.Code.WORD_COUNT, () -> restore(other, words.subList(0, 23)));
            assertEquals("none", other.setup().path("state").asText(), "nothing was made of wrong words");
            assertEquals(account, restore(other, words).path("account").asText());
            assertEquals(account, other.running().account().checksummed());
        }
    }

    /** One in 256 words would fit by chance; the first that does not is taken. */
    private static List<String> withAnotherWord(List<String> words) {
        List<String> changed = new ArrayList<>(words);
        for (String word : WordList.ENGLISH.words()) {
            changed.set(3, word);
            try {
                Mnemonic.parse(String.join(" ", changed)).close();
            } catch (KeyException e) {
                return changed;
            }
        }
        throw new AssertionError("every word fits");
    }

    private void assertLocksAndUnlocks(WaitingNode node, Path attempts) {
        assertEquals("unlocked", node.api().get("/wallet/lock").path("state").asText());
        node.api().post("/accounts", Map.of("name", "Savings"));
        assertEquals(
                "locked",
                node.api().post("/wallet/lock", Map.of()).path("state").asText());
        assertFalse(node.api().get("/status").path("unlocked").asBoolean());
        assertEquals(2, node.api().get("/accounts").path("accounts").size(), "what there is stays known");
        assertRefused(Problem.Code.LOCKED, () -> send(node));
        assertRefused(Problem.Code.LOCKED, () -> node.api().post("/accounts", Map.of("name", "More")));
        assertRefused(Problem.Code.WRONG_PASSPHRASE, () -> unlock(node, "a guess"));
        // As if somebody had guessed many times, in whatever program.
        long now = System.currentTimeMillis();
        DataDirectory.replace(
                attempts,
                Json.write(Map.of(
                        "wrong",
                        12,
                        "at",
                        now,
                        "until",
                        now + Duration.ofMinutes(5).toMillis())));
        assertRefused(Problem.Code.TOO_MANY_ATTEMPTS, () -> unlock(node, PASSPHRASE));
        assertTrue(node.api().get("/wallet/lock").path("retryAt").isIntegralNumber());
        DataDirectory.remove(attempts);
        assertEquals("unlocked", unlock(node, PASSPHRASE).path("state").asText());
        assertTrue(node.api().get("/wallet/lock").path("locksAt").isIntegralNumber());
        assertTrue(send(node).path("transaction").asText().startsWith("0x"));
    }

    private void assertWordsAreAskedFor(WaitingNode node, List<String> words) {
        assertFalse(node.api().get("/wallet/lock").path("backedUp").asBoolean());
        JsonNode asked = node.api().get("/wallet/words/check").path("asked");
        assertEquals(3, asked.size());
        Map<String, String> answers = new HashMap<>();
        asked.forEach(place -> answers.put(place.asText(), words.get(place.asInt() - 1)));
        String last = asked.get(2).asText();
        String right = answers.put(last, "nonsense");
        assertRefused(Problem.Code.CONFLICT, () -> node.api().post("/wallet/words/check", Map.of("answers", answers)));
        answers.clear();
        node.api()
                .get("/wallet/words/check")
                .path("asked")
                .forEach(place -> answers.put(place.asText(), words.get(place.asInt() - 1)));
        assertNotEquals("", right);
        assertTrue(node.api()
                .post("/wallet/words/check", Map.of("answers", answers))
                .path("backedUp")
                .asBoolean());
        assertEquals(
                words,
                texts(node.api()
                        .post("/wallet/words", Map.of("passphrase", PASSPHRASE))
                        .path("words")));
        assertRefused(
                Problem.Code.WRONG_PASSPHRASE, () -> node.api().post("/wallet/words", Map.of("passphrase", "other")));
    }

    private static JsonNode send(WaitingNode node) {
        return node.api()
                .post(
                        "/wallet/send",
                        Map.of(
                                "to",
                                NOBODY.checksummed(),
                                "token",
                                Address.ZERO.checksummed(),
                                "amount",
                                "1",
                                "idempotencyKey",
                                "to nobody"));
    }

    private static JsonNode create(WaitingNode node, String passphrase, int words) {
        return node.api().post("/setup/create", Map.of("passphrase", passphrase, "words", words));
    }

    private static JsonNode restore(WaitingNode node, List<String> words) {
        return node.api()
                .post("/setup/restore", Map.of("words", String.join(" ", words), "passphrase", "another passphrase"));
    }

    private static JsonNode unlockAtDoor(WaitingNode node, String passphrase) {
        return node.api().post("/setup/unlock", Map.of("passphrase", passphrase));
    }

    private static JsonNode unlock(WaitingNode node, String passphrase) {
        return node.api().post("/wallet/unlock", Map.of("passphrase", passphrase));
    }

    private static String derived(List<String> words, int index) {
        try (Mnemonic mnemonic = Mnemonic.parse(String.join(" ", words));
                KeyRing ring = KeyRing.of(mnemonic)) {
            return ring.signer(index).address().checksummed();
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static String assertRefused(Problem.Code code, Executable call) {
        ProblemException refused = assertThrows(ProblemException.class, call);
        assertEquals(code, refused.problem().code(), refused.getMessage());
        return refused.problem().detail();
    }
}
