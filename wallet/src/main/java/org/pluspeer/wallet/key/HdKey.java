package org.pluspeer.wallet.key;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Bytes;

/** A private key with its chain code, from which others are derived (BIP-32). Closing it wipes both. */
public final class HdKey implements AutoCloseable {
    private static final int MIN_SEED = 16;
    private static final int MAX_SEED = 64;

    /** The private key, and behind it the chain code: 64 bytes. */
    private final Secret node;

    private HdKey(Secret node) {
        this.node = node;
    }

    /** The root of a wallet, with the passphrase of BIP-39 that the words carry, if any. */
    public static HdKey root(Mnemonic mnemonic) {
        return ofSeed(mnemonic.seed());
    }

    /**
     * @param seed 16 to 64 bytes; zero afterwards
     * @throws KeyException INVALID_KEY for a seed of another length, or one of the 2^-127 that give no key
     */
    static HdKey ofSeed(byte[] seed) {
        if (seed.length < MIN_SEED || seed.length > MAX_SEED) {
            throw new KeyException(KeyException.Code.INVALID_KEY, "a seed has 16 to 64 bytes");
        }
        byte[] node = hmac("Bitcoin seed".getBytes(StandardCharsets.US_ASCII), seed);
        Arrays.fill(seed, (byte) 0);
        return checked(node);
    }

    /** @throws KeyException INVALID_KEY for one of the 2^-127 paths that give no key */
    public HdKey derive(HdPath path) {
        HdKey at = new HdKey(node.duplicate());
        for (int index : path.indexes()) {
            HdKey parent = at;
            at = parent.child(index);
            parent.close();
        }
        return at;
    }

    /** Signs with this key; to be closed on its own. */
    public LocalSigner signer() {
        return LocalSigner.taking(privateKey());
    }

    public Address address() {
        try (LocalSigner signer = signer()) {
            return signer.address();
        }
    }

    byte[] privateKey() {
        return node.use(bytes -> Arrays.copyOf(bytes, 32));
    }

    byte[] chainCode() {
        return node.use(bytes -> Arrays.copyOfRange(bytes, 32, 64));
    }

    /** 33 bytes, compressed. */
    byte[] publicKey() {
        try (LocalSigner signer = signer()) {
            return SecretCurve.compressed(signer.publicKey());
        }
    }

    private HdKey child(int index) {
        byte[] key = privateKey();
        byte[] parent = index < 0 ? Bytes.concat(new byte[1], key) : publicKey();
        byte[] data = ByteBuffer.allocate(37).put(parent).putInt(index).array();
        byte[] code = chainCode();
        byte[] mixed = hmac(code, data);
        try {
            return childOf(key, mixed);
        } finally {
            for (byte[] used : new byte[][] {key, parent, data, code, mixed}) {
                Arrays.fill(used, (byte) 0);
            }
        }
    }

    private static HdKey childOf(byte[] parentKey, byte[] mixed) {
        byte[] tweak = Arrays.copyOf(mixed, 32);
        if (new BigInteger(1, tweak).compareTo(SecretCurve.ORDER) >= 0) {
            throw noKey();
        }
        byte[] key = SecretCurve.sum(parentKey, tweak);
        byte[] node = Bytes.concat(key, Arrays.copyOfRange(mixed, 32, 64));
        Arrays.fill(key, (byte) 0);
        Arrays.fill(tweak, (byte) 0);
        return checked(node);
    }

    private static HdKey checked(byte[] node) {
        if (!SecretCurve.isValid(Arrays.copyOf(node, 32))) {
            throw noKey();
        }
        return new HdKey(Secret.taking(node));
    }

    private static KeyException noKey() {
        return new KeyException(KeyException.Code.INVALID_KEY, "this path has no key; take the next one");
    }

    private static byte[] hmac(byte[] key, byte[] data) {
        HMac mac = new HMac(new SHA512Digest());
        mac.init(new KeyParameter(key));
        mac.update(data, 0, data.length);
        byte[] out = new byte[64];
        mac.doFinal(out, 0);
        return out;
    }

    @Override
    public void close() {
        node.close();
    }

    @Override
    public String toString() {
        return "HdKey[hidden]";
    }
}
