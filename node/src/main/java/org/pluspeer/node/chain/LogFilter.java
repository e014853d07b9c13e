package org.pluspeer.node.chain;

import java.util.List;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;

/**
 * Which events are wanted.
 *
 * @param contracts by any of them; at least one
 * @param topics for each place, in order, the topics of which one has to be there; an empty list for any
 * @param from number of the first block
 * @param to number of the last one
 */
public record LogFilter(List<Address> contracts, List<List<Hash32>> topics, long from, long to) {
    /** @throws IllegalArgumentException without a contract, or with more than four places */
    public LogFilter {
        if (contracts.isEmpty() || topics.size() > 4) {
            throw new IllegalArgumentException("events are asked for by contract, and have four topics at most");
        }
        contracts = List.copyOf(contracts);
        topics = topics.stream().map(List::copyOf).toList();
    }

    boolean takes(LogEntry entry) {
        if (!contracts.contains(entry.contract()) || entry.blockNumber() < from || entry.blockNumber() > to) {
            return false;
        }
        for (int place = 0; place < topics.size(); place++) {
            List<Hash32> wanted = topics.get(place);
            boolean fits = wanted.isEmpty()
                    || (place < entry.topics().size()
                            && wanted.contains(entry.topics().get(place)));
            if (!fits) {
                return false;
            }
        }
        return true;
    }
}
