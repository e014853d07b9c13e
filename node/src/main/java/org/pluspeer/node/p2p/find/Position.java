package org.pluspeer.node.p2p.find;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.pluspeer.market.content.Sha256;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;

/**
 * A place among 2^256. How far two are apart is their bits' exclusive or, read as a number: what is stored for a place
 * is stored with the nodes whose own places are nearest to it.
 */
public record Position(Hash32 hash) {
    static final int BITS = 256;

    private static final byte[] NODE = "Peer position, node\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ACCOUNT = "Peer position, account\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONTENT = "Peer position, content\0".getBytes(StandardCharsets.US_ASCII);

    public static Position ofNode(Address node) {
        return new Position(Sha256.hash(NODE, node.bytes()));
    }

    public static Position ofAccount(Address account) {
        return new Position(Sha256.hash(ACCOUNT, account.bytes()));
    }

    public static Position ofContent(Hash32 contentRoot) {
        return new Position(Sha256.hash(CONTENT, contentRoot.bytes()));
    }

    /** How far it is to another. */
    Hash32 distance(Position other) {
        byte[] mine = hash.bytes();
        byte[] theirs = other.hash.bytes();
        for (int i = 0; i < mine.length; i++) {
            mine[i] ^= theirs[i];
        }
        return Hash32.of(mine);
    }

    /** How many bits both begin with, 0 to 256. */
    int shared(Position other) {
        byte[] distance = distance(other).bytes();
        for (int i = 0; i < distance.length; i++) {
            if (distance[i] != 0) {
                return 8 * i + Integer.numberOfLeadingZeros(distance[i] & 0xff) - 24;
            }
        }
        return BITS;
    }

    /** A place that shares so many bits with this one and not the next; the bits after that are the random ones. */
    Position within(int bits, byte[] random) {
        byte[] own = hash.bytes();
        byte[] made = Arrays.copyOf(random, own.length);
        for (int i = 0; i <= bits; i++) {
            int mask = 0x80 >> (i & 7);
            int bit = own[i >> 3] & mask;
            made[i >> 3] = (byte) ((made[i >> 3] & ~mask) | (i < bits ? bit : bit ^ mask));
        }
        return new Position(Hash32.of(made));
    }
}
