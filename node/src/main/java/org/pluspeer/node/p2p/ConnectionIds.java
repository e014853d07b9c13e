package org.pluspeer.node.p2p;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Whose connection a QUIC datagram belongs to, by the id in its short header (RFC 9000, 17.3.1), wherever it comes from.
 * Ids are our own, random and 20 bytes long; the middle eight tell them apart. Learned on one event loop.
 *
 * @param <W> whose
 */
final class ConnectionIds<W> {
    private static final int LONG_HEADER = 0x80;
    private static final int AT = 1 + Long.BYTES;
    /** How many are remembered of one; more than a side may have in use at once. */
    private static final int MOST = 8;

    private final Map<Long, W> owners = new ConcurrentHashMap<>();
    private final Map<W, Deque<Long>> ids = new ConcurrentHashMap<>();

    /** Null if it is no such datagram, or of nobody known. */
    @Nullable
    W of(ByteBuf datagram) {
        return hasShortHeader(datagram) ? owners.get(id(datagram)) : null;
    }

    void learn(ByteBuf datagram, W owner) {
        if (!hasShortHeader(datagram)) {
            return;
        }
        long id = id(datagram);
        if (owners.putIfAbsent(id, owner) == null) {
            Deque<Long> all = ids.computeIfAbsent(owner, none -> new ArrayDeque<>());
            synchronized (all) {
                all.add(id);
                if (all.size() > MOST) {
                    owners.remove(all.poll());
                }
            }
        }
    }

    void forget(W owner) {
        Deque<Long> all = ids.remove(owner);
        if (all != null) {
            synchronized (all) {
                all.forEach(owners::remove);
            }
        }
    }

    private static boolean hasShortHeader(ByteBuf datagram) {
        int start = datagram.readerIndex();
        return datagram.readableBytes() >= AT + Long.BYTES && (datagram.getByte(start) & LONG_HEADER) == 0;
    }

    private static long id(ByteBuf datagram) {
        return datagram.getLong(datagram.readerIndex() + AT);
    }
}
