package org.pluspeer.node.p2p;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
    private static final int MOST = 100_000;

    private final List<Frame> frames = new ArrayList<>();
    private final FrameReader reader = new FrameReader(type -> type == 9 ? -1 : type == 8 ? 0 : MOST);

    @Property(tries = 200)
    void framesComeOutAsTheyWentInHoweverTheBytesAreCut(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 50_000) Integer> lengths,
            @ForAll @IntRange(min = 1, max = 40_000) int piece)
            throws FrameReader.BadFrameException {
        Buffer all = Buffer.buffer();
        List<byte[]> bodies = new ArrayList<>();
        for (int length : lengths) {
            byte[] body = new byte[length];
            java.util.Arrays.fill(body, (byte) length);
            bodies.add(body);
            all.appendBuffer(new Frame(length & 7, length, body).encoded());
        }
        List<Frame> read = new ArrayList<>();
        FrameReader fresh = new FrameReader(type -> MOST);
        for (int at = 0; at < all.length(); at += piece) {
            fresh.read(all.getBuffer(at, Math.min(all.length(), at + piece)), read::add);
        }
        assertEquals(bodies.size(), read.size());
        for (int i = 0; i < read.size(); i++) {
            assertEquals(lengths.get(i) & 7, read.get(i).type());
            assertEquals(lengths.get(i), read.get(i).id());
            assertArrayEquals(bodies.get(i), read.get(i).body());
        }
    }

    @Test
    void anOverlongFrameIsRefusedByItsFirstFiveBytes() {
        Buffer head = Buffer.buffer().appendInt(Frame.HEAD + MOST + 1).appendByte((byte) 1);
        FrameReader.BadFrameException e =
                assertThrows(FrameReader.BadFrameException.class, () -> reader.read(head, frames::add));
        assertTrue(e.tooLong());
    }

    @Test
    void lengthsThatWrapAroundAreRefused() {
        for (int length : new int[] {0, 4, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            FrameReader fresh = new FrameReader(type -> MOST);
            Buffer head = Buffer.buffer().appendInt(length).appendByte((byte) 1);
            assertThrows(FrameReader.BadFrameException.class, () -> fresh.read(head, frames::add));
        }
    }

    @Test
    void anUnknownTypeIsRefusedBeforeItsBody() {
        Buffer head = Buffer.buffer().appendInt(Frame.HEAD).appendByte((byte) 9);
        FrameReader.BadFrameException e =
                assertThrows(FrameReader.BadFrameException.class, () -> reader.read(head, frames::add));
        assertFalse(e.tooLong());
    }

    @Test
    void aFrameWithoutBodyComesOutAtOnce() throws FrameReader.BadFrameException {
        reader.read(new Frame(8, 7, new byte[0]).encoded(), frames::add);
        assertEquals(7, frames.getFirst().id());
    }
}
