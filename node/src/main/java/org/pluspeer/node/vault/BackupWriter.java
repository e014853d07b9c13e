package org.pluspeer.node.vault;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import org.pluspeer.wallet.key.SecretBox;

/** Writes a backup, chunk by chunk; no more than one is held. */
final class BackupWriter implements AutoCloseable {
    /** Kinds from here on are files; below are those of journal records. */
    static final int FILES = 0x8000;

    static final int NODE_KEY = FILES + 1;
    static final int END = 0xffff;
    static final int ENTRY_HEAD = Short.BYTES + Integer.BYTES;

    private final OutputStream out;
    private final SecretBox box;
    private final BackupHead head;
    private final RandomGenerator random;
    private final ByteBuffer chunk = ByteBuffer.allocate(BackupHead.CHUNK);
    private long chunks;
    private long entries;

    /** @param box is closed with this */
    BackupWriter(OutputStream out, SecretBox box, BackupHead head, RandomGenerator random) throws IOException {
        this.out = out;
        this.box = box;
        this.head = head;
        this.random = random;
        out.write(head.bytes());
    }

    void put(int kind, byte[] payload) throws IOException {
        fill(ByteBuffer.allocate(ENTRY_HEAD)
                .putShort((short) kind)
                .putInt(payload.length)
                .array());
        fill(payload);
        entries++;
    }

    private void fill(byte[] bytes) throws IOException {
        int from = 0;
        while (from < bytes.length) {
            if (!chunk.hasRemaining()) {
                flush(false);
            }
            int count = Math.min(chunk.remaining(), bytes.length - from);
            chunk.put(bytes, from, count);
            from += count;
        }
    }

    private void flush(boolean last) throws IOException {
        byte[] plain = new byte[chunk.position()];
        chunk.flip().get(plain);
        chunk.clear();
        byte[] nonce = new byte[SecretBox.NONCE];
        random.nextBytes(nonce);
        byte[] sealed = box.seal(plain, head.about(chunks, last), nonce);
        java.util.Arrays.fill(plain, (byte) 0);
        out.write(ByteBuffer.allocate(Integer.BYTES).putInt(sealed.length).array());
        out.write(sealed);
        chunks++;
    }

    /** Says how many there were, and that this is all. */
    void finish() throws IOException {
        put(END, ByteBuffer.allocate(Long.BYTES).putLong(entries).array());
        flush(true);
        out.flush();
    }

    @Override
    public void close() {
        java.util.Arrays.fill(chunk.array(), (byte) 0);
        box.close();
    }
}
