package org.pluspeer.node.blob;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.pluspeer.node.ProblemException;

/** Reads a blob in large pieces. */
final class BlobStream extends InputStream {
    private static final int PIECE = 1 << 18;

    private final BlobStore store;
    private final Blob blob;
    private long at;
    private byte[] piece = new byte[0];
    private int used;

    BlobStream(BlobStore store, Blob blob) {
        this.store = store;
        this.blob = blob;
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
        if (used == piece.length && !next()) {
            return -1;
        }
        int count = Math.min(length, piece.length - used);
        System.arraycopy(piece, used, into, offset, count);
        used += count;
        return count;
    }

    private boolean next() throws IOException {
        if (at == blob.size()) {
            return false;
        }
        try {
            piece = store.read(blob.sha256(), at, (int) Math.min(PIECE, blob.size() - at));
        } catch (ProblemException e) {
            throw new IOException(e.problem().detail(), e);
        }
        at += piece.length;
        used = 0;
        return true;
    }
}
