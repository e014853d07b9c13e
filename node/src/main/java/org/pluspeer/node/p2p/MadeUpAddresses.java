package org.pluspeer.node.p2p;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Addresses in 240.0.0.0/4 (RFC 1112, section 4), where no real peer is, by which QUIC knows those who have none of
 * their own here. For callers through relays the latest few hundred are remembered, so that they can be answered before
 * anything else is kept for them.
 */
final class MadeUpAddresses {
    private static final int RESERVED = 0xf0;
    private static final int PORT = 1;
    private static final int CALLERS = 256;

    private final Map<PathSwitch.Path, InetSocketAddress> byPath = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<PathSwitch.Path, InetSocketAddress> eldest) {
            boolean tooMany = size() > CALLERS;
            if (tooMany) {
                byAddress.remove(eldest.getValue());
            }
            return tooMany;
        }
    };
    private final Map<InetSocketAddress, PathSwitch.Path> byAddress = new HashMap<>();
    private int count;

    /** Never used before. */
    synchronized InetSocketAddress fresh() {
        int n = count++;
        byte[] ip = {(byte) (RESERVED | (n >> 24 & 0x0f)), (byte) (n >> 16), (byte) (n >> 8), (byte) n};
        try {
            return new InetSocketAddress(InetAddress.getByAddress(ip), PORT);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    /** The one that stands for who is at the end of that way. */
    synchronized InetSocketAddress of(PathSwitch.Path path) {
        InetSocketAddress known = byPath.get(path);
        if (known != null) {
            return known;
        }
        InetSocketAddress made = fresh();
        byAddress.put(made, path);
        byPath.put(path, made);
        return made;
    }

    /** The way that an address stands for; null if for none. */
    synchronized PathSwitch.@Nullable Path path(InetSocketAddress madeUp) {
        return byAddress.get(madeUp);
    }

    static boolean isMadeUp(InetAddress address) {
        byte[] ip = address.getAddress();
        return ip.length == 4 && (ip[0] & RESERVED) == RESERVED;
    }
}
