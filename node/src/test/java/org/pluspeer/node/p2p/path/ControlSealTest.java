package org.pluspeer.node.p2p.path;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pluspeer.market.wire.PathSession;
import org.pluspeer.node.p2p.path.ControlSeal.Verdict;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;

class ControlSealTest {
    private static final PathSession SESSION = new PathSession(0x0102030405060708L, Hash32.parse("11".repeat(32)));
    private static final Path VECTORS = Path.of("..", "docs", "vectors", "paths.json");

    @Test
    void aPacketHoldsOnce() {
        ControlSeal sender = new ControlSeal(SESSION);
        ControlSeal receiver = new ControlSeal(SESSION);
        byte[] first = sender.seal(Check.TYPE, new byte[Check.LENGTH]);
        byte[] second = sender.seal(Check.TYPE, new byte[Check.LENGTH]);
        assertEquals(Verdict.GENUINE, receiver.open(second));
        assertEquals(Verdict.GENUINE, receiver.open(first));
        assertEquals(Verdict.REPLAYED, receiver.open(first));
        assertEquals(Verdict.REPLAYED, receiver.open(second));
    }

    @Test
    void aBitThatWasChangedAnywhereIsSeen() {
        byte[] genuine = new ControlSeal(SESSION).seal(2, new byte[] {1, 2, 3});
        for (int bit = 0; bit < genuine.length * 8; bit++) {
            byte[] forged = genuine.clone();
            forged[bit / 8] ^= (byte) (1 << bit % 8);
            assertEquals(Verdict.WRONG_TAG, new ControlSeal(SESSION).open(forged), "bit " + bit);
        }
    }

    @Test
    void theKeyOfTheOtherDirectionDoesNotFit() {
        byte[] own = new ControlSeal(SESSION).seal(1, new byte[Check.LENGTH]);
        PathSession other = new PathSession(SESSION.id(), Hash32.parse("22".repeat(32)));
        assertEquals(Verdict.WRONG_TAG, new ControlSeal(other).open(own));
    }

    @Test
    void whatIsTooShortHasNoSession() {
        assertEquals(0, ControlSeal.sessionOf(new byte[ControlSeal.HEAD + ControlSeal.TAG - 1]));
        byte[] packet = new ControlSeal(SESSION).seal(1, new byte[0]);
        assertEquals(SESSION.id(), ControlSeal.sessionOf(packet));
    }

    @Test
    void theWindowTakesEachCounterOnceInAnyOrder() {
        Random random = new Random(3);
        ReplayWindow window = new ReplayWindow();
        Set<Long> seen = new HashSet<>();
        long top = 0;
        for (int i = 0; i < 100_000; i++) {
            long counter = Math.max(1, top + random.nextInt(200) - 150);
            boolean fresh = seen.add(counter);
            top = Math.max(top, counter);
            assertEquals(fresh, window.accept(counter), "counter " + counter + " after " + top);
        }
    }

    @Test
    void theWindowForgetsNothingThatItWouldTake() {
        ReplayWindow window = new ReplayWindow();
        assertTrue(window.accept(5));
        assertTrue(window.accept(5 + ReplayWindow.SIZE - 1));
        assertFalse(window.accept(5));
        assertTrue(window.accept(6));
        assertTrue(window.accept(1L << 40));
        assertFalse(window.accept(7), "too old to tell");
        assertTrue(window.accept((1L << 40) - ReplayWindow.SIZE + 1));
        assertFalse(window.accept((1L << 40) - ReplayWindow.SIZE));
        assertFalse(window.accept(0));
        assertFalse(window.accept(-1));
    }

    @Test
    void aCheckReadsAsItWasWritten() throws Exception {
        for (String ip : new String[] {"203.0.113.9", "2001:db8::9"}) {
            Check check = new Check(-5, 7, new InetSocketAddress(InetAddress.getByName(ip), 65535));
            assertEquals(check, Check.read(check.bytes()).orElseThrow());
        }
        Check bare = new Check(1, 0, null);
        assertEquals(bare, Check.read(bare.bytes()).orElseThrow());
        assertTrue(Check.read(new byte[Check.LENGTH - 1]).isEmpty());
        byte[] odd = bare.bytes();
        odd[16] = 5;
        assertTrue(Check.read(odd).isEmpty());
    }

    /** To publish anew, run once with {@code -Dvectors.write=true} and read the difference. */
    @Test
    void packetsHaveTheirPublishedBytes() throws Exception {
        ControlSeal seal = new ControlSeal(SESSION);
        InetSocketAddress seen = new InetSocketAddress(InetAddress.getByName("203.0.113.9"), 4040);
        byte[] check = seal.seal(Check.TYPE, new Check(3, 4, seen).bytes());
        byte[] relayed = seal.seal(2, new byte[] {0, 0, 0, 7, 0x40, 1, 2});
        if (Boolean.getBoolean("vectors.write")) {
            write(check, relayed);
        }
        JsonNode vectors = new ObjectMapper().readTree(VECTORS.toFile()).path("packets");
        assertArrayEquals(Bytes.parseHex(vectors.path("check").asText()), check);
        assertArrayEquals(Bytes.parseHex(vectors.path("relayed").asText()), relayed);
        assertEquals(seen, Check.read(ControlSeal.body(check)).orElseThrow().seen());
        assertArrayEquals(new byte[] {0, 0, 0, 7, 0x40, 1, 2}, ControlSeal.body(relayed));
        assertEquals(68, check.length);
        assertEquals(1, Arrays.copyOf(check, 1)[0]);
    }

    private static void write(byte[] check, byte[] relayed) throws IOException {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("about", "Golden vectors of control packets. Format: docs/protocol/12-paths.md");
        root.put("session", SESSION.id());
        root.put("key", SESSION.key().hex());
        ObjectNode packets = root.putObject("packets");
        packets.put("check", Bytes.hex(check));
        packets.put("relayed", Bytes.hex(relayed));
        Files.writeString(
                VECTORS, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
    }
}
