package org.pluspeer.node.p2p.path;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.pluspeer.market.wire.PathSession;

/**
 * Marks control packets of one direction and tells whether they hold: {@code u8 type | u64 session | u64 counter | body |
 * tag}, the tag being the first 16 bytes of HMAC-SHA256 under the session's key over all before it. One is held by who
 * sends, another by who receives. Not for several threads.
 */
public final class ControlSeal {
    /** Type, session and counter, in bytes. */
    public static final int HEAD = 1 + Long.BYTES + Long.BYTES;

    public static final int TAG = 16;

    private static final String HMAC = "HmacSHA256";
    private static final int SESSION_AT = 1;
    private static final int COUNTER_AT = 9;

    private final PathSession session;
    private final Mac mac;
    private final ReplayWindow seen = new ReplayWindow();
    private long counter;

    /** What a packet is worth. */
    public enum Verdict {
        GENUINE,
        /** Its maker doesn't know the key. */
        WRONG_TAG,
        /** It came before, or is older than what is remembered. */
        REPLAYED
    }

    public ControlSeal(PathSession session) {
        this.session = session;
        try {
            mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(session.key().bytes(), HMAC));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + HMAC, e);
        }
    }

    /** The session of a packet, without any check; 0 if it is too short for one. */
    public static long sessionOf(byte[] packet) {
        return packet.length < HEAD + TAG ? 0 : ByteBuffer.wrap(packet).getLong(SESSION_AT);
    }

    /** The next packet. */
    public byte[] seal(int type, byte[] body) {
        byte[] packet = new byte[HEAD + body.length + TAG];
        ByteBuffer.wrap(packet)
                .put((byte) type)
                .putLong(session.id())
                .putLong(++counter)
                .put(body);
        System.arraycopy(tag(packet), 0, packet, packet.length - TAG, TAG);
        return packet;
    }

    /** Looks at a packet of this session; one that is genuine is not so a second time. */
    public Verdict open(byte[] packet) {
        byte[] given = Arrays.copyOfRange(packet, packet.length - TAG, packet.length);
        if (!MessageDigest.isEqual(given, tag(packet))) {
            return Verdict.WRONG_TAG;
        }
        return seen.accept(ByteBuffer.wrap(packet).getLong(COUNTER_AT)) ? Verdict.GENUINE : Verdict.REPLAYED;
    }

    /** What lies between head and tag. */
    public static byte[] body(byte[] packet) {
        return Arrays.copyOfRange(packet, HEAD, packet.length - TAG);
    }

    private byte[] tag(byte[] packet) {
        mac.update(packet, 0, packet.length - TAG);
        return Arrays.copyOf(mac.doFinal(), TAG);
    }
}
