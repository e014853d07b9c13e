package org.pluspeer.wallet.eth;

import java.util.Arrays;

/**
 * Who signed what, on secp256k1 (SEC 1, 4.1.6). The native library does it where it loads, Bouncy Castle where it
 * does not; both give the same answers, and the choice is made once.
 */
public final class Secp256k1 {
    private static final Curve CURVE = Curve.fastest();

    private Secp256k1() {}

    /** Whether the native library does the work. */
    public static boolean isNative() {
        return CURVE instanceof NativeCurve;
    }

    /**
     * The account that signed.
     *
     * @throws MalformedException if no public key gives this signature
     */
    public static Address recover(Hash32 digest, Signature signature) {
        return Address.ofPublicKey(recoverPublicKey(digest, signature));
    }

    /**
     * The public key that signed: 64 bytes, x and y.
     *
     * @throws MalformedException if no public key gives this signature
     */
    public static byte[] recoverPublicKey(Hash32 digest, Signature signature) {
        return CURVE.recover(digest, signature);
    }

    /** Whether this account signed this digest. */
    public static boolean verify(Hash32 digest, Signature signature, Address signer) {
        try {
            return recover(digest, signature).equals(signer);
        } catch (MalformedException e) {
            return false;
        }
    }

    /**
     * Whether this key made r and s of the signature over this digest. Nothing is said of the parity, which {@link
     * #withParityOf} finds; so this is a sixth cheaper than recovering the key.
     *
     * @param publicKey64 x and y
     */
    public static boolean isBy(byte[] publicKey64, Hash32 digest, Signature signature) {
        return CURVE.verify(digest, signature, publicKey64);
    }

    /**
     * The signature with the parity by which others recover this account.
     *
     * @throws MalformedException if neither does
     */
    public static Signature withParityOf(Address signer, Hash32 digest, Signature signature) {
        if (verify(digest, signature, signer)) {
            return signature;
        }
        Signature other = new Signature(signature.r(), signature.s(), 1 - signature.yParity());
        if (verify(digest, other, signer)) {
            return other;
        }
        throw unrecoverable();
    }

    /** One way of doing it. */
    sealed interface Curve permits NativeCurve, JavaCurve {
        /** @return x and y, 64 bytes */
        byte[] recover(Hash32 digest, Signature signature);

        /** @param publicKey x and y, 64 bytes */
        boolean verify(Hash32 digest, Signature signature, byte[] publicKey);

        static Curve fastest() {
            try {
                return new NativeCurve(fr.acinq.secp256k1.Secp256k1.get());
            } catch (RuntimeException | LinkageError e) {
                return new JavaCurve();
            }
        }
    }

    static MalformedException unrecoverable() {
        return new MalformedException("no key can have made this signature");
    }

    /** libsecp256k1. */
    record NativeCurve(fr.acinq.secp256k1.Secp256k1 library) implements Curve {
        @Override
        public byte[] recover(Hash32 digest, Signature signature) {
            byte[] compact = Bytes.concat(signature.r().bytes(), signature.s().bytes());
            try {
                byte[] key = library.ecdsaRecover(compact, digest.bytes(), signature.yParity());
                return Arrays.copyOfRange(key, 1, 65);
            } catch (RuntimeException e) {
                throw unrecoverable();
            }
        }

        @Override
        public boolean verify(Hash32 digest, Signature signature, byte[] publicKey) {
            byte[] compact = Bytes.concat(signature.r().bytes(), signature.s().bytes());
            try {
                return library.verify(compact, digest.bytes(), Bytes.concat(new byte[] {4}, publicKey));
            } catch (RuntimeException e) {
                return false;
            }
        }
    }
}
