package org.pluspeer.market.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.eth.Signature;

/** Puts values one after the other, big-endian. Used by one thread. */
public final class WireWriter {
    private static final int LONG = 4 << 10;
    private static final byte[] NONE = new byte[0];

    private byte[] bytes;
    private int length;
    /** What was put in last, if it is long: copied only when something follows. */
    private byte[] tail = NONE;

    /** @param expected how many bytes will likely come */
    public WireWriter(int expected) {
        bytes = new byte[Math.max(16, expected)];
    }

    /** @param value 0 to 255 */
    public WireWriter u8(int value) {
        return number(value, 1);
    }

    /** @param value 0 to 65,535 */
    public WireWriter u16(int value) {
        return number(value, 2);
    }

    /** @param value 0 to 2^31 - 1 */
    public WireWriter u32(int value) {
        return number(value, 4);
    }

    /** @param value 0 to 2^63 - 1 */
    public WireWriter u64(long value) {
        return number(value, 8);
    }

    public WireWriter flag(boolean value) {
        return u8(value ? 1 : 0);
    }

    public WireWriter hash(Hash32 value) {
        return raw(value.bytes());
    }

    public WireWriter address(Address value) {
        return raw(value.bytes());
    }

    public WireWriter signature(Signature value) {
        return raw(value.bytes());
    }

    /** @throws MalformedException if it is 2^96 or more */
    public WireWriter amount96(Amount value) {
        byte[] magnitude = value.units().toByteArray();
        int skip = magnitude[0] == 0 ? 1 : 0;
        int bytesUsed = magnitude.length - skip;
        if (bytesUsed > WireReader.AMOUNT_96) {
            throw new MalformedException("an amount above 96 bits");
        }
        return raw(new byte[WireReader.AMOUNT_96 - bytesUsed])
                .raw(Arrays.copyOfRange(magnitude, skip, magnitude.length));
    }

    /** UTF-8 after its length in bytes, 16 bits. */
    public WireWriter text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return u16(utf8.length).raw(utf8);
    }

    /** Bytes after their number, 32 bits. Nobody may change them until they were sent. */
    public WireWriter bytes(byte[] value) {
        u32(value.length);
        if (value.length < LONG) {
            return raw(value);
        }
        tail = value;
        return this;
    }

    /** Hashes after their number, 16 bits. */
    public WireWriter hashes(Collection<Hash32> values) {
        u16(values.size());
        values.forEach(this::hash);
        return this;
    }

    /** Bytes as they are, without their number. */
    public WireWriter raw(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
        return this;
    }

    /** What was put in so far; nothing more may be put in then. */
    public byte[] toBytes() {
        append();
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    /** The same in two arrays; nothing more may be put in then. */
    public Body toBody() {
        byte[] last = tail;
        tail = NONE;
        return new Body(toBytes(), last);
    }

    private void append() {
        byte[] last = tail;
        tail = NONE;
        raw(last);
    }

    private WireWriter number(long value, int width) {
        if (value < 0 || (width < Long.BYTES && (value >>> (8 * width)) != 0)) {
            throw new MalformedException(value + " does not fit " + 8 * width + " bits");
        }
        room(width);
        for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    private void room(int more) {
        if (tail.length > 0) {
            append();
        }
        int needed = Math.addExact(length, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(Integer.MAX_VALUE - 8L, bytes.length * 2L)));
        }
    }
}
