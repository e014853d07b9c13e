package org.pluspeer.wallet.key;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pluspeer.wallet.Arbitraries;
import org.pluspeer.wallet.Vectors;
import org.pluspeer.wallet.eth.MalformedException;

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

    @TestFactory
    Stream<DynamicTest> japanese_vectors_hold() {
        return Vectors.each(Vectors.read("bip39-japanese.json").get("vectors"), "entropy", vector -> {
            byte[] entropy = HexFormat.of().parseHex(vector.get("entropy").asText());
            String words = vector.get("words").asText();
            try (Mnemonic made = Mnemonic.taking(entropy, WordList.JAPANESE);
                    Mnemonic read = Mnemonic.parse(words);
                    Passphrase typed =
                            Passphrase.of(vector.get("passphrase").asText().toCharArray());
                    Mnemonic whole = read.with(typed);
                    HdKey root = HdKey.root(whole)) {
                assertEquals(Normalizer.normalize(words, Normalizer.Form.NFC), made.phrase());
                assertEquals(made.words(), read.words());
                assertEquals(
                        vector.get("seed").asText(),
                        HexFormat.of().formatHex(read.with(typed).seed()));
                byte[] secret = Base58.extendedKey(vector.get("xprv").asText());
                assertArrayEquals(Arrays.copyOfRange(secret, 46, 78), root.privateKey());
            }
        });
    }

    private static void check(String entropy, String words, String passphrase, String seed) {
        try (Mnemonic made = Mnemonic.taking(HexFormat.of().parseHex(entropy));
                Mnemonic read = Mnemonic.parse(words);
                Passphrase typed = Passphrase.of(passphrase.toCharArray())) {
            assertEquals(words, String.join(" ", made.words()));
            assertEquals(words, String.join(" ", read.words()));
            assertEquals(seed, HexFormat.of().formatHex(read.with(typed).seed()));
        }
    }

    /** Those of github.com/bitcoin/bips, bip-0039, at commit 7fe0b034. */
    @ParameterizedTest
    @CsvSource({
        "ENGLISH, 2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda",
        "JAPANESE, 2eed0aef492291e061633d7ad8117f1a2b03eb80a29d0e4e3117ac2528d05ffd",
        "KOREAN, 9e95f86c167de88f450f0aaf89e87f6624a57f973c67b516e338e8e8b8897f60",
        "SPANISH, 46846a5a0139d1e3cb77293e521c2865f7bcdb82c44e8d0a06a2cd0ecba48c0b",
        "CHINESE_SIMPLIFIED, 5c5942792bd8340cb8b27cd592f1015edf56a8c5b26276ee18a482428e7c5726",
        "CHINESE_TRADITIONAL, 417b26b3d8500a4ae3d59717d7011952db6fc2fb84b807f3f94ac734e89c1b5f",
        "FRENCH, ebc3959ab7801a1df6bac4fa7d970652f1df76b683cd2f4003c941c63d517e59",
        "ITALIAN, d392c49fdb700a24cd1fceb237c1f65dcc128f6b34a8aacb58b59384b5c648c2",
        "CZECH, 7e80e161c3e93d9554c2efb78d4e3cebf8fc727e9c52e03b83b94406bdcc95fc",
        "PORTUGUESE, 2685e9c194c82ae67e10ba59d9ea5345a23dc093e92276fc5361f6667d79cd3f"
    })
    void each_list_is_the_one_of_bip_39(WordList list, String hash) throws Exception {
        assertEquals(
                hash,
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(list.resource())));
        assertEquals(2048, list.words().size());
        for (int i = 0; i < 2048; i++) {
            String word = list.word(i);
            assertEquals(i, list.indexOf(word), "typed words of one list are never two");
            assertEquals(i, list.indexOf(Normalizer.normalize(word, Normalizer.Form.NFKD)));
        }
        assertEquals(Optional.of(list), WordList.ofCode(list.code()));
    }

    @ParameterizedTest
    @EnumSource
    void a_phrase_of_any_list_reads_back_and_is_sealed_with_it(WordList list) {
        for (int size = 16; size <= 32; size += 4) {
            try (Mnemonic made = Mnemonic.taking(Arbitraries.bytes(size, size), list);
                    Passphrase sesame = Passphrase.of("sesame".toCharArray())) {
                Mnemonic read = Mnemonic.parse(made.phrase());
                assertEquals(made.words(), read.words());
                assertArrayEquals(made.seed(), read.seed());
                Keystore sealed = made.seal(sesame, Keystore.Cost.LIGHT, Arbitraries.bytes(64, 1));
                Mnemonic opened = Mnemonic.open(sealed, sesame);
                assertEquals(list, opened.list());
                assertEquals(made.phrase(), opened.phrase());
            }
        }
    }

    @Test
    void accents_may_be_left_out_and_chinese_written_together() {
        Mnemonic spanish = Mnemonic.taking(new byte[16], WordList.SPANISH);
        assertEquals("ábaco", spanish.words().getFirst());
        String typed = Normalizer.normalize(spanish.phrase(), Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toUpperCase(Locale.ROOT);
        assertEquals(spanish.words(), Mnemonic.parse(typed).words());
        Mnemonic chinese = Mnemonic.taking(new byte[32], WordList.CHINESE_SIMPLIFIED);
        assertEquals(24, chinese.words().size());
        assertEquals(
                chinese.words(),
                Mnemonic.parse(chinese.phrase().replace(" ", "")).words());
    }

    @Test
    void a_wrong_word_is_looked_for_in_the_list_of_the_others() {
        List<String> words = new ArrayList<>(
                Mnemonic.taking(Arbitraries.bytes(16, 5), WordList.CZECH).words());
        words.set(4, "abdikacee");
        KeyException refusal = assertThrows(KeyException.class, () -> Mnemonic.parse(String.join(" ", words)));
        assertEquals(
                "word 5 is not in the Czech list; the nearest that is: abdikace", String.valueOf(refusal.getMessage()));
    }

    @Test
    void the_passphrase_of_the_words_is_sealed_with_them() {
        Passphrase sesame = Passphrase.of("sesame".toCharArray());
        Mnemonic whole = Mnemonic.parse(PHRASE).with(Passphrase.of("Zauberwürfel".toCharArray()));
        Keystore sealed = whole.seal(sesame, Keystore.Cost.LIGHT, Arbitraries.bytes(64, 1));
        Mnemonic opened = Mnemonic.open(sealed, sesame);
        assertEquals(whole.words(), opened.words());
        assertArrayEquals(whole.seed(), opened.seed());
        assertFalse(Arrays.equals(Mnemonic.parse(PHRASE).seed(), opened.seed()));
        assertThrows(
                MalformedException.class,
                () -> whole.with(Passphrase.of("x".repeat(1025).toCharArray())));
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 20, 24, 28})
    void words_of_before_still_open(int length) {
        Passphrase sesame = Passphrase.of("sesame".toCharArray());
        byte[] entropy = Arbitraries.bytes(length, length);
        Keystore sealed = Keystore.seal(entropy, null, sesame, Keystore.Cost.LIGHT, new byte[64]);
        assertEquals(
                Mnemonic.taking(entropy.clone()).words(),
                Mnemonic.open(sealed, sesame).words());
    }

    @Test
    void an_account_s_key_is_no_phrase_and_a_phrase_no_account_s_key() {
        Passphrase sesame = Passphrase.of("sesame".toCharArray());
        Keystore key = LocalSigner.taking(Arbitraries.bytes(32, 1))
                .seal(sesame, Keystore.Cost.LIGHT, Arbitraries.bytes(64, 1));
        assertDamaged("account's key", () -> Mnemonic.open(key, sesame));
        for (int length = 16; length <= 32; length += 4) {
            Keystore words =
                    Mnemonic.taking(new byte[length]).seal(sesame, Keystore.Cost.LIGHT, Arbitraries.bytes(64, 1));
            assertDamaged("", () -> LocalSigner.open(words, sesame));
        }
    }

    @Test
    void marked_words_that_are_cut_are_damage() {
        Passphrase sesame = Passphrase.of("sesame".toCharArray());
        byte[] marked = SealedWords.mark(WordList.ENGLISH, new byte[16], new byte[0]);
        for (int length = 8; length < marked.length; length++) {
            Keystore cut = Keystore.seal(
                    Arrays.copyOf(marked, length), null, sesame, Keystore.Cost.LIGHT, Arbitraries.bytes(64, 1));
            assertDamaged("no words", () -> Mnemonic.open(cut, sesame));
        }
        byte[] odd = SealedWords.mark(WordList.ENGLISH, new byte[17], new byte[0]);
        Keystore none = Keystore.seal(odd, null, sesame, Keystore.Cost.LIGHT, Arbitraries.bytes(64, 1));
        assertDamaged("no words", () -> Mnemonic.open(none, sesame));
    }

    private static void assertDamaged(String with, org.junit.jupiter.api.function.Executable use) {
        KeyException refusal = assertThrows(KeyException.class, use);
        assertEquals(KeyException.Code.DAMAGED, refusal.code());
        assertTrue(String.valueOf(refusal.getMessage()).contains(with), refusal.getMessage());
    }

    @Test
    void a_sealed_list_that_is_none_is_damage() {
        byte[] bytes = Arrays.copyOf(Arbitraries.bytes(16, 1), 17);
        bytes[16] = 10;
        Passphrase sesame = Passphrase.of("sesame".toCharArray());
        Keystore sealed = Keystore.seal(bytes, null, sesame, Keystore.Cost.LIGHT, new byte[64]);
        assertEquals(
                KeyException.Code.DAMAGED,
                assertThrows(KeyException.class, () -> Mnemonic.open(sealed, sesame))
                        .code());
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
        assertTrue((message + ",").contains(": " + nearest + ","), message);
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
