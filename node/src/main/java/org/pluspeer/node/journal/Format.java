package org.pluspeer.node.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a segment, big-endian.
 *
 * <pre>
 * segment  "PEERJRNL" | version u32 | zero u32 | first position u64 | salt u64 | crc u32 | zeros up to 512
 * record   0x5052 u16 | kind u16 | length u32 | position u64 | committed u64 | crc u32 | zero u32 | payload | zeros to 8
 * </pre>
 *
 * <p>{@code committed} is the last position that was on the disk when the record was written. A record that does not
 * hold was acknowledged if, and only if, a later one says so; that tells a torn tail from damage. A mark (kind 0) has
 * the position of the record before it and says only that. The CRC32C covers the segment's salt, the first 24 bytes of
 * the record and the payload, so that bytes chosen by somebody else can't pass for a record.
 */
final class Format {
    static final int VERSION = 1;
    static final int SEGMENT_HEADER = 512;
    static final int RECORD_HEADER = 32;
    static final int MARK = 0;
    static final int MARK_SIZE = RECORD_HEADER;

    private static final long SEGMENT_MAGIC =
            ByteBuffer.wrap("PEERJRNL".getBytes(StandardCharsets.US_ASCII)).getLong();
    private static final short RECORD_MAGIC = 0x5052;
    private static final int COVERED = 24;

    private Format() {}

    /** @param first the position of the first record, from 1 */
    record Head(int version, long first, long salt) {}

    /** @param code a {@link RecordKind} or {@link #MARK} */
    record Entry(long position, int code, long committed, byte[] payload) {
        int size() {
            return sizeOf(payload.length);
        }
    }

    /** What a record takes on the disk, in bytes. */
    static int sizeOf(int payloadLength) {
        return RECORD_HEADER + ((payloadLength + 7) & ~7);
    }

    static ByteBuffer head(long first, long salt) {
        ByteBuffer head = ByteBuffer.allocate(SEGMENT_HEADER);
        head.putLong(SEGMENT_MAGIC).putInt(VERSION).putInt(0).putLong(first).putLong(salt);
        CRC32C crc = new CRC32C();
        crc.update(head.array(), 0, 32);
        head.putInt((int) crc.getValue());
        return head.position(0);
    }

    /** Null if the segment doesn't begin with a head that holds. */
    static @Nullable Head head(ByteBuffer segment) {
        if (segment.limit() < SEGMENT_HEADER || segment.getLong(0) != SEGMENT_MAGIC) {
            return null;
        }
        CRC32C crc = new CRC32C();
        crc.update(segment.slice(0, 32));
        return (int) crc.getValue() == segment.getInt(32)
                ? new Head(segment.getInt(8), segment.getLong(16), segment.getLong(24))
                : null;
    }

    /** Puts the record at the buffer's position. */
    static void put(ByteBuffer out, Entry entry, long salt) {
        int start = out.position();
        out.putShort(RECORD_MAGIC).putShort((short) entry.code()).putInt(entry.payload().length);
        out.putLong(entry.position()).putLong(entry.committed());
        out.putInt(crc(salt, out.slice(start, COVERED), ByteBuffer.wrap(entry.payload())));
        out.putInt(0).put(entry.payload());
        while (out.position() < start + entry.size()) {
            out.put((byte) 0);
        }
    }

    /** The record at the offset; null if there is none that holds. */
    static @Nullable Entry entry(ByteBuffer segment, int offset, long salt) {
        if (offset > segment.limit() - RECORD_HEADER || segment.getShort(offset) != RECORD_MAGIC) {
            return null;
        }
        int length = segment.getInt(offset + 4);
        if (length < 0 || length > segment.limit() - offset - RECORD_HEADER) {
            return null;
        }
        if (segment.getInt(offset + COVERED + 4) != 0 || !isPadded(segment, offset + RECORD_HEADER + length)) {
            return null;
        }
        ByteBuffer payload = segment.slice(offset + RECORD_HEADER, length);
        if (segment.getInt(offset + COVERED) != crc(salt, segment.slice(offset, COVERED), payload.duplicate())) {
            return null;
        }
        byte[] bytes = new byte[length];
        payload.get(bytes);
        int code = Short.toUnsignedInt(segment.getShort(offset + 2));
        return new Entry(segment.getLong(offset + 8), code, segment.getLong(offset + 16), bytes);
    }

    private static boolean isPadded(ByteBuffer segment, int from) {
        for (int at = from; at % 8 != 0 && at < segment.limit(); at++) {
            if (segment.get(at) != 0) {
                return false;
            }
        }
        return true;
    }

    private static int crc(long salt, ByteBuffer covered, ByteBuffer payload) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(8).putLong(salt).flip());
        crc.update(covered);
        crc.update(payload);
        return (int) crc.getValue();
    }
}
