package org.pluspeer.node.p2p;

import io.netty.buffer.ByteBuf;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.pluspeer.market.wire.PathSession;
import org.pluspeer.node.p2p.path.ControlSeal;
import org.pluspeer.node.p2p.path.Drop;
import org.pluspeer.wallet.eth.Hash32;

/**
 * Control packets that come to this node. Only those of sessions that this node has told somebody over a link get any
 * further, each once; the others are dropped without a word, and counted.
 */
final class ControlPort implements PathSwitch.Control {
    private static final int LARGEST = 1500;
    private static final int SESSION_AT = 1;
    private static final String KIND = "datagram";

    private final SecureRandom random;
    private final Map<Long, Open> sessions = new ConcurrentHashMap<>();
    private final Tally tally;

    /** Takes genuine packets, on the socket's event loop. */
    @FunctionalInterface
    interface Taker {
        void take(PathSwitch.Path from, int type, byte[] body);
    }

    private record Open(ControlSeal seal, Taker taker) {}

    /** @param tally where it counts what it drops */
    ControlPort(SecureRandom random, Tally tally) {
        this.random = random;
        this.tally = tally;
    }

    /** A fresh session. */
    PathSession open(Taker taker) {
        byte[] key = new byte[Hash32.LENGTH];
        random.nextBytes(key);
        while (true) {
            long id = random.nextLong() & Long.MAX_VALUE;
            if (id != 0) {
                PathSession session = new PathSession(id, Hash32.of(key));
                if (sessions.putIfAbsent(id, new Open(new ControlSeal(session), taker)) == null) {
                    return session;
                }
            }
        }
    }

    void close(PathSession session) {
        sessions.remove(session.id());
    }

    @Override
    public void arrived(PathSwitch.Path from, ByteBuf packet) {
        int start = packet.readerIndex();
        int length = packet.readableBytes();
        if (length < ControlSeal.HEAD + ControlSeal.TAG || length > LARGEST) {
            drop(Drop.MALFORMED);
            return;
        }
        Open open = sessions.get(packet.getLong(start + SESSION_AT));
        if (open == null) {
            drop(Drop.UNKNOWN_SESSION);
            return;
        }
        byte[] bytes = new byte[length];
        packet.getBytes(start, bytes);
        switch (open.seal().open(bytes)) {
            case GENUINE -> open.taker().take(from, bytes[0], ControlSeal.body(bytes));
            case WRONG_TAG -> drop(Drop.WRONG_TAG);
            case REPLAYED -> drop(Drop.REPLAYED);
        }
    }

    void drop(Drop why) {
        tally.count(KIND, why.name().toLowerCase(Locale.ROOT));
    }

    /** How many were dropped for a reason. */
    long dropped(Drop why) {
        return tally.of(KIND, why.name().toLowerCase(Locale.ROOT));
    }

    int sessions() {
        return sessions.size();
    }
}
