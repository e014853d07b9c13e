package org.pluspeer.market.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pluspeer.market.Arbitraries;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

class ContentTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 257, 8192, -256, Integer.MIN_VALUE})
    void aBlockSizeThatIsNoneIsRefused(int blockSize) {
        assertThrows(MalformedException.class, () -> new ContentShape(1, blockSize));
        assertThrows(MalformedException.class, () -> new ContentTree(blockSize));
        assertThrows(MalformedException.class, () -> new BlockHasher(blockSize));
    }

    @Test
    void emptyContentIsRefused() {
        assertThrows(MalformedException.class, () -> new ContentTree(2048).finish());
        assertThrows(MalformedException.class, () -> new ContentShape(0, 2048));
    }

    @Test
    void everyTailLengthGoesThereAndBack() {
        Keystream stream = new Keystream(ContentKey.of(Arbitraries.bytes(32, 1)));
        for (int tail = 1; tail <= 4096; tail++) {
            byte[] content = Arbitraries.bytes(4096 + tail, tail);
            ContentTree tree = new ContentTree(4096);
            tree.add(content, 0, content.length);
            BlockRoots roots = tree.finish();
            byte[] bytes = content.clone();
            stream.applyRun(roots.shape(), 0, bytes, 0, bytes.length);
            stream.applyRun(roots.shape(), 1, bytes, 4096, tail);
            Hash32 root = new BlockHasher(4096).plainRoot(bytes, 4096, tail);
            assertEquals(roots.root(1), root, "tail of " + tail);
        }
    }

    @Test
    void aZeroTailIsNotItsPaddedTwin() {
        ContentTree whole = new ContentTree(256);
        whole.add(new byte[256], 0, 256);
        ContentTree shorter = new ContentTree(256);
        shorter.add(new byte[255], 0, 255);
        assertFalse(whole.finish().contentRoot().equals(shorter.finish().contentRoot()));
    }

    @Test
    void theKeystreamKnowsItsBounds() {
        Keystream stream = new Keystream(ContentKey.of(new byte[32]));
        byte[] block = new byte[5000];
        stream.apply(Keystream.MAX_INDEX - 1, block, 0, 4096);
        assertThrows(MalformedException.class, () -> stream.apply(Keystream.MAX_INDEX, block, 0, 1));
        assertThrows(MalformedException.class, () -> stream.apply(-1, block, 0, 1));
        assertThrows(MalformedException.class, () -> stream.apply(0, block, 0, 4097));
        ContentShape shape = new ContentShape(5000, 4096);
        assertThrows(MalformedException.class, () -> stream.applyRun(shape, 1, block, 4096, 905));
        assertThrows(MalformedException.class, () -> stream.applyRun(shape, 2, block, 0, 904));
    }

    @Test
    void secretsDoNotShowInText() {
        byte[] secret = Arbitraries.bytes(32, 7);
        String digits = Bytes.hex(secret).substring(2);
        assertFalse(ContentKey.of(secret).toString().contains(digits));
        assertFalse(Mask.of(secret).toString().contains(digits));
        assertThrows(MalformedException.class, () -> ContentKey.of(new byte[31]));
        assertThrows(MalformedException.class, () -> Mask.of(new byte[33]));
    }

    @Test
    void anExchangeRootNeedsEveryBlockAndNoMore() {
        ContentShape shape = new ContentShape(600, 256);
        ExchangeTree tree = ExchangeTree.of(shape);
        byte[] cipher = Arbitraries.bytes(600, 3);
        byte[] root = new byte[32];
        tree.add(cipher, 0, root, 0);
        assertThrows(MalformedException.class, tree::root);
        tree.add(cipher, 256, root, 0);
        tree.add(cipher, 512, root, 0);
        assertThrows(MalformedException.class, () -> tree.add(cipher, 0, root, 0));
        assertThrows(MalformedException.class, () -> tree.addLeaf(root, 0));
        assertFalse(tree.root().isZero());
        assertThrows(MalformedException.class, () -> ExchangeTree.watching(shape, 3));
    }

    @Test
    void keptLeavesGiveTheSameRootAsTheBlocks() {
        ContentShape shape = new ContentShape(1300, 256);
        byte[] cipher = Arbitraries.bytes(1300, 4);
        byte[] roots = Arbitraries.bytes(6 * 32, 5);
        ExchangeTree blocks = ExchangeTree.of(shape);
        ExchangeTree leaves = ExchangeTree.of(shape);
        for (int i = 0; i < 6; i++) {
            blocks.add(cipher, i * 256, roots, i * 32);
            Hash32 plainRoot = Hash32.of(java.util.Arrays.copyOfRange(roots, i * 32, i * 32 + 32));
            leaves.addLeaf(
                    ExchangeTree.leaf(i, cipher, i * 256, shape.blockLength(i), plainRoot)
                            .bytes(),
                    0);
        }
        assertEquals(blocks.root(), leaves.root());
    }

    @Test
    void rootsOfAnotherCountAreRefused() {
        ContentShape shape = new ContentShape(1000, 256);
        assertThrows(MalformedException.class, () -> BlockRoots.of(shape, new byte[3 * 32]));
        assertThrows(MalformedException.class, () -> BlockRoots.of(shape, new byte[5 * 32]));
        assertThrows(MalformedException.class, () -> BlockRoots.of(shape, new byte[127]));
        assertThrows(
                MalformedException.class, () -> BlockRoots.of(new ContentShape(Long.MAX_VALUE, 256), new byte[32]));
        assertTrue(BlockRoots.of(shape, new byte[4 * 32]).path(3).size() == shape.proofLength());
    }

    @Test
    void aProofFromOutsideIsBounded() {
        assertThrows(MalformedException.class, () -> new BlockProof(0, new byte[0], List.of()));
        assertThrows(MalformedException.class, () -> new BlockProof(0, new byte[4097], List.of()));
        assertThrows(MalformedException.class, () -> new BlockProof(-1, new byte[1], List.of()));
        assertThrows(
                MalformedException.class,
                () -> new BlockProof(0, new byte[1], java.util.Collections.nCopies(65, Hash32.ZERO)));
    }
}
