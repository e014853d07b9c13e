package org.pluspeer.wallet.key;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.util.BigIntegers;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.NativeLibrary;
import org.pluspeer.wallet.eth.Signature;

/** What needs a private key on secp256k1. Native and Java give the same bytes. */
sealed interface SecretCurve permits NativeSigning, JavaSigning {
    BigInteger ORDER = new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

    static SecretCurve fastest() {
        return NativeLibrary.loaded().<SecretCurve>map(NativeSigning::new).orElseGet(JavaSigning::new);
    }

    /**
     * @param privateKey 32 bytes outside the heap
     * @return x and y, 64 bytes
     */
    byte[] publicKey(MemorySegment privateKey);

    /**
     * RFC 6979, low s.
     *
     * @param privateKey 32 bytes outside the heap
     * @param publicKey of this key, 64 bytes
     */
    Signature sign(Hash32 digest, MemorySegment privateKey, byte[] publicKey);

    /** Their sum modulo the group's order, 32 bytes. */
    static byte[] sum(byte[] privateKey, byte[] tweak) {
        BigInteger sum =
                new BigInteger(1, privateKey).add(new BigInteger(1, tweak)).mod(ORDER);
        return BigIntegers.asUnsignedByteArray(32, sum);
    }

    /** A key is a number from 1 to the group's order less one. */
    static boolean isValid(byte[] privateKey) {
        BigInteger number = new BigInteger(1, privateKey);
        return privateKey.length == 32 && number.signum() > 0 && number.compareTo(ORDER) < 0;
    }

    /** The 33-byte form of a 64-byte public key (SEC 1, 2.3.3). */
    static byte[] compressed(byte[] publicKey) {
        byte sign = (byte) (2 + (publicKey[63] & 1));
        return Bytes.concat(new byte[] {sign}, Arrays.copyOf(publicKey, 32));
    }
}
