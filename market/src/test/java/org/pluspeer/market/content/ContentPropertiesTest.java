package org.pluspeer.market.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.pluspeer.market.Arbitraries;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

class ContentPropertiesTest {
    @Provide
    Arbitrary<byte[]> contents() {
        return Arbitraries.contents();
    }

    @Provide
    Arbitrary<Integer> blockSizes() {
        return Arbitraries.blockSizes();
    }

    @Property(tries = 300)
    void theNameDoesNotDependOnHowTheBytesArrive(
            @ForAll("contents") byte[] content,
            @ForAll("blockSizes") int blockSize,
            @ForAll @IntRange(min = 1) int cut) {
        ContentTree tree = new ContentTree(blockSize);
        int step = 1 + cut % 5000;
        for (int at = 0; at < content.length; at += step) {
            tree.add(content, at, Math.min(step, content.length - at));
        }
        assertEquals(slowRoot(content), tree.finish().contentRoot());
    }

    @Property(tries = 300)
    void aFlippedBitChangesTheNameAndItsBlockIsFound(
            @ForAll("contents") byte[] content,
            @ForAll("blockSizes") int blockSize,
            @ForAll @LongRange(min = 0) long at) {
        BlockRoots whole = roots(content, blockSize);
        byte[] flipped = content.clone();
        int bit = (int) (at % (content.length * 8L));
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        BlockRoots other = roots(flipped, blockSize);
        assertNotEquals(whole.contentRoot(), other.contentRoot());
        assertEquals(List.of((long) (bit / 8 / blockSize)), whole.differing(other, 10));
    }

    @Property(tries = 300)
    void aBlockIsProvenAtItsPlaceOnly(
            @ForAll("contents") byte[] content,
            @ForAll("blockSizes") int blockSize,
            @ForAll @LongRange(min = 0) long pick,
            @ForAll @LongRange(min = 0) long flip) {
        BlockRoots roots = roots(content, blockSize);
        ContentShape shape = roots.shape();
        long index = pick % shape.blocks();
        BlockProof proof = roots.prove(index, block(content, shape, index));
        assertTrue(proof.holds(shape, roots.contentRoot()));

        byte[] wrong = proof.data();
        int bit = (int) (flip % (wrong.length * 8L));
        wrong[bit / 8] ^= (byte) (1 << bit % 8);
        assertFalse(new BlockProof(index, wrong, proof.path()).holds(shape, roots.contentRoot()));
        assertThrows(MalformedException.class, () -> roots.prove(index, wrong));
        assertFalse(new BlockProof(index ^ 1, proof.data(), proof.path()).holds(shape, roots.contentRoot()));
        byte[] longer = Arrays.copyOf(proof.data(), Math.min(4096, proof.data().length + 1));
        if (longer.length != proof.data().length) {
            assertFalse(new BlockProof(index, longer, proof.path()).holds(shape, roots.contentRoot()));
        }
        List<Hash32> moreLevels = new ArrayList<>(proof.path());
        moreLevels.add(Hash32.ZERO);
        assertFalse(new BlockProof(index, proof.data(), moreLevels).holds(shape, roots.contentRoot()));
    }

    @Property(tries = 300)
    void decryptingGivesTheContentBackAndTheCiphertextIsAnother(
            @ForAll("contents") byte[] content, @ForAll("blockSizes") int blockSize, @ForAll long seed) {
        ContentShape shape = Arbitraries.shape(content, blockSize);
        Keystream stream = new Keystream(ContentKey.of(Arbitraries.bytes(32, seed)));
        byte[] bytes = content.clone();
        stream.applyRun(shape, 0, bytes, 0, bytes.length);
        if (content.length >= 16) {
            assertFalse(Arrays.equals(content, bytes));
        }
        for (long index = shape.blocks() - 1; index >= 0; index--) {
            stream.apply(index, bytes, (int) shape.offset(index), shape.blockLength(index));
        }
        assertEquals(-1, Arrays.mismatch(content, bytes));
    }

    @Property(tries = 200)
    void theExchangeTreeFindsEveryWrongPair(
            @ForAll("contents") byte[] content,
            @ForAll("blockSizes") int blockSize,
            @ForAll @LongRange(min = 0) long pick,
            @ForAll @LongRange(min = 0) long flip) {
        BlockRoots roots = roots(content, blockSize);
        ContentShape shape = roots.shape();
        long index = pick % shape.blocks();
        ExchangeTree tree = exchange(shape, content, roots, index);
        Hash32 root = tree.root();
        int from = (int) shape.offset(index);
        int length = shape.blockLength(index);
        Hash32 leaf = ExchangeTree.leaf(index, content, from, length, roots.root(index));
        assertTrue(ExchangeTree.holds(shape, index, leaf, tree.path(), root));

        byte[] wrong = content.clone();
        int bit = (int) (flip % (length * 8L));
        wrong[from + bit / 8] ^= (byte) (1 << bit % 8);
        assertNotEquals(root, exchange(shape, wrong, roots, index).root());
        Hash32 wrongLeaf = ExchangeTree.leaf(index, wrong, from, length, roots.root(index));
        assertFalse(ExchangeTree.holds(shape, index, wrongLeaf, tree.path(), root));
        assertFalse(ExchangeTree.holds(shape, index + shape.blocks(), leaf, tree.path(), root));
        assertFalse(ExchangeTree.holds(shape, -1, leaf, tree.path(), root));
        assertFalse(ExchangeTree.holds(
                shape, index, leaf, tree.path().subList(1, tree.path().size()), root));
    }

    @Property(tries = 100)
    void aRunIsRightByItselfAtItsPlaceOnly(
            @ForAll @LongRange(min = 1, max = 1_400_000) long size,
            @ForAll("blockSizes") int blockSize,
            @ForAll @LongRange(min = 0) long pick,
            @ForAll @LongRange(min = 0) long flip) {
        byte[] content = Arbitraries.bytes((int) size, pick);
        BlockRoots roots = roots(content, blockSize);
        ContentShape shape = roots.shape();
        long index = pick % shape.blocks();
        ExchangeTree tree = exchange(shape, content, roots, index);
        Hash32 root = tree.root();
        ExchangeRow row = row(shape, content, roots);
        assertEquals(root, row.exchangeRoot());

        long run = index / shape.runBlocks();
        byte[] cipher = run(content, shape, run);
        byte[] promised = roots.packed(run * shape.runBlocks(), shape.blocksInRun(run));
        RunHasher hasher = new RunHasher(shape);
        assertTrue(hasher.holds(run, cipher, promised, row.path(run), root));
        assertEquals(tree.path(), RunHasher.path(shape, index, cipher, promised, row.path(run)));

        byte[] wrong = cipher.clone();
        wrong[(int) (flip % wrong.length)] ^= (byte) (1 << flip % 8);
        assertFalse(hasher.holds(run, wrong, promised, row.path(run), root));
        byte[] promisedElse = promised.clone();
        promisedElse[(int) (flip % promised.length)] ^= (byte) (1 << flip % 8);
        assertFalse(hasher.holds(run, cipher, promisedElse, row.path(run), root));
        assertFalse(hasher.holds(run ^ 1, cipher, promised, row.path(run), root));
        assertFalse(hasher.holds(run + shape.runs(), cipher, promised, row.path(run), root));
        assertFalse(hasher.holds(run, Arrays.copyOf(cipher, cipher.length + 1), promised, row.path(run), root));
        List<Hash32> longer = new ArrayList<>(row.path(run));
        longer.add(Hash32.ZERO);
        assertFalse(hasher.holds(run, cipher, promised, longer, root));
        assertTrue(hasher.holds(run, cipher, promised, row.path(run), root), "what was refused leaves nothing behind");
    }

    private static ExchangeRow row(ContentShape shape, byte[] cipher, BlockRoots roots) {
        RunHasher hasher = new RunHasher(shape);
        byte[] nodes = new byte[(int) shape.runs() * 32];
        for (int run = 0; run < shape.runs(); run++) {
            byte[] promised = roots.packed((long) run * shape.runBlocks(), shape.blocksInRun(run));
            hasher.nodeInto(run, run(cipher, shape, run), promised, nodes, run * 32);
        }
        return ExchangeRow.of(shape, nodes);
    }

    private static byte[] run(byte[] content, ContentShape shape, long run) {
        long first = run * shape.runBlocks();
        int from = (int) shape.offset(first);
        return Arrays.copyOfRange(content, from, from + (int) shape.runLength(first, shape.blocksInRun(run)));
    }

    @Property(tries = 500)
    void blocksTileTheContent(@ForAll @LongRange(min = 1) long size, @ForAll("blockSizes") int blockSize) {
        ContentShape shape = new ContentShape(size, blockSize);
        long last = shape.blocks() - 1;
        assertEquals(size, shape.offset(last) + shape.blockLength(last));
        assertTrue(shape.blockLength(last) >= 1 && shape.blockLength(last) <= blockSize);
        assertEquals(size, shape.runLength(0, shape.blocks()));
        long lastRun = shape.runs() - 1;
        assertEquals(shape.blocks(), lastRun * shape.runBlocks() + shape.blocksInRun(lastRun));
        assertThrows(MalformedException.class, () -> shape.blocksInRun(shape.runs()));
        assertEquals(shape.exchangeDepth(), shape.runHeight() + shape.runPathLength());
        assertTrue(shape.runs() > 1 || shape.runPathLength() == 0);
        assertTrue(shape.exchangeDepth() >= 4 && shape.contentDepth() >= shape.blockHeight());
        assertThrows(MalformedException.class, () -> shape.blockLength(shape.blocks()));
        assertThrows(MalformedException.class, () -> shape.offset(-1));
        assertThrows(MalformedException.class, () -> shape.runLength(last, 2));
        assertThrows(MalformedException.class, () -> shape.runLength(last, Long.MAX_VALUE));
    }

    private static ExchangeTree exchange(ContentShape shape, byte[] cipher, BlockRoots roots, long watched) {
        ExchangeTree tree = ExchangeTree.watching(shape, watched);
        byte[] packed = roots.packed();
        for (int i = 0; i < shape.blocks(); i++) {
            tree.add(cipher, (int) shape.offset(i), packed, i * 32);
        }
        return tree;
    }

    private static byte[] block(byte[] content, ContentShape shape, long index) {
        int from = (int) shape.offset(index);
        return Arrays.copyOfRange(content, from, from + shape.blockLength(index));
    }

    private static BlockRoots roots(byte[] content, int blockSize) {
        ContentTree tree = new ContentTree(blockSize);
        tree.add(content, 0, content.length);
        return tree.finish();
    }

    /** The definition, level by level, with nothing clever in it. */
    private static Hash32 slowRoot(byte[] content) {
        List<Hash32> level = new ArrayList<>();
        for (int at = 0; at < content.length; at += 256) {
            byte[] leaf = Arrays.copyOfRange(content, at, Math.min(content.length, at + 256));
            level.add(Sha256.hash(new byte[] {0}, leaf));
        }
        while (level.size() < 16 || Integer.bitCount(level.size()) != 1) {
            level.add(Hash32.ZERO);
        }
        while (level.size() > 1) {
            List<Hash32> above = new ArrayList<>();
            for (int i = 0; i < level.size(); i += 2) {
                above.add(Sha256.hash(
                        new byte[] {1}, level.get(i).bytes(), level.get(i + 1).bytes()));
            }
            level = above;
        }
        return level.get(0);
    }
}
