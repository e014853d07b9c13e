package org.pluspeer.market.wire;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.eth.Signature;

/**
 * Takes values off bytes from outside. Every length is held against its limit and against what is left before
 * anything is allocated for it. All methods throw {@link MalformedException} where the bytes do not fit.
 */
public final class WireReader {
    static final int AMOUNT_96 = 12;

    private final byte[] bytes;
    private int at;

    /** @param bytes not to be changed while they are read */
    public WireReader(byte[] bytes) {
        this.bytes = bytes;
    }

    public int u8() {
        return (int) number(1);
    }

    public int u16() {
        return (int) number(2);
    }

    /** A number of 32 bits below 2^31. */
    public int u32() {
        long value = number(4);
        if (value > Integer.MAX_VALUE) {
            throw new MalformedException("a number above 2^31 - 1");
        }
        return (int) value;
    }

    /** A number of 64 bits below 2^63. */
    public long u64() {
        long value = number(8);
        if (value < 0) {
            throw new MalformedException("a number above 2^63 - 1");
        }
        return value;
    }

    public boolean flag() {
        int value = u8();
        if (value > 1) {
            throw new MalformedException("a flag of " + value);
        }
        return value == 1;
    }

    public Hash32 hash() {
        return Hash32.of(raw(Hash32.LENGTH));
    }

    public Address address() {
        return Address.of(raw(Address.LENGTH));
    }

    public Signature signature() {
        return Signature.of(raw(Signature.LENGTH));
    }

    public Amount amount96() {
        return new Amount(new BigInteger(1, raw(AMOUNT_96)));
    }

    /** @param most bytes in UTF-8 */
    public String text(int most) {
        byte[] utf8 = raw(within(u16(), most, "text"));
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException("text that is not UTF-8");
        }
    }

    /** @param most how many */
    public byte[] bytes(int most) {
        return raw(within(u32(), most, "bytes"));
    }

    /** @param most how many */
    public List<Hash32> hashes(int most) {
        return list(most, Hash32.LENGTH, WireReader::hash);
    }

    /**
     * Values after their number, 16 bits.
     *
     * @param most how many
     * @param leastBytes that each takes at least
     */
    public <T> List<T> list(int most, int leastBytes, Function<WireReader, T> one) {
        int count = within(u16(), most, "values");
        if ((long) count * leastBytes > bytes.length - at) {
            throw new MalformedException(count + " values do not fit what is left");
        }
        List<T> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(one.apply(this));
        }
        return List.copyOf(values);
    }

    /** So many bytes as they are. */
    public byte[] raw(int count) {
        if (count < 0 || count > bytes.length - at) {
            throw new MalformedException(count + " bytes wanted, " + (bytes.length - at) + " left");
        }
        at += count;
        return Arrays.copyOfRange(bytes, at - count, at);
    }

    /** @throws MalformedException if anything is left */
    public void end() {
        if (at != bytes.length) {
            throw new MalformedException((bytes.length - at) + " bytes left over");
        }
    }

    private long number(int width) {
        if (width > bytes.length - at) {
            throw new MalformedException(width + " bytes wanted, " + (bytes.length - at) + " left");
        }
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = value << 8 | (bytes[at++] & 0xff);
        }
        return value;
    }

    private static int within(int count, int most, String what) {
        if (count > most) {
            throw new MalformedException(count + " " + what + ", at most " + most);
        }
        return count;
    }
}
