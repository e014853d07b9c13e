package org.pluspeer.node.sale;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.content.Sha256;
import org.pluspeer.market.wire.BlocksRequest;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.blob.BlobStore;
import org.pluspeer.node.blob.PartialFile;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;

/** Ciphertext and plainRoots that were fetched and not yet opened: two partial files a purchase, in like pieces. */
final class CipherStore {
    private final BlobStore blobs;

    CipherStore(BlobStore blobs) {
        this.blobs = blobs;
    }

    /** @throws ProblemException DISK_FULL, STORAGE_FAILED */
    Part open(Hash32 offerId, ContentShape shape) {
        int most = BlocksRequest.mostBlocks(shape.blockSize());
        PartialFile cipher = blobs.partial(offerId, shape.size(), most * shape.blockSize());
        try {
            return new Part(
                    shape,
                    cipher,
                    blobs.partial(rootsOf(offerId), shape.blocks() * Hash32.LENGTH, most * Hash32.LENGTH));
        } catch (ProblemException e) {
            cipher.close();
            throw e;
        }
    }

    void discard(Hash32 offerId) {
        blobs.dropPartial(offerId);
        blobs.dropPartial(rootsOf(offerId));
    }

    private static Hash32 rootsOf(Hash32 offerId) {
        return Sha256.hash(Bytes.concat("plain roots".getBytes(StandardCharsets.US_ASCII), offerId.bytes()));
    }

    /** The pairs of one purchase, in pieces of at most 256 KiB of ciphertext. */
    static final class Part implements AutoCloseable {
        private final ContentShape shape;
        private final PartialFile cipher;
        private final PartialFile roots;

        private Part(ContentShape shape, PartialFile cipher, PartialFile roots) {
            this.shape = shape;
            this.cipher = cipher;
            this.roots = roots;
        }

        ContentShape shape() {
            return shape;
        }

        int pieces() {
            return cipher.pieces();
        }

        long first(int piece) {
            return (long) piece * BlocksRequest.mostBlocks(shape.blockSize());
        }

        int count(int piece) {
            return (int) Math.min(BlocksRequest.mostBlocks(shape.blockSize()), shape.blocks() - first(piece));
        }

        boolean holds(int piece) {
            return cipher.has(piece) && roots.has(piece);
        }

        /** Pieces that have not come, in order. */
        List<Integer> missing() {
            return IntStream.range(0, pieces())
                    .filter(piece -> !holds(piece))
                    .boxed()
                    .toList();
        }

        /** Bytes of ciphertext that are here. */
        long held() {
            return cipher.received();
        }

        void put(int piece, byte[] plainRoots, byte[] bytes) {
            roots.write(piece, plainRoots);
            cipher.write(piece, bytes);
        }

        /** Returns once all that is here is on the disk. */
        void sync() {
            roots.sync();
            cipher.sync();
        }

        /** All of it has to come again. */
        void forget() {
            for (int piece = 0; piece < pieces(); piece++) {
                cipher.drop(piece);
                roots.drop(piece);
            }
        }

        /** @throws ProblemException NOT_FOUND if it has not come */
        byte[] cipher(int piece) {
            return cipher.read(piece);
        }

        /** All plainRoots, 32 bytes each. */
        byte[] roots() {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int piece = 0; piece < pieces(); piece++) {
                all.writeBytes(roots.read(piece));
            }
            return all.toByteArray();
        }

        @Override
        public void close() {
            try (cipher) {
                roots.close();
            }
        }
    }
}
