package org.pluspeer.node.blob;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** What is had piece by piece, as one stream. For one reader. */
public final class PieceStream extends InputStream {
    private final Pieces pieces;
    private byte[] piece = new byte[0];
    private int used;

    /** Where the pieces come from. */
    @FunctionalInterface
    public interface Pieces extends Closeable {
        /**
         * The next one.
         *
         * @return not to be changed any more; empty at the end, and again if it is asked again
         * @throws IOException caused by a {@link org.pluspeer.node.ProblemException} where there is one
         */
        byte[] next() throws IOException;

        @Override
        default void close() throws IOException {}
    }

    public PieceStream(Pieces pieces) {
        this.pieces = pieces;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (used == piece.length) {
            piece = pieces.next();
            used = 0;
            if (piece.length == 0) {
                return -1;
            }
        }
        int count = Math.min(length, piece.length - used);
        System.arraycopy(piece, used, into, offset, count);
        used += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        pieces.close();
    }
}
