package org.pluspeer.node.vault;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.key.KeyException;
import org.pluspeer.wallet.key.SecretBox;

/** Reads a backup, chunk by chunk. Every length is bounded before anything is allocated for it. */
final class BackupReader implements AutoCloseable {
    /** As much as the journal takes. */
    private static final int MAX_PAYLOAD = 1 << 20;

    private static final int SEALED_MORE = 1 + SecretBox.NONCE + 16;
    private static final long MAX_CHUNKS = (4L << 30) / BackupHead.CHUNK;

    private final InputStream in;
    private final SecretBox box;
    private final BackupHead head;
    private ByteBuffer plain = ByteBuffer.allocate(0);
    private long chunks;
    private long entries;
    private boolean last;

    /** One thing that was kept. */
    record Entry(int kind, byte[] payload) {}

    /**
     * @param in behind the head
     * @param box is closed with this
     */
    BackupReader(InputStream in, SecretBox box, BackupHead head) {
        this.in = in;
        this.box = box;
        this.head = head;
    }

    /** Null at the end, of which there is one only if nothing was cut off. */
    @Nullable
    Entry next() throws IOException {
        ByteBuffer start = ByteBuffer.wrap(bytes(BackupWriter.ENTRY_HEAD));
        int kind = Short.toUnsignedInt(start.getShort());
        int length = start.getInt();
        if (length < 0 || length > MAX_PAYLOAD) {
            throw BackupHead.invalid("one of its entries is too large");
        }
        byte[] payload = bytes(length);
        if (kind == BackupWriter.END) {
            requireEnd(payload);
            return null;
        }
        entries++;
        return new Entry(kind, payload);
    }

    private void requireEnd(byte[] payload) throws IOException {
        boolean counted =
                payload.length == Long.BYTES && ByteBuffer.wrap(payload).getLong() == entries;
        if (!counted || !last || plain.hasRemaining() || in.read() >= 0) {
            throw BackupHead.invalid("there is more or less in it than it says");
        }
    }

    private byte[] bytes(int length) throws IOException {
        byte[] bytes = new byte[length];
        int at = 0;
        while (at < length) {
            if (!plain.hasRemaining()) {
                open();
            }
            int count = Math.min(plain.remaining(), length - at);
            plain.get(bytes, at, count);
            at += count;
        }
        return bytes;
    }

    private void open() throws IOException {
        if (last || chunks >= MAX_CHUNKS) {
            throw BackupHead.invalid("there is more or less in it than it says");
        }
        try {
            int length = ByteBuffer.wrap(exactly(Integer.BYTES)).getInt();
            if (length < SEALED_MORE || length > BackupHead.CHUNK + SEALED_MORE) {
                throw BackupHead.invalid("it is damaged");
            }
            plain = ByteBuffer.wrap(unsealed(exactly(length)));
            chunks++;
        } catch (EOFException e) {
            throw BackupHead.invalid("it was cut off");
        }
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    /** Which chunk is the last shows only in how it was sealed. */
    private byte[] unsealed(byte[] sealed) {
        try {
            return box.open(sealed, head.about(chunks, false));
        } catch (KeyException e) {
            return unsealedAsLast(sealed);
        }
    }

    private byte[] unsealedAsLast(byte[] sealed) {
        try {
            byte[] opened = box.open(sealed, head.about(chunks, true));
            last = true;
            return opened;
        } catch (KeyException e) {
            throw BackupHead.invalid("it is damaged");
        }
    }

    @Override
    public void close() {
        box.close();
    }
}
