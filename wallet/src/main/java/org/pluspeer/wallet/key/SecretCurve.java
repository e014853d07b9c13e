package org.pluspeer.wallet.key;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.eth.Secp256k1;
import org.pluspeer.wallet.eth.Signature;

/** What needs a private key on secp256k1. Native and Java give the same bytes. */
sealed interface SecretCurve {
    BigInteger ORDER = new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

    static SecretCurve fastest() {
        return Secp256k1.isNative() ? new Native(fr.acinq.secp256k1.Secp256k1.get()) : new Java();
    }

    /** x and y, 64 bytes. */
    byte[] publicKey(byte[] privateKey);

    /** r and s, 64 bytes: RFC 6979, low s. */
    byte[] compactSignature(byte[] digest, byte[] privateKey);

    /** Their sum modulo the group's order, 32 bytes. */
    static byte[] sum(byte[] privateKey, byte[] tweak) {
        BigInteger sum =
                new BigInteger(1, privateKey).add(new BigInteger(1, tweak)).mod(ORDER);
        return BigIntegers.asUnsignedByteArray(32, sum);
    }

    /** Signs, and checks the signature before anybody sees it: a miscalculated one can give the key away. */
    default Signature sign(Hash32 digest, byte[] privateKey, byte[] publicKey) {
        byte[] compact = compactSignature(digest.bytes(), privateKey);
        Hash32 r = Hash32.of(Arrays.copyOfRange(compact, 0, 32));
        Hash32 s = Hash32.of(Arrays.copyOfRange(compact, 32, 64));
        for (int yParity = 0; yParity < 2; yParity++) {
            Signature signature = new Signature(r, s, yParity);
            if (recovers(digest, signature, publicKey)) {
                return signature;
            }
        }
        throw new IllegalStateException("a signature did not verify against its own key");
    }

    private static boolean recovers(Hash32 digest, Signature signature, byte[] publicKey) {
        try {
            return Arrays.equals(Secp256k1.recoverPublicKey(digest, signature), publicKey);
        } catch (MalformedException e) {
            return false;
        }
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

    /** libsecp256k1: constant time in the key. */
    record Native(fr.acinq.secp256k1.Secp256k1 library) implements SecretCurve {
        @Override
        public byte[] publicKey(byte[] privateKey) {
            return Arrays.copyOfRange(library.pubkeyCreate(privateKey), 1, 65);
        }

        @Override
        public byte[] compactSignature(byte[] digest, byte[] privateKey) {
            return library.sign(digest, privateKey);
        }
    }

    /** Bouncy Castle. */
    record Java() implements SecretCurve {
        private static final X9ECParameters PARAMETERS = CustomNamedCurves.getByName("secp256k1");
        private static final ECDomainParameters DOMAIN = new ECDomainParameters(PARAMETERS);

        @Override
        public byte[] publicKey(byte[] privateKey) {
            ECPoint point = new FixedPointCombMultiplier()
                    .multiply(PARAMETERS.getG(), new BigInteger(1, privateKey))
                    .normalize();
            return Arrays.copyOfRange(point.getEncoded(false), 1, 65);
        }

        @Override
        public byte[] compactSignature(byte[] digest, byte[] privateKey) {
            ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
            signer.init(true, new ECPrivateKeyParameters(new BigInteger(1, privateKey), DOMAIN));
            BigInteger[] parts = signer.generateSignature(digest);
            BigInteger low = parts[1].min(ORDER.subtract(parts[1]));
            return Bytes.concat(
                    BigIntegers.asUnsignedByteArray(32, parts[0]), BigIntegers.asUnsignedByteArray(32, low));
        }
    }
}
