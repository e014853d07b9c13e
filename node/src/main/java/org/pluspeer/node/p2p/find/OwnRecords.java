package org.pluspeer.node.p2p.find;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.wire.NodeAddress;
import org.pluspeer.market.wire.NodeBinding;
import org.pluspeer.market.wire.NodeRecord;
import org.pluspeer.market.wire.ProviderRecord;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;

/** What this node says of itself, signed anew as it changes and before it runs out. */
final class OwnRecords {
    private static final long FRESH = NodeRecord.MAX_VALIDITY / 4;

    private final Address node;
    private final Function<Hash32, Signature> key;
    private List<NodeAddress> addresses = List.of();
    private @Nullable NodeBinding binding;
    private @Nullable NodeRecord record;
    private boolean spoken;
    private final Map<Position, Hash32> contents = new HashMap<>();
    private final Map<Hash32, ProviderRecord> provided = new HashMap<>();

    OwnRecords(Address node, Function<Hash32, Signature> key) {
        this.node = node;
        this.key = key;
    }

    Address node() {
        return node;
    }

    /** @return true if that is news */
    boolean speakFor(NodeBinding statement) {
        boolean news = !statement.equals(binding);
        if (news) {
            binding = statement;
            spoken = true;
        }
        return news;
    }

    /** @return true if that is news */
    boolean listenAt(List<NodeAddress> now) {
        boolean news = !addresses.equals(now);
        addresses = List.copyOf(now);
        return news;
    }

    void serve(Set<Hash32> roots) {
        contents.clear();
        provided.keySet().retainAll(roots);
        roots.forEach(root -> contents.put(Position.ofContent(root), root));
    }

    Optional<NodeBinding> binding() {
        return Optional.ofNullable(binding);
    }

    /** Where this node is; null if it can't be dialled. */
    @Nullable
    NodeRecord record(long now) {
        if (addresses.isEmpty()) {
            return null;
        }
        NodeRecord last = record;
        if (last != null && !spoken && last.addresses().equals(addresses) && last.validUntil() - now > 3 * FRESH) {
            return last;
        }
        long sequence = Math.max(now, last == null ? 1 : last.sequence() + 1);
        NodeRecord made = NodeRecord.sign(node, sequence, now + NodeRecord.MAX_VALIDITY, addresses, binding, key);
        record = made;
        spoken = false;
        return made;
    }

    /** That this node serves the content at this place; empty if it doesn't, or can't be dialled. */
    Optional<ProviderRecord> providing(Position position, long now) {
        Hash32 root = contents.get(position);
        NodeRecord where = record(now);
        if (root == null || where == null) {
            return Optional.empty();
        }
        ProviderRecord last = provided.get(root);
        if (last == null || !last.provider().equals(where.contact())) {
            last = ProviderRecord.sign(root, where.validUntil(), where.contact(), key);
            provided.put(root, last);
        }
        return Optional.of(last);
    }
}
