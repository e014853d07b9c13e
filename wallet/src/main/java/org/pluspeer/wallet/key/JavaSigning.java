package org.pluspeer.wallet.key;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.Function;
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
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.eth.Secp256k1;
import org.pluspeer.wallet.eth.Signature;

/** Bouncy Castle, for machines that the native library has no build for. The signature's parity is found by trying. */
final class JavaSigning implements SecretCurve {
    private static final X9ECParameters PARAMETERS = CustomNamedCurves.getByName("secp256k1");
    private static final ECDomainParameters DOMAIN = new ECDomainParameters(PARAMETERS);

    @Override
    public byte[] publicKey(MemorySegment privateKey) {
        return withNumber(privateKey, number -> {
            ECPoint point = new FixedPointCombMultiplier()
                    .multiply(PARAMETERS.getG(), number)
                    .normalize();
            return Arrays.copyOfRange(point.getEncoded(false), 1, 65);
        });
    }

    @Override
    public Signature sign(Hash32 digest, MemorySegment privateKey, byte[] publicKey) {
        BigInteger[] parts = withNumber(privateKey, number -> {
            ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
            signer.init(true, new ECPrivateKeyParameters(number, DOMAIN));
            return signer.generateSignature(digest.bytes());
        });
        Hash32 r = Hash32.of(BigIntegers.asUnsignedByteArray(32, parts[0]));
        Hash32 s = Hash32.of(BigIntegers.asUnsignedByteArray(32, parts[1].min(ORDER.subtract(parts[1]))));
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

    /** The number itself cannot be wiped; the bytes it was read from are. */
    private static <T> T withNumber(MemorySegment privateKey, Function<BigInteger, T> action) {
        byte[] bytes = privateKey.toArray(ValueLayout.JAVA_BYTE);
        try {
            return action.apply(new BigInteger(1, bytes));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
