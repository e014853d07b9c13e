package org.pluspeer.node.channel;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** What is being bought through one channel at the moment; used under its lock. */
final class Lane {
    final ReentrantLock lock = new ReentrantLock();
    final Map<Hash32, Amount> underWay = new HashMap<>();
    int calls;

    /** Also of what nobody knows whether it was delivered. */
    Amount setAside() {
        return underWay.values().stream().reduce(Amount.ZERO, Amount::plus);
    }
}
