package org.pluspeer.node.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a segment holds.
 *
 * @param entries those that hold, from the first on without a gap, marks left out
 * @param end offset in bytes of the first byte after them
 * @param next the position that the next record will have
 * @param rest what follows them
 */
record Scan(List<Format.Entry> entries, int end, long next, Rest rest) {

    enum Rest {
        /** Zeros: nothing was being written. */
        EMPTY,
        /** A write that was never acknowledged and only partly arrived. */
        TORN,
        /** Something acknowledged is damaged: a later record or mark says so. */
        DAMAGED
    }

    static Scan of(ByteBuffer segment, Format.Head head) {
        List<Format.Entry> entries = new ArrayList<>();
        int offset = Format.SEGMENT_HEADER;
        long next = head.first();
        while (true) {
            Format.Entry entry = Format.entry(segment, offset, head.salt());
            boolean mark = entry != null && entry.code() == Format.MARK;
            if (entry == null || entry.position() != (mark ? next - 1 : next)) {
                break;
            }
            offset += entry.size();
            if (!mark) {
                entries.add(entry);
                next++;
            }
        }
        return new Scan(entries, offset, next, rest(segment, offset, head.salt(), next));
    }

    private static Rest rest(ByteBuffer segment, int from, long salt, long next) {
        Rest rest = Rest.EMPTY;
        for (int offset = from; offset < segment.limit(); offset += 8) {
            if (!isZero(segment, offset)) {
                rest = Rest.TORN;
                Format.Entry entry = Format.entry(segment, offset, salt);
                if (entry != null && entry.committed() >= next) {
                    return Rest.DAMAGED;
                }
            }
        }
        return rest;
    }

    private static boolean isZero(ByteBuffer segment, int offset) {
        if (segment.limit() - offset >= 8) {
            return segment.getLong(offset) == 0;
        }
        for (int i = offset; i < segment.limit(); i++) {
            if (segment.get(i) != 0) {
                return false;
            }
        }
        return true;
    }
}
