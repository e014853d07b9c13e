package org.pluspeer.wallet.key;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pluspeer.wallet.Arbitraries;
import org.pluspeer.wallet.Vectors;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.NativeLibrary;
import org.pluspeer.wallet.eth.Secp256k1;
import org.pluspeer.wallet.eth.Signature;

class LocalSignerTest {
    private static final SecretCurve NATIVE =
            new NativeSigning(NativeLibrary.loaded().orElseThrow());
    private static final SecretCurve JAVA = new JavaSigning();

    @Provide
    Arbitrary<byte[]> keys() {
        return Arbitraries.privateKeys();
    }

    @Provide
    Arbitrary<Hash32> hashes() {
        return Arbitraries.hashes();
    }

    @Test
    void this_machine_signs_by_the_native_library() {
        assertInstanceOf(NativeSigning.class, SecretCurve.fastest());
    }

    @Property(tries = 300)
    void native_and_java_sign_the_same_bytes(@ForAll("keys") byte[] key, @ForAll("hashes") Hash32 digest) {
        byte[] compact = fr.acinq.secp256k1.Secp256k1.get().sign(digest.bytes(), key);
        LocalSigner signer = LocalSigner.taking(key.clone());
        Secret secret = Secret.taking(key);
        byte[] publicKey = secret.lend(NATIVE::publicKey);
        assertArrayEquals(publicKey, secret.lend(JAVA::publicKey));
        Signature signature = secret.lend(bytes -> NATIVE.sign(digest, bytes, publicKey));
        assertEquals(signature, secret.lend(bytes -> JAVA.sign(digest, bytes, publicKey)));
        assertArrayEquals(compact, Arrays.copyOf(signature.bytes(), 64));
        assertTrue(Secp256k1.verify(digest, signature, signer.address()));
        assertEquals(signature, signer.signDigest(digest));
    }

    @Test
    void signatures_are_those_of_ethers() {
        List<JsonNode> vectors = new ArrayList<>();
        Vectors.read("transactions.json").get("transactions").forEach(vectors::add);
        assertTrue(vectors.size() > 20);
        for (JsonNode vector : vectors) {
            LocalSigner signer =
                    LocalSigner.taking(Bytes.parseHex(vector.get("privateKey").asText()));
            Hash32 digest = Hash32.parse(vector.get("signingHash").asText());
            assertEquals(vector.get("from").asText(), signer.address().checksummed());
            assertEquals(
                    vector.get("signature").asText(),
                    Bytes.hex(signer.signDigest(digest).bytes()));
        }
    }

    @Test
    void signatures_of_the_market_are_those_of_ethers() {
        JsonNode vectors = Vectors.read("exchange.json").get("eip712");
        assertFalse(vectors.isEmpty());
        for (JsonNode vector : vectors) {
            LocalSigner signer =
                    LocalSigner.taking(Bytes.parseHex(vector.get("signerKey").asText()));
            Hash32 digest = Hash32.parse(vector.get("digest").asText());
            assertEquals(
                    vector.get("signature").asText(),
                    Bytes.hex(signer.signDigest(digest).bytes()));
        }
    }

    @Test
    void a_key_out_of_range_is_refused_and_wiped() {
        byte[] ones = new byte[32];
        Arrays.fill(ones, (byte) 0xff);
        byte[] order = Bytes.parseHex("0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");
        for (byte[] key : List.of(new byte[32], ones, order, new byte[31], new byte[33])) {
            KeyException refusal = assertThrows(KeyException.class, () -> LocalSigner.taking(key));
            assertEquals(KeyException.Code.INVALID_KEY, refusal.code());
            assertArrayEquals(new byte[key.length], key);
        }
    }

    @Test
    void the_bytes_given_are_wiped_and_the_lent_ones_too() {
        byte[] key = Arbitraries.bytes(32, 1);
        LocalSigner signer = LocalSigner.taking(key);
        assertArrayEquals(new byte[32], key);
        byte[] lent = signer.lend(bytes -> bytes);
        assertArrayEquals(new byte[32], lent);
    }

    @Test
    void a_closed_signer_refuses() {
        LocalSigner signer = LocalSigner.taking(Arbitraries.bytes(32, 1));
        signer.close();
        signer.close();
        KeyException refusal = assertThrows(KeyException.class, () -> signer.signDigest(Hash32.ZERO));
        assertEquals(KeyException.Code.LOCKED, refusal.code());
    }

    @Test
    void it_shows_its_address_alone() {
        LocalSigner signer = LocalSigner.taking(Arbitraries.bytes(32, 1));
        assertEquals("LocalSigner[" + signer.address() + "]", signer.toString());
    }

    @Property(tries = 50)
    void a_key_in_digits_reads_back(@ForAll("keys") byte[] key) {
        LocalSigner signer = LocalSigner.taking(key.clone());
        String digits = String.valueOf(signer.hex());
        assertEquals(Bytes.hex(key), digits);
        for (String typed :
                List.of(digits, digits.substring(2), " " + digits + "\n", digits.toUpperCase(Locale.ROOT))) {
            assertEquals(
                    signer.address(), LocalSigner.ofHex(typed.toCharArray()).address());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0x",
                "1234",
                "xyz",
                "0x00",
                "zz00000000000000000000000000000000000000000000000000000000000001",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0x0x00000000000000000000000000000000000000000000000000000000000001",
                "0x000000000000000000000000000000000000000000000000000000000000001",
                "٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠١"
            })
    void other_text_is_no_key_and_is_not_repeated(String text) {
        KeyException refusal = assertThrows(KeyException.class, () -> LocalSigner.ofHex(text.toCharArray()));
        assertEquals(KeyException.Code.INVALID_KEY, refusal.code());
        assertFalse(text.length() > 3 && String.valueOf(refusal.getMessage()).contains(text));
    }
}
