package org.pluspeer.node.p2p.find;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.wire.Found;
import org.pluspeer.market.wire.NodeBinding;
import org.pluspeer.market.wire.NodeRecord;
import org.pluspeer.market.wire.ProviderRecord;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.wallet.eth.Address;

/**
 * The records that this node keeps for others. Nothing is kept that its node didn't bring itself, over a link that
 * comes from the very address that the record names; and of what is right, only so much.
 */
final class RecordShelf {
    private final FindLimits limits;
    private final Map<Position, Map<Address, ProviderRecord>> providers = new HashMap<>();
    private final Map<Address, Integer> ofNode = new HashMap<>();
    private final Map<Position, Map<Address, NodeRecord>> speakers = new HashMap<>();
    private int allProviders;
    private int allSpeakers;

    RecordShelf(FindLimits limits) {
        this.limits = limits;
    }

    /** @return why it is not kept; null if it is */
    @Nullable
    Refusal put(NodeRecord record, Caller from, long now) {
        NodeBinding binding = record.binding();
        if (binding == null) {
            return new Refusal(Refusal.Code.BAD_REQUEST, "no account is named");
        }
        Refusal fault = fault(record, from, now);
        if (fault != null || !record.holds(now)) {
            return fault != null ? fault : notProven();
        }
        Map<Address, NodeRecord> here = speakers.getOrDefault(Position.ofAccount(binding.account()), new HashMap<>());
        NodeRecord known = here.get(record.node());
        if (known == null && (allSpeakers >= limits.speakers() || here.size() >= Found.MAX_SPEAKERS)) {
            // An account that moves from node to node leaves statements behind; the later one counts.
            NodeRecord oldest = oldest(here);
            if (oldest == null || sequence(oldest) >= binding.sequence()) {
                return full();
            }
            here.remove(oldest.node());
            allSpeakers--;
        }
        if (known == null || known.sequence() <= record.sequence()) {
            here.put(record.node(), record);
            speakers.put(Position.ofAccount(binding.account()), here);
            allSpeakers += known == null ? 1 : 0;
        }
        return null;
    }

    /** @return why it is not kept; null if it is */
    @Nullable
    Refusal put(ProviderRecord record, Caller from, long now) {
        Refusal fault = fault(record.provider(), from, now);
        if (fault != null) {
            return fault;
        }
        Position position = Position.ofContent(record.contentRoot());
        Map<Address, ProviderRecord> here = providers.getOrDefault(position, new LinkedHashMap<>());
        ProviderRecord known = here.get(from.node());
        boolean room = here.size() < limits.providersOfContent()
                && ofNode.getOrDefault(from.node(), 0) < limits.providersOfNode()
                && allProviders < limits.providers()
                && isOfFew(record.provider(), here);
        if (known == null && !room) {
            return full();
        }
        if (!record.holds(now)) {
            return notProven();
        }
        here.put(from.node(), record);
        providers.put(position, here);
        if (known == null) {
            allProviders++;
            ofNode.merge(from.node(), 1, Integer::sum);
        }
        return null;
    }

    List<NodeRecord> speakers(Position position, long now) {
        return speakers.getOrDefault(position, Map.of()).values().stream()
                .filter(record -> record.holds(now))
                .limit(Found.MAX_SPEAKERS)
                .toList();
    }

    List<ProviderRecord> providers(Position position, long now) {
        return providers.getOrDefault(position, Map.of()).values().stream()
                .filter(record ->
                        record.validUntil() >= now && !record.provider().isOver(now))
                .limit(Found.MAX_PROVIDERS)
                .toList();
    }

    /** Forgets what is over. */
    void expire(long now) {
        speakers.values().forEach(here -> {
            int before = here.size();
            here.values().removeIf(record -> record.isOver(now));
            allSpeakers -= before - here.size();
        });
        speakers.values().removeIf(Map::isEmpty);
        providers.values().forEach(here -> here.values().removeIf(record -> {
            boolean over = record.validUntil() < now || record.provider().isOver(now);
            if (over) {
                allProviders--;
                ofNode.computeIfPresent(record.provider().node(), (node, count) -> count == 1 ? null : count - 1);
            }
            return over;
        }));
        providers.values().removeIf(Map::isEmpty);
    }

    int size() {
        return allProviders + allSpeakers;
    }

    /** What is cheap to see; signatures are looked at last. */
    @Nullable
    private static Refusal fault(NodeRecord record, Caller from, long now) {
        if (!record.node().equals(from.node())) {
            return new Refusal(Refusal.Code.NOT_YOURS, "the record is of another node");
        }
        if (record.addresses().isEmpty()) {
            return new Refusal(Refusal.Code.BAD_REQUEST, "a node that can't be dialled is of no use to others");
        }
        if (!from.isAt(record.addresses())) {
            return new Refusal(Refusal.Code.NOT_PROVEN, "the record names an address that this link doesn't come from");
        }
        return record.isOver(now) ? new Refusal(Refusal.Code.TOO_LATE, "the record is over") : null;
    }

    private boolean isOfFew(NodeRecord record, Map<Address, ProviderRecord> here) {
        List<AddressGroup> its = AddressGroup.of(record.addresses());
        return its.stream()
                .allMatch(group -> here.values().stream()
                                .filter(other -> AddressGroup.of(
                                                other.provider().addresses())
                                        .contains(group))
                                .count()
                        < limits.groupInBucket());
    }

    private static @Nullable NodeRecord oldest(Map<Address, NodeRecord> here) {
        return here.values().stream()
                .min(Comparator.comparingLong(RecordShelf::sequence))
                .orElse(null);
    }

    private static long sequence(NodeRecord record) {
        NodeBinding binding = record.binding();
        return binding == null ? 0 : binding.sequence();
    }

    private static Refusal notProven() {
        return new Refusal(Refusal.Code.NOT_PROVEN, "a signature does not hold, or it is for more than a day");
    }

    private static Refusal full() {
        return new Refusal(Refusal.Code.BUSY, "no more of these are kept here");
    }
}
