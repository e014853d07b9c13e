package org.pluspeer.node.blob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;

/** Reading what comes in pieces. */
class PieceStreamTest {
    private static PieceStream of(String... pieces) {
        Deque<String> left = new ArrayDeque<>(List.of(pieces));
        return new PieceStream(() -> left.isEmpty() ? new byte[0] : left.poll().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void itIsReadAcrossPiecesToItsEndAndNoFurther() throws IOException {
        try (PieceStream stream = of("one", "t", "three")) {
            assertArrayEquals("onet".getBytes(StandardCharsets.UTF_8), stream.readNBytes(4));
            assertEquals('t', stream.read());
            byte[] room = new byte[20];
            assertEquals(0, stream.read(room, 3, 0));
            assertEquals(4, stream.read(room, 3, 17), "what is left of a piece");
            assertEquals('h', room[3]);
            assertEquals(-1, stream.read(room, 0, 20));
            assertEquals(-1, stream.read(), "and again");
        }
    }

    @Test
    void aPlaceOutsideTheReadersRoomIsRefused() throws IOException {
        try (PieceStream stream = of("one")) {
            assertThrows(IndexOutOfBoundsException.class, () -> stream.read(new byte[3], 2, 2));
            assertEquals('o', stream.read(), "nothing was lost by it");
        }
    }

    @Test
    void whatFailsIsToldWithItsCauseAndTheEndIsPassedOn() throws IOException {
        ProblemException lost = new ProblemException(Problem.Code.PEER_CHEATED, "another piece");
        boolean[] closed = {false};
        PieceStream stream = new PieceStream(new PieceStream.Pieces() {
            @Override
            public byte[] next() throws IOException {
                throw new IOException(lost);
            }

            @Override
            public void close() {
                closed[0] = true;
            }
        });
        assertSame(lost, assertThrows(IOException.class, stream::read).getCause());
        stream.close();
        assertTrue(closed[0]);
    }
}
