package org.pluspeer.wallet.eth;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;

/** Public-key recovery by Bouncy Castle, for machines that the native library has no build for. */
final class JavaCurve implements Secp256k1.Curve {
    private static final X9ECParameters PARAMETERS = CustomNamedCurves.getByName("secp256k1");

    @Override
    public byte[] recover(Hash32 digest, Signature signature) {
        BigInteger order = PARAMETERS.getN();
        BigInteger inverse = new BigInteger(1, signature.r().bytes()).modInverse(order);
        BigInteger ofGenerator =
                new BigInteger(1, digest.bytes()).negate().multiply(inverse).mod(order);
        BigInteger ofPoint =
                new BigInteger(1, signature.s().bytes()).multiply(inverse).mod(order);
        ECPoint key = ECAlgorithms.sumOfTwoMultiplies(PARAMETERS.getG(), ofGenerator, point(signature), ofPoint)
                .normalize();
        if (key.isInfinity()) {
            throw Secp256k1.unrecoverable();
        }
        return Arrays.copyOfRange(key.getEncoded(false), 1, 65);
    }

    @Override
    public boolean verify(Hash32 digest, Signature signature, byte[] publicKey) {
        for (int parity = 0; parity < 2; parity++) {
            try {
                Signature either = new Signature(signature.r(), signature.s(), parity);
                if (Arrays.equals(recover(digest, either), publicKey)) {
                    return true;
                }
            } catch (MalformedException e) {
                return false;
            }
        }
        return false;
    }

    /** The curve point whose x is r; about half of all r have none. */
    private static ECPoint point(Signature signature) {
        byte[] compressed = Bytes.concat(
                new byte[] {(byte) (2 + signature.yParity())}, signature.r().bytes());
        try {
            return PARAMETERS.getCurve().decodePoint(compressed);
        } catch (IllegalArgumentException e) {
            throw Secp256k1.unrecoverable();
        }
    }
}
