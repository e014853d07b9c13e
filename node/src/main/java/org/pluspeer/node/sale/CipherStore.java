package org.pluspeer.node.sale;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.wire.BlocksRequest;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Hash32;

/** Ciphertext that was fetched and not yet opened, one folder a purchase. What is marked as held survives a crash. */
final class CipherStore {
    private final Path root;

    CipherStore(Path root) {
        this.root = root;
    }

    /** @throws ProblemException DISK_FULL, STORAGE_FAILED */
    Part open(Hash32 offerId, ContentShape shape) {
        try {
            Path folder = folder(offerId);
            Files.createDirectories(folder);
            return new Part(folder, shape);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Bytes of ciphertext that are here. */
    long held(Hash32 offerId, ContentShape shape) {
        if (!Files.exists(folder(offerId))) {
            return 0;
        }
        try (Part part = open(offerId, shape)) {
            return part.held();
        }
    }

    void discard(Hash32 offerId) {
        Path folder = folder(offerId);
        try {
            for (String name : List.of(Part.CIPHER, Part.ROOTS, Part.MARKS)) {
                Files.deleteIfExists(folder.resolve(name));
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private Path folder(Hash32 offerId) {
        return root.resolve(offerId.hex().substring(2));
    }

    static ProblemException failed(IOException e) {
        boolean full = String.valueOf(e.getMessage()).contains("No space left");
        return full
                ? new ProblemException(Problem.Code.DISK_FULL, "There is no room for what is being bought.", e)
                : new ProblemException(Problem.Code.STORAGE_FAILED, "The disk failed: " + e.getMessage(), e);
    }

    /** The pairs of one purchase. For one thread at a time. */
    static final class Part implements AutoCloseable {
        static final String CIPHER = "cipher";
        static final String ROOTS = "roots";
        static final String MARKS = "marks";

        private final ContentShape shape;
        private final FileChannel cipher;
        private final FileChannel roots;
        private final FileChannel marks;

        private Part(Path folder, ContentShape shape) throws IOException {
            this.shape = shape;
            this.cipher = channel(folder.resolve(CIPHER));
            this.roots = channel(folder.resolve(ROOTS));
            this.marks = channel(folder.resolve(MARKS));
        }

        ContentShape shape() {
            return shape;
        }

        /** Pieces of at most 256 KiB, in which everything is fetched, read and marked. */
        int pieces() {
            return Math.toIntExact(Math.ceilDiv(shape.blocks(), blocksInPiece()));
        }

        long first(int piece) {
            return (long) piece * blocksInPiece();
        }

        int count(int piece) {
            return (int) Math.min(blocksInPiece(), shape.blocks() - first(piece));
        }

        int length(int piece) {
            return (int) shape.runLength(first(piece), count(piece));
        }

        boolean holds(int piece) {
            byte[] mark = new byte[1];
            return read(marks, piece, mark) == 1 && mark[0] == 1;
        }

        long held() {
            long bytes = 0;
            for (int piece = 0; piece < pieces(); piece++) {
                bytes += holds(piece) ? length(piece) : 0;
            }
            return bytes;
        }

        /** On the disk once this returns. */
        void put(int piece, byte[] plainRoots, byte[] bytes) {
            try {
                write(cipher, shape.offset(first(piece)), bytes);
                write(roots, first(piece) * Hash32.LENGTH, plainRoots);
                cipher.force(false);
                roots.force(false);
                write(marks, piece, new byte[] {1});
            } catch (IOException e) {
                throw failed(e);
            }
        }

        /** Forgets everything that was marked. */
        void forget() {
            try {
                marks.truncate(0);
                marks.force(false);
            } catch (IOException e) {
                throw failed(e);
            }
        }

        byte[] cipher(int piece) {
            return whole(cipher, shape.offset(first(piece)), length(piece));
        }

        /** All plainRoots, 32 bytes each. */
        byte[] roots() {
            return whole(roots, 0, Math.toIntExact(shape.blocks() * Hash32.LENGTH));
        }

        @Override
        public void close() {
            try (cipher;
                    roots) {
                marks.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private int blocksInPiece() {
            return BlocksRequest.mostBlocks(shape.blockSize());
        }

        private static FileChannel channel(Path file) throws IOException {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        }

        private static byte[] whole(FileChannel channel, long at, int length) {
            byte[] bytes = new byte[length];
            int read = read(channel, at, bytes);
            return read == length ? bytes : Arrays.copyOf(Arrays.copyOf(bytes, Math.max(0, read)), length);
        }

        private static int read(FileChannel channel, long at, byte[] into) {
            ByteBuffer buffer = ByteBuffer.wrap(into);
            try {
                while (buffer.hasRemaining() && channel.read(buffer, at + buffer.position()) >= 0) {
                    // Until it is full or the file ends.
                }
                return buffer.position();
            } catch (IOException e) {
                throw failed(e);
            }
        }

        private static void write(FileChannel channel, long at, byte[] bytes) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer, at + buffer.position());
            }
        }
    }
}
