package org.pluspeer.market.wire;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.eth.Secp256k1;
import org.pluspeer.wallet.eth.Signature;

/**
 * A node's own word that it serves a content, for a day at most.
 *
 * @param contentRoot of the content tree
 * @param validUntil unix seconds, the last one in which it holds
 * @param signature the node key's
 * @param provider where the node is
 */
public record ProviderRecord(Hash32 contentRoot, long validUntil, Signature signature, NodeRecord provider) {
    /** In bytes on the wire. */
    static final int LEAST = 105 + NodeRecord.LEAST;

    static final int MOST = 105 + NodeRecord.MOST;

    private static final byte[] ABOUT = "Peer provider record, version 1\0".getBytes(StandardCharsets.US_ASCII);

    /** @throws MalformedException if the time is out of bounds */
    public ProviderRecord {
        if (validUntil < 1) {
            throw new MalformedException("provider record: a field is out of bounds");
        }
    }

    /** A record that a node makes of itself. */
    public static ProviderRecord sign(
            Hash32 contentRoot, long validUntil, NodeRecord provider, Function<Hash32, Signature> key) {
        return new ProviderRecord(
                contentRoot, validUntil, key.apply(digest(contentRoot, validUntil, provider)), provider);
    }

    /** What the signature is over. */
    public Hash32 digest() {
        return digest(contentRoot, validUntil, provider);
    }

    /** Whether the node signed both this and where it is, and both hold now. */
    public boolean holds(long now) {
        return validUntil >= now
                && validUntil <= now + NodeRecord.MAX_VALIDITY + NodeRecord.CLOCK_SLACK
                && provider.holds(now)
                && Secp256k1.verify(digest(), signature, provider.node());
    }

    void writeTo(WireWriter out) {
        out.hash(contentRoot).u64(validUntil).signature(signature);
        provider.writeTo(out);
    }

    static ProviderRecord read(WireReader in) {
        return new ProviderRecord(in.hash(), in.u64(), in.signature(), NodeRecord.read(in));
    }

    private static Hash32 digest(Hash32 contentRoot, long validUntil, NodeRecord provider) {
        return Keccak.hash(new WireWriter(128)
                .raw(ABOUT)
                .hash(contentRoot)
                .address(provider.node())
                .u64(validUntil)
                .toBytes());
    }
}
