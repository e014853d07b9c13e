package org.pluspeer.market.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.pluspeer.wallet.eth.MalformedException;

/** Whatever bytes come in, reading them gives a message or a MalformedException, and costs no more than they are. */
class WireFuzzTest {
    @Provide
    Arbitrary<MessageType> types() {
        return Arbitraries.of(MessageType.values());
    }

    @Provide
    Arbitrary<Message> messages() {
        return Arbitraries.of(List.copyOf(Examples.messages().values()));
    }

    @Property(tries = 20_000)
    void randomBytesAreReadOrRefused(@ForAll("types") MessageType type, @ForAll long seed, @ForAll short length) {
        byte[] body = new byte[Math.abs(length) % 700];
        new Random(seed).nextBytes(body);
        readOrRefuse(type, body);
    }

    @Property(tries = 20_000)
    void changedMessagesAreReadOrRefused(@ForAll("messages") Message message, @ForAll long seed) {
        readOrRefuse(message.type(), mutated(message.body(), new Random(seed)));
    }

    @Property(tries = 2_000)
    void aMessageCutShortOrTooLongIsRefused(@ForAll("messages") Message message, @ForAll int at) {
        byte[] body = message.body();
        if (body.length > 0) {
            byte[] cut = Arrays.copyOf(body, Math.floorMod(at, body.length));
            assertThrows(MalformedException.class, () -> message.type().read(cut));
        }
        byte[] longer = Arrays.copyOf(body, body.length + 1);
        assertThrows(MalformedException.class, () -> message.type().read(longer));
    }

    @Test
    void aLieAboutALengthAllocatesNothing() {
        WireWriter lie = new WireWriter(64)
                .hash(Examples.hash("x"))
                .hash(Examples.hash("y"))
                .u16(4096);
        long before = allocated();
        for (int i = 0; i < 1000; i++) {
            assertThrows(MalformedException.class, () -> MessageType.LISTING_INVENTORY.read(lie.toBytes()));
        }
        long each = (allocated() - before) / 1000;
        assertTrue(each < 4096, each + " bytes for a message of 66");
    }

    @Test
    void aTypeThatIsNoneIsRefused() {
        for (int code = -1; code <= 256; code++) {
            int type = code;
            if (MessageType.largestBody(code) < 0) {
                assertThrows(MalformedException.class, () -> MessageType.of(type));
            } else {
                assertEquals(type, MessageType.of(type).code());
            }
        }
        assertEquals(-1, MessageType.largestBody(0));
    }

    @Test
    void noMessageIsAboveTheLargestFrame() {
        for (MessageType type : MessageType.values()) {
            assertTrue(type.largestBody() <= (1 << 20) - 9, type.name());
        }
    }

    private static void readOrRefuse(MessageType type, byte[] body) {
        byte[] kept = body.clone();
        try {
            assertArrayEquals(kept, type.read(body).body(), "there is one way only to write a message");
        } catch (MalformedException expected) {
            assertTrue(String.valueOf(expected.getMessage()).length() < 300);
        }
        // The second time, when all classes are loaded.
        long before = allocated();
        try {
            type.read(body);
        } catch (MalformedException expected) {
            // As above.
        }
        long used = allocated() - before;
        assertTrue(used < 64_000 + 40L * body.length, used + " bytes allocated for " + body.length);
    }

    private static byte[] mutated(byte[] body, Random random) {
        byte[] bytes = body.clone();
        for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
            switch (random.nextInt(4)) {
                case 0 -> bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                case 1 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 40));
                default -> Arrays.fill(bytes, random.nextInt(bytes.length), bytes.length, (byte) -1);
            }
        }
        return bytes;
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
