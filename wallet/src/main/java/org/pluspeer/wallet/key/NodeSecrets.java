package org.pluspeer.wallet.key;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * What a wallet's words give a node beside accounts: keys of sales, and boxes for what lies on its disk. They sign
 * nothing, no account's key can be found from them, and they stay open while the accounts are locked.
 */
public final class NodeSecrets implements AutoCloseable {
    static final int LENGTH = 32;

    private static final byte[] SALT = "Peer key ring, version 1".getBytes(StandardCharsets.US_ASCII);

    private final Secret extracted;

    private NodeSecrets(Secret extracted) {
        this.extracted = extracted;
    }

    /** @param root the key at a path of its own; still the caller's to close */
    static NodeSecrets of(HdKey root) {
        try (Secret key = Secret.taking(root.privateKey())) {
            return new NodeSecrets(key.use(NodeSecrets::extract));
        }
    }

    /** @param extracted 32 bytes; zero afterwards */
    static NodeSecrets taking(byte[] extracted) {
        return new NodeSecrets(Secret.taking(extracted));
    }

    /** The same, to be closed on its own. */
    public NodeSecrets duplicate() {
        return new NodeSecrets(extracted.duplicate());
    }

    /**
     * A secret of 32 bytes that only this wallet can find again: HKDF-SHA-256 (RFC 5869), its info being the label's
     * length in one byte, the label, and the context.
     *
     * @param label what it is for, in ASCII; 1 to 255 letters
     * @param context whatever else it must depend on
     * @throws KeyException LOCKED after {@link #close()}
     */
    public byte[] derive(String label, byte[] context) {
        byte[] info = info(label, context);
        return extracted.use(prk -> expand(new SecretKeySpec(prk, "Generic"), info));
    }

    /** Seals and opens bytes under a secret of this wallet; to be closed on its own. */
    public SecretBox box(String label) {
        return new SecretBox(Secret.taking(derive(label, "box".getBytes(StandardCharsets.US_ASCII))));
    }

    /** Within this package only. */
    <T> T use(java.util.function.Function<byte[], T> action) {
        return extracted.use(action);
    }

    private static byte[] info(String label, byte[] context) {
        byte[] name = label.getBytes(StandardCharsets.US_ASCII);
        if (name.length < 1 || name.length > 255) {
            throw new MalformedException("a label has 1 to 255 letters");
        }
        ByteArrayOutputStream info = new ByteArrayOutputStream();
        info.write(name.length);
        info.writeBytes(name);
        info.writeBytes(context);
        return info.toByteArray();
    }

    private static Secret extract(byte[] input) {
        return Secret.taking(
                hkdf(HKDFParameterSpec.ofExtract().addIKM(input).addSalt(SALT).extractOnly()));
    }

    private static byte[] expand(SecretKey prk, byte[] info) {
        return hkdf(HKDFParameterSpec.expandOnly(prk, info, LENGTH));
    }

    private static byte[] hkdf(HKDFParameterSpec parameters) {
        try {
            return KDF.getInstance("HKDF-SHA256").deriveData(parameters);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HKDF", e);
        }
    }

    @Override
    public void close() {
        extracted.close();
    }

    @Override
    public String toString() {
        return "NodeSecrets[hidden]";
    }
}
