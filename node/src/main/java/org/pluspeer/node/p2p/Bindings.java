package org.pluspeer.node.p2p;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.pluspeer.market.wire.NodeBinding;
import org.pluspeer.wallet.eth.Address;

/** Which node speaks for which account, by statements whose signatures were checked; the latest heard are kept. */
final class Bindings {
    private static final int MOST = 4096;

    private final InstantSource clock;
    private final Map<Address, NodeBinding> byAccount = new LinkedHashMap<>(64, 0.75f, true);

    Bindings(InstantSource clock) {
        this.clock = clock;
    }

    /** @return false if a later one of the same account names another node */
    synchronized boolean learn(NodeBinding binding) {
        NodeBinding known = byAccount.get(binding.account());
        if (known != null && known.sequence() > binding.sequence() && holdsNow(known)) {
            return known.node().equals(binding.node());
        }
        byAccount.put(binding.account(), binding);
        if (byAccount.size() > MOST) {
            byAccount.remove(byAccount.keySet().iterator().next());
        }
        return true;
    }

    synchronized Optional<Address> nodeOf(Address account) {
        return Optional.ofNullable(byAccount.get(account))
                .filter(this::holdsNow)
                .map(NodeBinding::node);
    }

    private boolean holdsNow(NodeBinding binding) {
        return clock.instant().getEpochSecond() <= binding.validUntil();
    }
}
