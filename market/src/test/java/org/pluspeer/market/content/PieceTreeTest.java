package org.pluspeer.market.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

class PieceTreeTest {
    private static final int PIECE = PieceTree.PIECE;

    private static byte[] content(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static byte[] piece(byte[] content, PieceTree tree, int index) {
        int from = index * PIECE;
        return Arrays.copyOfRange(content, from, from + tree.length(index));
    }

    private static byte[] rows(byte[] content, PieceTree tree) {
        PieceTree.Hasher hasher = tree.new Hasher();
        byte[] nodes = new byte[tree.pieces() * Hash32.LENGTH];
        for (int index = 0; index < tree.pieces(); index++) {
            hasher.nodeInto(piece(content, tree, index), nodes, index * Hash32.LENGTH);
        }
        return tree.build(nodes);
    }

    private static Hash32 node(byte[] rows, int index) {
        return Hash32.of(Arrays.copyOfRange(rows, index * Hash32.LENGTH, (index + 1) * Hash32.LENGTH));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {1, 255, 256, 257, 4096, 5000, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 700, 5 * PIECE})
    void its_last_node_is_the_content_root_and_every_leaf_can_be_proven(int size) {
        byte[] content = content(size);
        PieceTree tree = new PieceTree(size);
        byte[] rows = rows(content, tree);
        ContentTree whole = new ContentTree(ContentShape.DEFAULT_BLOCK);
        whole.add(content, 0, size);
        Hash32 root = whole.finish().contentRoot();
        assertEquals(tree.nodes(), rows.length / Hash32.LENGTH);
        assertEquals(root, node(rows, tree.nodes() - 1));
        ContentShape shape = new ContentShape(size, ContentShape.LEAF);
        long step = Math.max(1, shape.leaves() / 40);
        for (long leaf = 0; leaf < shape.leaves(); leaf += step) {
            LeafProof proof = tree.prove(leaf, piece(content, tree, tree.pieceOf(leaf)), index -> node(rows, index));
            assertTrue(proof.holds(shape, root), "leaf " + leaf + " of " + size);
        }
    }

    @Test
    void bytes_that_were_changed_prove_nothing() {
        byte[] content = content(3 * PIECE);
        PieceTree tree = new PieceTree(content.length);
        byte[] rows = rows(content, tree);
        byte[] bad = piece(content, tree, 1);
        bad[700] ^= 1;
        ContentShape shape = new ContentShape(content.length, ContentShape.LEAF);
        LeafProof neighbour = tree.prove(1024, bad, index -> node(rows, index));
        assertFalse(neighbour.holds(shape, node(rows, tree.nodes() - 1)));
    }

    @Test
    void what_is_not_there_is_refused() {
        PieceTree tree = new PieceTree(PIECE + 1);
        assertThrows(MalformedException.class, () -> tree.length(2));
        assertThrows(MalformedException.class, () -> tree.prove(1024, new byte[2], index -> Hash32.ZERO));
        assertThrows(MalformedException.class, () -> tree.build(new byte[32]));
        assertThrows(MalformedException.class, () -> new PieceTree(0));
        assertThrows(MalformedException.class, () -> new PieceTree(1L << 47));
    }
}
