package org.pluspeer.node.p2p.gossip;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.catalog.Standing;
import org.pluspeer.market.wire.ListingSummary.Span;
import org.pluspeer.wallet.eth.Hash32;

/**
 * Slots and the digests that stand in them, sorted, 64 bytes each: enough to say in one hash what is in any stretch.
 * 250,000 of them take 16 MB and are hashed in some 30 ms. Any thread.
 */
public final class StandingIndex {
    private static final int SLOT = Hash32.LENGTH;
    private static final int ENTRY = 2 * SLOT;
    private static final int BUCKETS = 256;

    /** By the first byte of the slot; slots are hashes, so all are about as long. */
    private final byte[][] rows = new byte[BUCKETS][0];

    private final int[] counts = new int[BUCKETS];
    private int size;

    /** Notes what stands in a slot now. */
    public synchronized void put(Standing standing) {
        byte[] slot = standing.slot().bytes();
        int bucket = slot[0] & 0xff;
        int at = upTo(bucket, slot) - 1;
        if (at < 0 || compare(bucket, at, slot) != 0) {
            at++;
            insert(bucket, at);
            System.arraycopy(slot, 0, rows[bucket], at * ENTRY, SLOT);
        }
        System.arraycopy(standing.digest().bytes(), 0, rows[bucket], at * ENTRY + SLOT, SLOT);
    }

    /** Notes that nothing stands in a slot any more. */
    public synchronized void remove(Hash32 slot) {
        byte[] bytes = slot.bytes();
        int bucket = bytes[0] & 0xff;
        int at = upTo(bucket, bytes) - 1;
        if (at >= 0 && compare(bucket, at, bytes) == 0) {
            byte[] row = rows[bucket];
            System.arraycopy(row, (at + 1) * ENTRY, row, at * ENTRY, (counts[bucket] - at - 1) * ENTRY);
            counts[bucket]--;
            size--;
        }
    }

    public synchronized void clear() {
        for (int i = 0; i < BUCKETS; i++) {
            rows[i] = new byte[0];
            counts[i] = 0;
        }
        size = 0;
    }

    /** Slots taken. */
    public synchronized int size() {
        return size;
    }

    /** What stands in a slot; null if nothing does. */
    synchronized @Nullable Hash32 digest(Hash32 slot) {
        byte[] bytes = slot.bytes();
        int bucket = bytes[0] & 0xff;
        int at = upTo(bucket, bytes) - 1;
        if (at < 0 || compare(bucket, at, bytes) != 0) {
            return null;
        }
        return Hash32.of(Arrays.copyOfRange(rows[bucket], at * ENTRY + SLOT, (at + 1) * ENTRY));
    }

    /** What is in a stretch. */
    synchronized Span span(Hash32 after, Hash32 through) {
        MessageDigest sha = sha256();
        int count = 0;
        byte[] low = after.bytes();
        byte[] high = through.bytes();
        for (int bucket = low[0] & 0xff; bucket <= (high[0] & 0xff); bucket++) {
            int from = upTo(bucket, low);
            int to = upTo(bucket, high);
            sha.update(rows[bucket], from * ENTRY, (to - from) * ENTRY);
            count += to - from;
        }
        return new Span(after, through, count, Hash32.of(sha.digest()));
    }

    /** How many are in a stretch. */
    synchronized int count(Hash32 after, Hash32 through) {
        byte[] low = after.bytes();
        byte[] high = through.bytes();
        int count = 0;
        for (int bucket = low[0] & 0xff; bucket <= (high[0] & 0xff); bucket++) {
            count += upTo(bucket, high) - upTo(bucket, low);
        }
        return count;
    }

    /** A stretch in so many parts that have about as many each; fewer if there is not enough in it. */
    synchronized List<Span> split(Hash32 after, Hash32 through, int parts) {
        int each = Math.max(1, (count(after, through) + parts - 1) / parts);
        List<Span> spans = new ArrayList<>(parts);
        Hash32 from = after;
        byte[] low = after.bytes();
        byte[] high = through.bytes();
        int seen = 0;
        for (int bucket = low[0] & 0xff; bucket <= (high[0] & 0xff) && spans.size() < parts - 1; bucket++) {
            int to = upTo(bucket, high);
            int at = upTo(bucket, low) + each - seen;
            while (at <= to && spans.size() < parts - 1) {
                Hash32 cut = Hash32.of(Arrays.copyOfRange(rows[bucket], (at - 1) * ENTRY, (at - 1) * ENTRY + SLOT));
                spans.add(span(from, cut));
                from = cut;
                at += each;
            }
            seen = each - (at - to);
        }
        if (from.compareTo(through) < 0) {
            spans.add(span(from, through));
        }
        return spans;
    }

    /** How many entries of a bucket are not above a slot. */
    private int upTo(int bucket, byte[] slot) {
        int low = 0;
        int high = counts[bucket];
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (compare(bucket, middle, slot) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int compare(int bucket, int at, byte[] slot) {
        return Arrays.compareUnsigned(rows[bucket], at * ENTRY, at * ENTRY + SLOT, slot, 0, SLOT);
    }

    private void insert(int bucket, int at) {
        int needed = (counts[bucket] + 1) * ENTRY;
        if (rows[bucket].length < needed) {
            rows[bucket] = Arrays.copyOf(rows[bucket], Math.max(needed, needed + needed / 4));
        }
        byte[] row = rows[bucket];
        System.arraycopy(row, at * ENTRY, row, (at + 1) * ENTRY, (counts[bucket] - at) * ENTRY);
        counts[bucket]++;
        size++;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
