package org.pluspeer.node.deal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pluspeer.market.content.CipherLayout;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.content.ExchangeRow;
import org.pluspeer.market.content.RunHasher;
import org.pluspeer.market.deal.ReplicaCipher;
import org.pluspeer.market.wire.BlocksReply;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.content.RunBytes;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;

/** Ciphertext read out of a replica that is sealed for its keeper. */
class SealedRunsTest {
    private static final int BLOCK = 1024;
    private final Random random = new Random(6);

    /** A ciphertext, the key of a replica of it, and the replica's pieces. */
    record Kept(Hash32 root, List<BlocksReply> runs, byte[] key, List<byte[]> pieces) {
        SealedRuns open(ContentShape shape) {
            return new SealedRuns(
                    new KeepBook.Unlock(root, root, shape.size(), shape.blockSize(), Bytes.hex(key)), pieces::get);
        }
    }

    Kept keep(ContentShape shape) {
        RunHasher hasher = new RunHasher(shape);
        int count = Math.toIntExact(shape.runs());
        List<byte[]> ciphers = new ArrayList<>();
        List<byte[]> roots = new ArrayList<>();
        byte[] nodes = new byte[count * Hash32.LENGTH];
        for (int run = 0; run < count; run++) {
            int blocks = shape.blocksInRun(run);
            ciphers.add(some((int) shape.runLength((long) run * shape.runBlocks(), blocks)));
            roots.add(some(blocks * Hash32.LENGTH));
            hasher.nodeInto(run, ciphers.get(run), roots.get(run), nodes, run * Hash32.LENGTH);
        }
        ExchangeRow row = ExchangeRow.of(shape, nodes);
        CipherLayout layout = new CipherLayout(shape);
        byte[] file = new byte[Math.toIntExact(layout.size())];
        List<BlocksReply> runs = new ArrayList<>();
        for (int run = 0; run < count; run++) {
            BlocksReply reply = new BlocksReply(
                    row.exchangeRoot(), layout.first(run), roots.get(run), row.path(run), ciphers.get(run));
            byte[] bytes = RunBytes.of(reply);
            assertEquals(layout.length(run), bytes.length);
            System.arraycopy(bytes, 0, file, Math.toIntExact(layout.offset(run)), bytes.length);
            runs.add(reply);
        }
        byte[] key = some(32);
        ReplicaCipher cipher = new ReplicaCipher(key, file.length);
        List<byte[]> pieces = new ArrayList<>();
        for (int piece = 0; piece < cipher.pieces(); piece++) {
            int from = Math.toIntExact(cipher.offset(piece));
            pieces.add(cipher.seal(piece, Arrays.copyOfRange(file, from, from + cipher.clearLength(piece))));
        }
        return new Kept(row.exchangeRoot(), runs, key, pieces);
    }

    private byte[] some(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1023, 1024, ContentShape.RUN, ContentShape.RUN + 1, 5L * ContentShape.RUN - 7})
    void everyRunComesBackAsItWasKept(long size) {
        ContentShape shape = new ContentShape(size, BLOCK);
        Kept kept = keep(shape);
        SealedRuns runs = kept.open(shape);
        assertEquals(shape.runs(), runs.runsHeld().cardinality());
        for (int run = 0; run < shape.runs(); run++) {
            BlocksReply read = runs.read(run);
            assertTrue(read.holds(new RunHasher(shape), shape));
            assertEquals(kept.runs().get(run), read);
            assertArrayEquals(kept.runs().get(run).cipher(), read.cipher());
        }
    }

    @Test
    void aPieceThatTheDiskSpoiltIsOfferedNoMoreAndTheOthersAre() {
        ContentShape shape = new ContentShape(4L * ContentShape.RUN, BLOCK);
        Kept kept = keep(shape);
        SealedRuns runs = kept.open(shape);
        kept.pieces().get(0)[17] ^= 1;
        ProblemException lost = assertThrows(ProblemException.class, () -> runs.read(0));
        assertEquals(Problem.Code.REPLICA_LOST, lost.problem().code());
        assertFalse(runs.holds(0));
        assertTrue(runs.read(3).holds(new RunHasher(shape), shape));
        assertEquals(3, runs.runsHeld().cardinality());
    }

    @Test
    void anotherKeyOpensNothing() {
        ContentShape shape = new ContentShape(ContentShape.RUN, BLOCK);
        Kept kept = keep(shape);
        Kept other = new Kept(kept.root(), kept.runs(), some(32), kept.pieces());
        assertThrows(ProblemException.class, () -> other.open(shape).read(0));
    }
}
