package org.pluspeer.wallet.key;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pluspeer.wallet.Arbitraries;
import org.pluspeer.wallet.Vectors;

class MnemonicTest {
    private static final String PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow";

    @Provide
    Arbitrary<byte[]> entropies() {
        return Arbitraries.entropies();
    }

    @TestFactory
    Stream<DynamicTest> vectors_of_bip_39_hold() {
        return Vectors.each(
                Vectors.read("bip39.json").get("vectors"),
                "words",
                vector -> check(
                        vector.get("entropy").asText(),
                        vector.get("words").asText(),
                        "TREZOR",
                        vector.get("seed").asText()));
    }

    @TestFactory
    Stream<DynamicTest> phrases_are_those_of_ethers() {
        return Vectors.each(
                Vectors.read("accounts.json").get("phrases"),
                "name",
                vector -> check(
                        vector.get("entropy").asText().substring(2),
                        vector.get("words").asText(),
                        vector.get("passphrase").asText(),
                        vector.get("seed").asText().substring(2)));
    }

    private static void check(String entropy, String words, String passphrase, String seed) {
        try (Mnemonic made = Mnemonic.taking(HexFormat.of().parseHex(entropy));
                Mnemonic read = Mnemonic.parse(words);
                Passphrase typed = Passphrase.of(passphrase.toCharArray())) {
            assertEquals(words, String.join(" ", made.words()));
            assertEquals(words, String.join(" ", read.words()));
            assertEquals(seed, HexFormat.of().formatHex(read.seed(typed)));
        }
    }

    @Test
    void the_list_is_the_one_of_bip_39() throws Exception {
        byte[] list =
                MnemonicTest.class.getResourceAsStream("bip39-english.txt").readAllBytes();
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(list));
        assertEquals("2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda", hash);
    }

    @Property(tries = 100)
    void words_read_back(@ForAll("entropies") byte[] entropy) {
        byte[] given = entropy.clone();
        Mnemonic made = Mnemonic.taking(given);
        assertArrayEquals(new byte[entropy.length], given, "the caller's bytes are wiped");
        Mnemonic read = Mnemonic.parse(String.join(" ", made.words()));
        assertEquals(made.words(), read.words());
        assertEquals(entropy.length * 3 / 4, made.words().size());
    }

    @Property(tries = 200)
    void another_word_is_found_out_or_is_another_phrase(
            @ForAll("entropies") byte[] entropy,
            @ForAll @IntRange(max = 11) int at,
            @ForAll @IntRange(max = 2047) int by) {
        List<String> words = new ArrayList<>(Mnemonic.taking(entropy.clone()).words());
        String other = WordList.ENGLISH.word(by);
        boolean same = words.set(at, other).equals(other);
        try (Mnemonic read = Mnemonic.parse(String.join(" ", words))) {
            assertEquals(words, read.words());
        } catch (KeyException e) {
            assertEquals(KeyException.Code.WORD_CHECKSUM, e.code());
            assertFalse(same);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, legl, legal",
        "4, yaer, year",
        "7, wrth, worth",
        "12, yelllow, yellow",
        "2, winnner, winner",
        "3, THANKS, thank"
    })
    void a_word_that_is_none_is_named_by_place_with_the_nearest(int place, String typed, String nearest) {
        List<String> words = new ArrayList<>(List.of(PHRASE.split(" ")));
        words.set(place - 1, typed);
        KeyException refusal = assertThrows(KeyException.class, () -> Mnemonic.parse(String.join(" ", words)));
        assertEquals(KeyException.Code.UNKNOWN_WORD, refusal.code());
        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.contains("word " + place + " "), message);
        assertTrue(message.endsWith(": " + nearest), message);
        assertFalse(message.contains(typed + " "), message);
    }

    @Test
    void an_endless_word_costs_nothing() {
        String phrase = "x".repeat(2_000_000) + " a".repeat(11);
        assertEquals(
                KeyException.Code.UNKNOWN_WORD,
                assertThrows(KeyException.class, () -> Mnemonic.parse(phrase)).code());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9, 11, 13, 14, 23, 25, 27})
    void another_count_is_refused(int count) {
        String phrase = String.join(
                " ", IntStream.range(0, count).mapToObj(i -> "abandon").toList());
        KeyException refusal = assertThrows(KeyException.class, () -> Mnemonic.parse(phrase));
        assertEquals(KeyException.Code.WORD_COUNT, refusal.code());
    }

    @Test
    void words_in_another_order_are_no_phrase() {
        KeyException refusal = assertThrows(
                KeyException.class,
                () -> Mnemonic.parse("winner legal thank year wave sausage worth useful legal winner thank yellow"));
        assertEquals(KeyException.Code.WORD_CHECKSUM, refusal.code());
    }

    @Test
    void case_and_white_space_do_not_matter() {
        String typed = "\n " + PHRASE.toUpperCase(Locale.ROOT).replace(" ", " \t\u00a0\n") + "\r\n";
        assertEquals(List.of(PHRASE.split(" ")), Mnemonic.parse(typed).words());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 12, 15, 17, 33, 36, 64})
    void entropy_of_another_length_is_refused(int length) {
        KeyException refusal = assertThrows(KeyException.class, () -> Mnemonic.taking(new byte[length]));
        assertEquals(KeyException.Code.WORD_COUNT, refusal.code());
    }

    @Test
    void closed_words_are_gone_and_shown_ones_are_hidden() {
        Mnemonic words = Mnemonic.parse(PHRASE);
        assertFalse(words.toString().contains("legal"));
        words.close();
        assertEquals(
                KeyException.Code.LOCKED,
                assertThrows(KeyException.class, words::words).code());
    }

    @Test
    void sealed_words_open_again_and_with_another_passphrase_do_not() {
        Mnemonic words = Mnemonic.parse(PHRASE);
        Passphrase passphrase = Passphrase.of("open sesame".toCharArray());
        Keystore sealed = words.seal(passphrase, Keystore.Cost.LIGHT, Arbitraries.bytes(64, 1));
        assertTrue(sealed.address().isEmpty());
        assertEquals(words.words(), Mnemonic.open(sealed, passphrase).words());
        Passphrase other = Passphrase.of("open barley".toCharArray());
        assertEquals(
                KeyException.Code.WRONG_PASSPHRASE,
                assertThrows(KeyException.class, () -> Mnemonic.open(sealed, other))
                        .code());
    }
}
