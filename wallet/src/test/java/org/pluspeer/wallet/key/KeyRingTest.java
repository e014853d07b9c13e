package org.pluspeer.wallet.key;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pluspeer.wallet.Arbitraries;
import org.pluspeer.wallet.Vectors;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.eth.Secp256k1;
import org.pluspeer.wallet.eth.Signature;

class KeyRingTest {
    private static final String PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow";
    private static final byte[] CONTEXT = {1, 2, 3};

    private static KeyRing ring() {
        return KeyRing.of(Mnemonic.parse(PHRASE));
    }

    private static NodeSecrets secrets() {
        return ring().secrets();
    }

    @Test
    void its_accounts_are_those_of_ethers() {
        for (JsonNode vector : Vectors.read("accounts.json").get("phrases")) {
            Passphrase passphrase =
                    Passphrase.of(vector.get("passphrase").asText().toCharArray());
            KeyRing ring = KeyRing.of(Mnemonic.parse(vector.get("words").asText()), passphrase);
            JsonNode accounts = vector.get("accounts");
            assertEquals(
                    accounts.get(0).get("address").asText(),
                    ring.signer().address().checksummed());
            assertEquals(
                    accounts.get(1).get("address").asText(),
                    ring.signer(1).address().checksummed());
            assertEquals(
                    accounts.get(2).get("address").asText(),
                    ring.signer(999).address().checksummed());
            assertSame(ring.signer(), ring.signer(0));
        }
    }

    @Test
    void a_derived_secret_is_hkdf_of_the_key_at_a_path_of_its_own() {
        HdKey secrets = HdKey.root(Mnemonic.parse(PHRASE)).derive(HdPath.parse("m/1346717010'/0'"));
        HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
        ByteArrayOutputStream info = new ByteArrayOutputStream();
        info.write(4);
        info.writeBytes("sale".getBytes(US_ASCII));
        info.writeBytes(CONTEXT);
        hkdf.init(new HKDFParameters(
                secrets.privateKey(), "Peer key ring, version 1".getBytes(US_ASCII), info.toByteArray()));
        byte[] expected = new byte[32];
        hkdf.generateBytes(expected, 0, 32);
        assertArrayEquals(expected, secrets().derive("sale", CONTEXT));
    }

    @Test
    void label_context_and_wallet_each_make_another_secret() {
        KeyRing other = KeyRing.of(Mnemonic.parse(PHRASE), Passphrase.of(new char[] {'x'}));
        Set<String> secrets = new HashSet<>();
        for (byte[] secret : List.of(
                secrets().derive("sale", CONTEXT),
                secrets().derive("journal", CONTEXT),
                secrets().derive("sal", new byte[] {'e', 1, 2, 3}),
                secrets().derive("sale", new byte[0]),
                other.secrets().derive("sale", CONTEXT))) {
            secrets.add(HexFormat.of().formatHex(secret));
        }
        assertEquals(5, secrets.size());
        assertArrayEquals(secrets().derive("sale", CONTEXT), secrets().derive("sale", CONTEXT));
    }

    @Test
    void closing_locks_every_signer_and_secret() {
        KeyRing ring = ring();
        LocalSigner signer = (LocalSigner) ring.signer();
        NodeSecrets secrets = ring.secrets();
        ring.close();
        ring.close();
        assertEquals(32, secrets.derive("sale", CONTEXT).length, "the node goes on while its accounts are locked");
        secrets.close();
        for (org.junit.jupiter.api.function.Executable use : List.<org.junit.jupiter.api.function.Executable>of(
                () -> signer.signDigest(Hash32.ZERO),
                () -> ((LocalSigner) ring.signer()).signDigest(Hash32.ZERO),
                () -> ring.signer(1),
                ring::secrets,
                ring::standby,
                ring::importBox,
                () -> ring.export(HdPath.account(0)),
                () -> secrets.derive("sale", CONTEXT),
                () -> secrets.box("sale"))) {
            assertEquals(
                    KeyException.Code.LOCKED,
                    assertThrows(KeyException.class, use).code());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1000})
    void there_are_a_thousand_accounts(int index) {
        assertThrows(KeyException.class, () -> ring().signer(index));
    }

    @Test
    void a_label_is_bounded() {
        assertThrows(MalformedException.class, () -> secrets().derive("", CONTEXT));
        assertThrows(MalformedException.class, () -> secrets().derive("x".repeat(256), CONTEXT));
    }

    @Test
    void a_box_opens_for_its_wallet_label_and_subject_alone() {
        byte[] about = {7};
        byte[] sealed = secrets().box("journal").seal(CONTEXT, about, new byte[12]);
        assertArrayEquals(CONTEXT, secrets().box("journal").open(sealed, about));
        byte[] changed = sealed.clone();
        changed[changed.length - 1] ^= 1;
        byte[] version = sealed.clone();
        version[0] = 2;
        KeyRing other = KeyRing.of(Mnemonic.parse(PHRASE), Passphrase.of(new char[] {'x'}));
        assertDamaged(() -> secrets().box("other").open(sealed, about));
        assertDamaged(() -> secrets().box("journal").open(sealed, new byte[0]));
        assertDamaged(() -> secrets().box("journal").open(changed, about));
        assertDamaged(() -> secrets().box("journal").open(version, about));
        assertDamaged(() -> secrets().box("journal").open(new byte[28], about));
        assertDamaged(() -> secrets().box("journal").open(new byte[0], about));
        assertDamaged(() -> other.secrets().box("journal").open(sealed, about));
        assertThrows(
                IllegalArgumentException.class, () -> secrets().box("journal").seal(CONTEXT, about, new byte[11]));
    }

    private static void assertDamaged(org.junit.jupiter.api.function.Executable use) {
        assertEquals(
                KeyException.Code.DAMAGED, assertThrows(KeyException.class, use).code());
    }

    @Test
    void a_node_key_opens_with_its_wallet_and_signs() {
        NodeKey key = NodeKey.generate(Arbitraries.bytes(32, 5));
        byte[] sealed = key.seal(secrets(), Arbitraries.bytes(12, 6));
        NodeKey opened = NodeKey.open(secrets(), sealed);
        Hash32 digest = Hash32.of(Arbitraries.bytes(32, 7));
        Signature signature = opened.sign(digest);
        assertEquals(key.address(), opened.address());
        assertEquals(key.sign(digest), signature);
        assertEquals(key.address(), Secp256k1.recover(digest, signature));
        KeyRing other = KeyRing.of(Mnemonic.parse(PHRASE), Passphrase.of(new char[] {'x'}));
        assertDamaged(() -> NodeKey.open(other.secrets(), sealed));
        opened.close();
        assertThrows(KeyException.class, () -> opened.sign(digest));
    }

    @Test
    void nothing_shows_a_secret() {
        KeyRing ring = ring();
        NodeKey key = NodeKey.generate(Arbitraries.bytes(32, 5));
        for (Object shown : List.of(
                ring,
                secrets(),
                secrets().box("x"),
                ring.standby(),
                HdKey.ofSeed(new byte[16]),
                Secret.taking(new byte[32]),
                key,
                ring.signer())) {
            assertFalse(shown.toString().matches("(?i).*[0-9a-f]{64}.*"), shown.toString());
        }
        assertNotEquals(ring.toString(), ring.signer().toString());
    }

    /** Only what is sealed, signed or spelled for the owner comes out of the package. */
    @Test
    void no_public_method_hands_out_a_key() {
        Stream.of(
                        LocalSigner.class,
                        HdKey.class,
                        NodeKey.class,
                        Keystore.class,
                        Mnemonic.class,
                        KeyRing.class,
                        NodeSecrets.class,
                        StandbyKeys.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .filter(method -> method.getReturnType() == byte[].class)
                .forEach(method -> assertEquals(
                        true,
                        Set.of("derive", "iv", "ciphertext", "seal", "inClear").contains(method.getName()),
                        method.toString()));
    }

    @Test
    void a_path_that_holds_no_account_gives_no_signer() {
        KeyRing ring = ring();
        assertSame(ring.signer(3), ring.signer(HdPath.parse("m/44'/60'/0'/0/3")));
        for (HdPath path : List.of(KeyRing.SECRETS, KeyRing.IMPORTED, HdPath.parse("m/44'/60'/0'"))) {
            assertEquals(
                    KeyException.Code.UNKNOWN_PATH,
                    assertThrows(KeyException.class, () -> ring.signer(path)).code());
        }
    }

    @Test
    void standing_by_takes_no_key_of_the_owner_s() {
        KeyRing ring = ring();
        StandbyKeys standby = ring.standby();
        assertEquals(
                ring.signer(HdPath.parse("m/44'/60'/1'/0/0")).address(),
                standby.operations().address());
        byte[] clear = standby.inClear();
        ring.close();
        StandbyKeys read = StandbyKeys.taking(clear.clone());
        assertEquals(standby.operations().address(), read.operations().address());
        assertArrayEquals(secrets().derive("sale", CONTEXT), read.secrets().derive("sale", CONTEXT));
        for (int bit = 0; bit < 8 * clear.length; bit += 7) {
            byte[] bent = clear.clone();
            bent[bit / 8] ^= (byte) (1 << bit % 8);
            assertDamaged(() -> StandbyKeys.taking(bent));
            assertArrayEquals(new byte[clear.length], bent, "what is refused is wiped too");
        }
        assertDamaged(() -> StandbyKeys.taking(new byte[0]));
        assertDamaged(() -> StandbyKeys.taking(Arrays.copyOf(clear, clear.length - 1)));
        read.close();
        assertThrows(KeyException.class, () -> read.secrets().box("x"));
        assertThrows(KeyException.class, read::inClear);
    }

    @Test
    void imported_keys_are_sealed_apart_from_what_stays_open() {
        byte[] about = {1};
        byte[] sealed = ring().importBox().seal(CONTEXT, about, new byte[12]);
        assertArrayEquals(CONTEXT, ring().importBox().open(sealed, about));
        assertDamaged(() -> secrets().box("imported keys").open(sealed, about));
        LocalSigner key = LocalSigner.taking(Arbitraries.bytes(32, 9));
        byte[] kept = key.seal(ring().importBox(), new byte[12]);
        assertEquals(
                key.address(),
                LocalSigner.open(ring().importBox(), kept, key.address()).address());
        assertDamaged(
                () -> LocalSigner.open(ring().importBox(), kept, ring().signer().address()));
    }
}
