package org.pluspeer.wallet.key;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pluspeer.wallet.Vectors;

class HdKeyTest {
    @TestFactory
    Stream<DynamicTest> vectors_of_bip_32_hold() {
        return Vectors.each(Vectors.read("bip32.json").get("vectors"), "seed", vector -> {
            for (JsonNode chain : vector.get("chains")) {
                check(vector.get("seed").asText(), chain);
            }
        });
    }

    private static void check(String seed, JsonNode chain) {
        byte[] secret = Base58.extendedKey(chain.get("xprv").asText());
        byte[] open = Base58.extendedKey(chain.get("xpub").asText());
        try (HdKey root = HdKey.ofSeed(HexFormat.of().parseHex(seed));
                HdKey key = root.derive(HdPath.parse(chain.get("path").asText()))) {
            assertArrayEquals(Arrays.copyOfRange(secret, 13, 45), key.chainCode());
            assertArrayEquals(Arrays.copyOfRange(secret, 46, 78), key.privateKey());
            assertArrayEquals(Arrays.copyOfRange(open, 45, 78), key.publicKey());
        }
    }

    @TestFactory
    Stream<DynamicTest> accounts_are_those_of_ethers() {
        return Vectors.each(Vectors.read("accounts.json").get("phrases"), "name", vector -> {
            try (Mnemonic words = Mnemonic.parse(vector.get("words").asText());
                    Passphrase passphrase =
                            Passphrase.of(vector.get("passphrase").asText().toCharArray());
                    Mnemonic whole = words.with(passphrase);
                    HdKey root = HdKey.root(whole)) {
                for (JsonNode account : vector.get("accounts")) {
                    assertEquals(
                            account.get("address").asText(),
                            addressAt(root, account.get("path").asText()));
                }
            }
        });
    }

    private static String addressAt(HdKey root, String path) {
        try (HdKey key = root.derive(HdPath.parse(path))) {
            return key.address().checksummed();
        }
    }

    @Test
    void steps_one_by_one_lead_where_the_path_does() {
        try (HdKey root = HdKey.ofSeed(new byte[32]);
                HdKey first = root.derive(HdPath.parse("m/44'"));
                HdKey second = first.derive(HdPath.parse("m/60'/0"));
                HdKey both = root.derive(HdPath.parse("m/44'/60'/0"))) {
            assertEquals(both.address(), second.address());
        }
    }

    @Test
    void a_closed_key_refuses() {
        HdKey key = HdKey.ofSeed(new byte[16]);
        key.close();
        KeyException refusal = assertThrows(KeyException.class, key::signer);
        assertEquals(KeyException.Code.LOCKED, refusal.code());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 65})
    void a_seed_of_another_length_is_refused(int length) {
        KeyException refusal = assertThrows(KeyException.class, () -> HdKey.ofSeed(new byte[length]));
        assertEquals(KeyException.Code.INVALID_KEY, refusal.code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"m", "m/0", "m/44'/60'/0'/0/0", "m/2147483647'", "m/0/2147483647'/1"})
    void a_path_reads_back(String path) {
        assertEquals(path, HdPath.parse(path).toString());
    }

    @Test
    void hardened_steps_may_be_written_with_a_letter() {
        assertEquals(HdPath.account(5), HdPath.parse("m/44h/60H/0'/0/5"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "M/0",
                "44'/60'",
                "m/",
                "m//0",
                "m/0/",
                "m/-1",
                "m/2147483648",
                "m/99999999999",
                "m/0''",
                "m/a",
                "m/0 ",
                "m/ 0",
                "m/١"
            })
    void no_other_text_is_a_path(String path) {
        KeyException refusal = assertThrows(KeyException.class, () -> HdPath.parse(path));
        assertEquals(KeyException.Code.UNKNOWN_PATH, refusal.code());
    }

    @Test
    void a_path_ends_somewhere() {
        assertEquals(255, HdPath.parse("m" + "/1".repeat(255)).indexes().size());
        assertThrows(KeyException.class, () -> HdPath.parse("m" + "/1".repeat(256)));
        assertThrows(KeyException.class, () -> HdPath.parse("m" + "/1".repeat(5_000_000)));
        assertThrows(KeyException.class, () -> HdPath.account(-1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m/44'/60'/0'/0/0",
                "m/44'/60'/0'/0/2147483647",
                "m/44'/60'/7'/0/0",
                "m/44'/60'/0'/3",
                "m/44h/60h/0h/0/1"
            })
    void ethereum_wallets_keep_accounts_there(String path) {
        assertEquals(HdPath.parse(path), HdPath.parseAccount(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m",
                "m/0",
                "m/44'/60'/0'",
                "m/44'/0'/0'/0/0",
                "m/49'/60'/0'/0/0",
                "m/44/60'/0'/0/0",
                "m/44'/60'/0/0/0",
                "m/44'/60'/0'/1/0",
                "m/44'/60'/0'/0/0'",
                "m/44'/60'/0'/0/0/0",
                "m/44'/60'/1'/0",
                "m/44'/60'/0'/0'",
                "m/1346717010'/0'",
                "x"
            })
    void and_nowhere_else(String path) {
        KeyException refusal = assertThrows(KeyException.class, () -> HdPath.parseAccount(path));
        assertEquals(KeyException.Code.UNKNOWN_PATH, refusal.code());
    }
}
