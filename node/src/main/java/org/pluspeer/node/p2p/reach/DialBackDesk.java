package org.pluspeer.node.p2p.reach;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.NodeAddress;
import org.pluspeer.market.wire.ReachReply;
import org.pluspeer.market.wire.ReachRequest;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.node.p2p.HostPort;
import org.pluspeer.node.p2p.Origins;
import org.pluspeer.node.p2p.PeerInfo;
import org.pluspeer.node.p2p.Trial;
import org.pluspeer.wallet.eth.Address;

/**
 * Dials peers back that ask for it, at the address that their link comes from and no other, so nobody can have a
 * stranger dialled. A few at once, and each range of addresses only now and then.
 */
final class DialBackDesk {
    private static final int AT_ONCE = 4;
    private static final Duration PAUSE = Duration.ofSeconds(20);
    private static final int REMEMBERED = 1024;

    private final Dialler dialler;
    private final LongSupplier nanos;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Map<String, Long> dialledAt = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Tries a node at an address, from a port that this node has not used before, and hangs up. Blocks. */
    @FunctionalInterface
    interface Dialler {
        Trial tries(HostPort at, Address expected);
    }

    /** @param nanos a monotonic clock */
    DialBackDesk(Dialler dialler, LongSupplier nanos) {
        this.dialler = dialler;
        this.nanos = nanos;
    }

    Message answer(PeerInfo from, ReachRequest asked) {
        NodeAddress seen = Origins.address(new HostPort(from.address().host(), asked.port()))
                .orElse(null);
        if (seen == null) {
            return new Refusal(Refusal.Code.UNSUPPORTED, "your address is not known here: the link comes by a relay");
        }
        if (!mayNow(Origins.group(from.address()))) {
            return new Refusal(Refusal.Code.BUSY, "you were dialled back a moment ago");
        }
        if (!places.tryAcquire()) {
            return new Refusal(Refusal.Code.BUSY, "others are being dialled back");
        }
        try {
            Trial trial = dialler.tries(new HostPort(from.address().host(), asked.port()), from.node());
            return new ReachReply(seen, trial.udp(), trial.tcp());
        } finally {
            places.release();
        }
    }

    private synchronized boolean mayNow(String range) {
        long now = nanos.getAsLong();
        Long last = dialledAt.get(range);
        if (last != null && now - last < PAUSE.toNanos()) {
            return false;
        }
        dialledAt.remove(range);
        dialledAt.put(range, now);
        return true;
    }
}
