package org.pluspeer.node.deal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.content.ContentTree;
import org.pluspeer.market.content.PieceTree;
import org.pluspeer.market.deal.Challenge;
import org.pluspeer.market.deal.DealTerms;
import org.pluspeer.market.deal.Replica;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;

class ReplicaStoreTest {
    private static final Address CLIENT = Address.parse("0x00000000000000000000000000000000000000c1");
    private static final Address OTHER = Address.parse("0x00000000000000000000000000000000000000c2");
    private static final int PIECE = PieceTree.PIECE;
    private static final int SIZE = 2 * PIECE + 777;

    @TempDir
    private Path directory;

    private static final byte[] BYTES = bytes();

    private static byte[] bytes() {
        byte[] bytes = new byte[SIZE];
        new Random(5).nextBytes(bytes);
        return bytes;
    }

    private static Hash32 root() {
        ContentTree tree = new ContentTree(ContentShape.DEFAULT_BLOCK);
        tree.add(BYTES, 0, SIZE);
        return tree.finish().contentRoot();
    }

    private static ReplicaStore.Slot slot(Address client) {
        return new ReplicaStore.Slot(client, root(), SIZE);
    }

    private static byte[] piece(int index) {
        return Arrays.copyOfRange(BYTES, index * PIECE, Math.min(SIZE, (index + 1) * PIECE));
    }

    private static DealTerms terms() {
        return new DealTerms(
                CLIENT,
                OTHER,
                Address.ZERO,
                root(),
                SIZE,
                4,
                256,
                128,
                8,
                1,
                Amount.of(1),
                Amount.of(9),
                Amount.of(2),
                Amount.of(1),
                9,
                Hash32.ZERO,
                Hash32.ZERO);
    }

    private static Challenge challenge(int n) {
        return Challenge.of(Keccak.hash(new byte[] {(byte) n}), Hash32.ZERO);
    }

    @Test
    void an_upload_goes_on_after_a_restart() {
        try (ReplicaStore store = ReplicaStore.open(directory)) {
            store.put(slot(CLIENT), 0, piece(0));
            store.put(slot(CLIENT), 1, piece(1));
            assertEquals(2, store.missing(slot(CLIENT)));
            assertEquals(2L * PIECE, store.received(slot(CLIENT)));
            assertRefused(Problem.Code.REPLICA_LOST, () -> store.check(slot(CLIENT)));
        }
        try (ReplicaStore store = ReplicaStore.open(directory)) {
            assertEquals(2, store.missing(slot(CLIENT)));
            store.put(slot(CLIENT), 2, piece(2));
            assertEquals(3, store.missing(slot(CLIENT)));
        }
    }

    @Test
    void what_is_checked_is_what_lies_there() {
        try (ReplicaStore store = ReplicaStore.open(directory)) {
            for (int index = 0; index < 3; index++) {
                store.put(slot(CLIENT), index, piece(index));
            }
            assertEquals(new Replica(root(), SIZE), store.check(slot(CLIENT)));
        }
        try (ReplicaStore store = ReplicaStore.open(directory)) {
            assertTrue(store.holds(slot(CLIENT)));
            assertArrayEquals(piece(2), store.piece(slot(CLIENT), 2));
            for (int n = 0; n < 20; n++) {
                assertTrue(store.prove(terms(), challenge(n)).holds(terms(), challenge(n)));
            }
        }
    }

    @Test
    void other_bytes_than_were_promised_are_found_before_anything_is_signed() {
        try (ReplicaStore store = ReplicaStore.open(directory)) {
            byte[] wrong = piece(1);
            wrong[1000] ^= 1;
            store.put(slot(CLIENT), 0, piece(0));
            store.put(slot(CLIENT), 1, wrong);
            store.put(slot(CLIENT), 2, piece(2));
            assertFalse(store.check(slot(CLIENT)).equals(new Replica(root(), SIZE)));
        }
    }

    @Test
    void what_is_kept_is_not_written_over() {
        try (ReplicaStore store = ReplicaStore.open(directory)) {
            store.put(slot(CLIENT), 0, piece(0));
            store.put(slot(CLIENT), 0, new byte[PIECE]);
            store.put(slot(OTHER), 0, new byte[PIECE]);
        }
        // Closed, all of it is on the disk.
        try (ReplicaStore store = ReplicaStore.open(directory)) {
            assertArrayEquals(piece(0), store.piece(slot(CLIENT), 0));
        }
    }

    @Test
    void pieces_that_are_none_are_refused_before_they_are_kept() {
        try (ReplicaStore store = ReplicaStore.open(directory)) {
            assertRefused(Problem.Code.BAD_REQUEST, () -> store.put(slot(CLIENT), 3, new byte[1]));
            assertRefused(Problem.Code.BAD_REQUEST, () -> store.put(slot(CLIENT), 0, new byte[1]));
            assertRefused(Problem.Code.BAD_REQUEST, () -> store.put(slot(CLIENT), 2, new byte[PIECE]));
            assertRefused(Problem.Code.BAD_REQUEST, () -> store.piece(slot(CLIENT), 3));
        }
    }

    @Test
    void a_deleted_or_dropped_replica_is_told_as_lost() throws IOException {
        try (ReplicaStore store = ReplicaStore.open(directory)) {
            for (int index = 0; index < 3; index++) {
                store.put(slot(CLIENT), index, piece(index));
            }
            store.check(slot(CLIENT));
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.delete(file);
                }
            }
            assertFalse(store.holds(slot(CLIENT)));
            assertRefused(Problem.Code.REPLICA_LOST, () -> store.prove(terms(), challenge(1)));
            store.drop(slot(CLIENT));
            assertRefused(Problem.Code.REPLICA_LOST, () -> store.piece(slot(CLIENT), 0));
        }
    }

    private static void assertRefused(Problem.Code code, org.junit.jupiter.api.function.Executable act) {
        assertEquals(code, assertThrows(ProblemException.class, act).problem().code());
    }
}
