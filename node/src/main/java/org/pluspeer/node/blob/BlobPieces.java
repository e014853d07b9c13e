package org.pluspeer.node.blob;

import java.io.IOException;
import org.pluspeer.node.ProblemException;

/** A blob from its beginning to its end, in large pieces. */
final class BlobPieces implements PieceStream.Pieces {
    private static final int PIECE = 1 << 18;

    private final BlobStore store;
    private final Blob blob;
    private long at;

    BlobPieces(BlobStore store, Blob blob) {
        this.store = store;
        this.blob = blob;
    }

    @Override
    public byte[] next() throws IOException {
        if (at == blob.size()) {
            return new byte[0];
        }
        try {
            byte[] piece = store.read(blob.sha256(), at, (int) Math.min(PIECE, blob.size() - at));
            at += piece.length;
            return piece;
        } catch (ProblemException e) {
            throw new IOException(e.problem().detail(), e);
        }
    }
}
