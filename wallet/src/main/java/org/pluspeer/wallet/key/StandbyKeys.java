package org.pluspeer.wallet.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.pluspeer.wallet.eth.Bytes;

/**
 * What a node holds while its owner is away: its secrets, and the key of a small account that pays for protective
 * calls. Neither leads to an account of the owner's.
 *
 * <p>In clear: "PEEROPS" and one byte of version (1), 32 bytes of secrets, 32 bytes of private key, and the first 8
 * bytes of the SHA-256 of all that.
 */
public final class StandbyKeys implements AutoCloseable {
    private static final byte[] HEAD = Bytes.concat("PEEROPS".getBytes(StandardCharsets.US_ASCII), new byte[] {1});
    private static final int CHECK = 8;
    private static final int LENGTH = HEAD.length + NodeSecrets.LENGTH + 32 + CHECK;

    private final NodeSecrets secrets;
    private final LocalSigner operations;

    StandbyKeys(NodeSecrets secrets, LocalSigner operations) {
        this.secrets = secrets;
        this.operations = operations;
    }

    /**
     * @param clear zero afterwards
     * @throws KeyException DAMAGED if it is not what {@link #inClear()} wrote
     */
    public static StandbyKeys taking(byte[] clear) {
        int body = clear.length - CHECK;
        boolean whole = clear.length == LENGTH
                && Arrays.equals(HEAD, Arrays.copyOf(clear, HEAD.length))
                && MessageDigest.isEqual(check(clear, body), Arrays.copyOfRange(clear, body, LENGTH));
        if (!whole) {
            Arrays.fill(clear, (byte) 0);
            throw new KeyException(KeyException.Code.DAMAGED, "these are no keys to stand by with");
        }
        NodeSecrets secrets =
                NodeSecrets.taking(Arrays.copyOfRange(clear, HEAD.length, HEAD.length + NodeSecrets.LENGTH));
        byte[] key = Arrays.copyOfRange(clear, HEAD.length + NodeSecrets.LENGTH, body);
        Arrays.fill(clear, (byte) 0);
        try {
            return new StandbyKeys(secrets, LocalSigner.taking(key));
        } catch (KeyException e) {
            secrets.close();
            throw new KeyException(KeyException.Code.DAMAGED, "these are no keys to stand by with");
        }
    }

    /** For the one file that opens without anybody, where its owner wants that; the caller wipes it. */
    public byte[] inClear() {
        return secrets.use(extracted -> operations.lend(key -> {
            byte[] clear = ByteBuffer.allocate(LENGTH)
                    .put(HEAD)
                    .put(extracted)
                    .put(key)
                    .array();
            System.arraycopy(check(clear, LENGTH - CHECK), 0, clear, LENGTH - CHECK, CHECK);
            return clear;
        }));
    }

    /** The node's secrets; closed with these. */
    public NodeSecrets secrets() {
        return secrets;
    }

    /** The account of protective calls; closed with these. */
    public Signer operations() {
        return operations;
    }

    private static byte[] check(byte[] bytes, int length) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(bytes, 0, length);
            return Arrays.copyOf(sha256.digest(), CHECK);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    @Override
    public void close() {
        secrets.close();
        operations.close();
    }

    @Override
    public String toString() {
        return "StandbyKeys[" + operations.address() + "]";
    }
}
