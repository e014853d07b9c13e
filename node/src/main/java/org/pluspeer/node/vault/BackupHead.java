package org.pluspeer.node.vault;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;

/**
 * The first 64 bytes of a backup, in clear; every chunk is bound to them. {@code docs/backup.md} has the whole format.
 *
 * @param madeAt unix seconds
 * @param account whose words open it
 * @param salt 16 random bytes, so that no chunk of one backup fits into another
 */
record BackupHead(long madeAt, Address account, byte[] salt) {
    static final int LENGTH = 64;
    static final int SALT = 16;
    static final int CHUNK = 1 << 16;

    private static final byte[] MAGIC = "PEERBACK".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;

    /** @throws ProblemException BACKUP_INVALID, with the reason */
    static BackupHead read(byte[] bytes) {
        ByteBuffer head = ByteBuffer.wrap(bytes);
        byte[] magic = new byte[MAGIC.length];
        if (bytes.length != LENGTH || !MessageDigest.isEqual(MAGIC, take(head, magic))) {
            throw invalid("it is no backup of ours");
        }
        int version = head.getInt();
        if (version != VERSION) {
            throw invalid("it is of version " + Integer.toUnsignedString(version) + "; this program reads version "
                    + VERSION);
        }
        int chunk = head.getInt();
        long madeAt = head.getLong();
        Address account = Address.of(take(head, new byte[Address.LENGTH]));
        byte[] salt = take(head, new byte[SALT]);
        if (chunk != CHUNK || madeAt < 0 || head.getInt() != 0) {
            throw invalid("its head is damaged");
        }
        return new BackupHead(madeAt, account, salt);
    }

    byte[] bytes() {
        return ByteBuffer.allocate(LENGTH)
                .put(MAGIC)
                .putInt(VERSION)
                .putInt(CHUNK)
                .putLong(madeAt)
                .put(account.bytes())
                .put(salt)
                .putInt(0)
                .array();
    }

    /** What a chunk is sealed about: this head, its place, and whether it is the last. */
    byte[] about(long chunk, boolean last) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes());
            return ByteBuffer.allocate(hash.length + Long.BYTES + 1)
                    .put(hash)
                    .putLong(chunk)
                    .put((byte) (last ? 1 : 0))
                    .array();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    private static byte[] take(ByteBuffer from, byte[] into) {
        from.get(into);
        return into;
    }

    static ProblemException invalid(String why) {
        return new ProblemException(Problem.Code.BACKUP_INVALID, "the backup cannot be used: " + why);
    }
}
