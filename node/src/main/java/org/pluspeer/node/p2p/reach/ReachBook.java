package org.pluspeer.node.p2p.reach;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.pluspeer.market.wire.NodeAddress;
import org.pluspeer.market.wire.ReachReply;
import org.pluspeer.wallet.eth.Address;

/**
 * Whom to ask to dial back, and what their answers come to. Times are seconds of any one clock. Not for several threads.
 *
 * <p>No single peer is believed: that a call came through this node must have seen itself, and of several addresses that
 * peers say they see that one counts which most ranges of addresses agree on.
 */
final class ReachBook {
    /** Answers that are enough for a while. */
    static final int ENOUGH = 3;

    static final long HOLDS = 30 * 60;
    static final long HOLDS_BAD_NEWS = 10 * 60;
    static final long ASK_AGAIN = 5 * 60;
    private static final long LATE = 60;
    private static final int MOST = 64;

    private final Map<Address, Testimony> heard = bounded();
    private final Map<Address, Long> askedAt = bounded();
    private final Map<Address, Set<Transport>> seen = bounded();

    private static <V> Map<Address, V> bounded() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Address, V> eldest) {
                return size() > MOST;
            }
        };
    }

    /** A peer that could be asked. */
    record Candidate(Address node, String range) {}

    /** Forgets everything, since the port outside is another one now. */
    void begin() {
        heard.clear();
        askedAt.clear();
        seen.clear();
    }

    /** The next to be asked, those of ranges not heard yet first; none if enough is known for now. */
    List<Candidate> toAsk(Collection<Candidate> linked, long now) {
        heard.values().removeIf(each -> now - each.at() >= (each.came() ? HOLDS : HOLDS_BAD_NEWS));
        Set<String> ranges = heard.values().stream().map(Testimony::range).collect(Collectors.toSet());
        long underWay = askedAt.entrySet().stream()
                .filter(each -> now - each.getValue() < LATE && !heard.containsKey(each.getKey()))
                .count();
        return linked.stream()
                .filter(each -> !heard.containsKey(each.node()))
                .filter(each -> now - askedAt.getOrDefault(each.node(), now - ASK_AGAIN) >= ASK_AGAIN)
                .sorted(Comparator.comparing(each -> ranges.contains(each.range())))
                .limit(Math.max(0, ENOUGH - heard.size() - underWay))
                .toList();
    }

    /** One is being asked. */
    void asked(Address node, long now) {
        askedAt.put(node, now);
        seen.put(node, EnumSet.noneOf(Transport.class));
    }

    /** A call came that was made only to see if it could be. Counts if its maker was asked for one. */
    void tried(Address by, Transport transport, long now) {
        Set<Transport> calls = seen.get(by);
        if (calls == null || now - askedAt.getOrDefault(by, now - LATE) >= LATE) {
            return;
        }
        calls.add(transport);
        heard.computeIfPresent(by, (node, testimony) -> testimony.saw(transport));
    }

    /** One that was asked has answered. */
    void answered(Candidate by, ReachReply reply, long now) {
        Set<Transport> calls = seen.getOrDefault(by.node(), Set.of());
        heard.put(
                by.node(),
                new Testimony(by.node(), by.range(), reply.seen(), reply.udp(), reply.tcp(), Set.copyOf(calls), now));
    }

    /** Addresses that were dialled by most, at most one of IPv4 and one of IPv6; IPv4 first. */
    List<NodeAddress> dialled() {
        List<NodeAddress> found = new ArrayList<>();
        for (int length : new int[] {4, 16}) {
            Map<NodeAddress, Set<String>> ranges = new LinkedHashMap<>();
            heard.values().stream()
                    .filter(each -> each.came() && each.address().ip().length == length)
                    .forEach(each -> ranges.computeIfAbsent(each.address(), any -> new HashSet<>())
                            .add(each.range()));
            ranges.entrySet().stream()
                    .max(Comparator.comparingInt(each -> each.getValue().size()))
                    .ifPresent(best -> found.add(best.getKey()));
        }
        return found;
    }

    /** Addresses that those name who could not dial them. */
    List<NodeAddress> tried() {
        return heard.values().stream()
                .filter(Testimony::failed)
                .map(Testimony::address)
                .distinct()
                .toList();
    }

    /** Who came through, by transport. */
    Map<Transport, Integer> came() {
        return count(Testimony::came);
    }

    /** Who tried in vain, by transport. */
    Map<Transport, Integer> failed() {
        return count(Testimony::failed);
    }

    int answers() {
        return heard.size();
    }

    int successes() {
        return (int) heard.values().stream().filter(Testimony::came).count();
    }

    private Map<Transport, Integer> count(BiPredicate<Testimony, Transport> which) {
        Map<Transport, Integer> counts = new EnumMap<>(Transport.class);
        for (Transport transport : Transport.values()) {
            counts.put(transport, (int) heard.values().stream()
                    .filter(each -> which.test(each, transport))
                    .count());
        }
        return counts;
    }
}
