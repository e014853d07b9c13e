package org.pluspeer.wallet.key;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;

/**
 * The key that a machine answers with on the network. It holds no money; the account says by a {@link NodeStatement}
 * that it speaks for it.
 */
public final class NodeKey implements AutoCloseable {
    private static final String LABEL = "node key";
    private static final byte[] ABOUT = "node key".getBytes(StandardCharsets.US_ASCII);

    private final LocalSigner signer;

    private NodeKey(LocalSigner signer) {
        this.signer = signer;
    }

    /**
     * @param entropy 32 random bytes; zero afterwards
     * @throws KeyException INVALID_KEY for one of the 2^-127 that are no key
     */
    public static NodeKey generate(byte[] entropy) {
        return new NodeKey(LocalSigner.taking(entropy));
    }

    /** @throws KeyException DAMAGED if the bytes were not sealed by this wallet as its node key */
    public static NodeKey open(NodeSecrets secrets, byte[] sealed) {
        try (SecretBox box = secrets.box(LABEL)) {
            byte[] opened = box.open(sealed, ABOUT);
            if (opened.length != 32) {
                Arrays.fill(opened, (byte) 0);
                throw new KeyException(KeyException.Code.DAMAGED, "the sealed file holds no node key");
            }
            return generate(opened);
        }
    }

    /**
     * To be kept beside the wallet that can open it.
     *
     * @param nonce 12 random bytes
     */
    public byte[] seal(NodeSecrets secrets, byte[] nonce) {
        try (SecretBox box = secrets.box(LABEL)) {
            return signer.lend(key -> box.seal(key, ABOUT, nonce));
        }
    }

    /** The node's id. */
    public Address address() {
        return signer.address();
    }

    /** RFC 6979, low s. It signs what the network's handshake asks for; no policy stands before it. */
    public Signature sign(Hash32 digest) {
        return signer.signDigest(digest);
    }

    @Override
    public void close() {
        signer.close();
    }

    @Override
    public String toString() {
        return "NodeKey[" + address() + "]";
    }
}
