package org.pluspeer.wallet.eth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.junit.jupiter.api.Test;
import org.pluspeer.wallet.Arbitraries;
import org.pluspeer.wallet.Vectors;

class Secp256k1Test {
    private static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
    private static final Secp256k1.Curve NATIVE = new Secp256k1.NativeCurve(fr.acinq.secp256k1.Secp256k1.get());
    private static final Secp256k1.Curve JAVA = new JavaCurve();

    @Provide
    Arbitrary<Hash32> hashes() {
        return Arbitraries.hashes();
    }

    @Test
    void this_machine_uses_the_native_library() {
        assertTrue(Secp256k1.isNative());
    }

    @Test
    void both_ways_find_the_signers_of_ethers() {
        for (JsonNode vector : Vectors.read("transactions.json").get("transactions")) {
            Hash32 digest = Hash32.parse(vector.get("signingHash").asText());
            Signature signature =
                    Signature.of(Bytes.parseHex(vector.get("signature").asText()));
            String from = vector.get("from").asText();
            assertEquals(
                    from, Address.ofPublicKey(NATIVE.recover(digest, signature)).checksummed());
            assertEquals(
                    from, Address.ofPublicKey(JAVA.recover(digest, signature)).checksummed());
            assertTrue(Secp256k1.verify(digest, signature, Address.parse(from)));
            assertFalse(Secp256k1.verify(signature.r(), signature, Address.parse(from)));
            assertFalse(Secp256k1.verify(digest, signature, Address.ZERO));
        }
    }

    @Test
    void a_known_key_is_verified_whatever_the_parity_and_the_parity_is_found() {
        for (JsonNode vector : Vectors.read("transactions.json").get("transactions")) {
            Hash32 digest = Hash32.parse(vector.get("signingHash").asText());
            Signature signature =
                    Signature.of(Bytes.parseHex(vector.get("signature").asText()));
            Signature turned = new Signature(signature.r(), signature.s(), 1 - signature.yParity());
            Address signer = Address.parse(vector.get("from").asText());
            byte[] key = Secp256k1.recoverPublicKey(digest, signature);
            for (Secp256k1.Curve curve : List.of(NATIVE, JAVA)) {
                assertTrue(curve.verify(digest, signature, key));
                assertTrue(curve.verify(digest, turned, key));
                assertFalse(curve.verify(signature.r(), signature, key));
                assertFalse(curve.verify(digest, signature, new byte[64]));
            }
            assertTrue(Secp256k1.isBy(key, digest, turned));
            assertFalse(Secp256k1.verify(digest, turned, signer), "others recover another account from it");
            assertEquals(signature, Secp256k1.withParityOf(signer, digest, turned));
            assertEquals(signature, Secp256k1.withParityOf(signer, digest, signature));
            assertThrows(MalformedException.class, () -> Secp256k1.withParityOf(Address.ZERO, digest, signature));
        }
    }

    @Property(tries = 400)
    void both_ways_give_the_same_answer_to_anything(
            @ForAll("hashes") Hash32 digest,
            @ForAll("hashes") Hash32 r,
            @ForAll("hashes") Hash32 s,
            @ForAll @IntRange(max = 1) int parity) {
        BigInteger rNumber = new BigInteger(1, r.bytes()).mod(ORDER).max(BigInteger.ONE);
        BigInteger sNumber =
                new BigInteger(1, s.bytes()).mod(ORDER.shiftRight(1)).max(BigInteger.ONE);
        Signature signature = new Signature(number(rNumber), number(sNumber), parity);
        assertEquals(answer(NATIVE, digest, signature), answer(JAVA, digest, signature));
    }

    @Test
    void the_point_at_infinity_is_nobody() {
        BigInteger k = BigInteger.valueOf(12345);
        BigInteger s = BigInteger.valueOf(678);
        var point = CustomNamedCurves.getByName("secp256k1").getG().multiply(k).normalize();
        int parity = point.getAffineYCoord().testBitZero() ? 1 : 0;
        Signature signature = new Signature(number(point.getAffineXCoord().toBigInteger()), number(s), parity);
        Hash32 digest = number(s.multiply(k).mod(ORDER));
        assertThrows(MalformedException.class, () -> NATIVE.recover(digest, signature));
        assertThrows(MalformedException.class, () -> JAVA.recover(digest, signature));
        assertFalse(Secp256k1.verify(digest, signature, Address.ZERO));
    }

    private static String answer(Secp256k1.Curve curve, Hash32 digest, Signature signature) {
        try {
            return Bytes.hex(curve.recover(digest, signature));
        } catch (MalformedException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static Hash32 number(BigInteger number) {
        return Hash32.of(Arbitraries.word(number));
    }
}
