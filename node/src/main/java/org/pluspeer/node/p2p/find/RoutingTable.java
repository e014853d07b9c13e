package org.pluspeer.node.p2p.find;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pluspeer.market.wire.NodeRecord;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;

/**
 * The nodes that this one knows to be there, many near itself and few far away. Who was here first stays as long as it
 * answers: nodes that came long ago are likeliest to be there tomorrow, and nobody can push them out by coming in
 * crowds.
 */
final class RoutingTable {
    private static final int FAILURES = 2;

    private final Position self;
    private final FindLimits limits;
    private final TreeMap<Integer, Bucket> buckets = new TreeMap<>();
    private final Map<AddressGroup, Integer> groups = new HashMap<>();

    RoutingTable(Position self, FindLimits limits) {
        this.self = self;
        this.limits = limits;
    }

    /** The longest known first. */
    private static final class Bucket {
        private final LinkedHashMap<Address, Contact> contacts = new LinkedHashMap<>();
        private final Deque<NodeRecord> spares = new ArrayDeque<>();
        private long touched;

        Bucket(long now) {
            touched = now;
        }

        int of(AddressGroup group) {
            return (int) contacts.values().stream()
                    .filter(contact ->
                            AddressGroup.of(contact.record.addresses()).contains(group))
                    .count();
        }
    }

    private static final class Contact {
        private final NodeRecord record;
        private final Position position;
        private int failures;

        Contact(NodeRecord record) {
            this.record = record;
            this.position = Position.ofNode(record.node());
        }
    }

    /**
     * A node has answered, or called from the address that it names.
     *
     * @return the longest known node of a bucket that is full, if it failed of late: worth a question
     */
    Optional<NodeRecord> heard(NodeRecord record, long now) {
        Position position = Position.ofNode(record.node());
        if (position.equals(self) || record.addresses().isEmpty()) {
            return Optional.empty();
        }
        Bucket bucket = buckets.computeIfAbsent(self.shared(position), shared -> new Bucket(now));
        Contact known = bucket.contacts.get(record.node());
        if (known != null) {
            known.failures = 0;
            renew(known, record, bucket);
            return Optional.empty();
        }
        bucket.spares.removeIf(spare -> spare.node().equals(record.node()));
        if (bucket.contacts.size() < limits.bucket() && mayJoin(record, bucket)) {
            join(record, bucket);
            return Optional.empty();
        }
        bucket.spares.addFirst(record.contact());
        if (bucket.spares.size() > limits.spares()) {
            bucket.spares.removeLast();
        }
        return bucket.contacts.values().stream()
                .filter(contact -> contact.failures > 0)
                .map(contact -> contact.record)
                .findFirst();
    }

    /** A node did not answer. The second time another takes its place. */
    void failed(Address node) {
        Bucket bucket = buckets.get(self.shared(Position.ofNode(node)));
        Contact contact = bucket == null ? null : bucket.contacts.get(node);
        if (bucket == null || contact == null || ++contact.failures < FAILURES) {
            return;
        }
        leave(contact, bucket);
        Optional<NodeRecord> next =
                bucket.spares.stream().filter(spare -> mayJoin(spare, bucket)).findFirst();
        next.ifPresent(spare -> {
            bucket.spares.remove(spare);
            join(spare, bucket);
        });
    }

    /** Those that did not fail of late come before all others. */
    List<NodeRecord> nearest(Position goal, int count) {
        record Far(Contact contact, Hash32 distance) {}
        return buckets.values().stream()
                .flatMap(bucket -> bucket.contacts.values().stream())
                .map(contact -> new Far(contact, contact.position.distance(goal)))
                .sorted(Comparator.comparingInt((Far far) -> far.contact.failures)
                        .thenComparing(Far::distance))
                .limit(count)
                .map(far -> far.contact.record)
                .toList();
    }

    /** How many that have not failed of late are nearer to a place than this node. */
    long nearerThanSelf(Position goal) {
        Bucket bucket = buckets.get(self.shared(goal));
        return bucket == null
                ? 0
                : bucket.contacts.values().stream()
                        .filter(contact -> contact.failures == 0)
                        .count();
    }

    Optional<NodeRecord> of(Address node) {
        Bucket bucket = buckets.get(self.shared(Position.ofNode(node)));
        return Optional.ofNullable(bucket == null ? null : bucket.contacts.get(node))
                .map(contact -> contact.record);
    }

    int size() {
        return buckets.values().stream()
                .mapToInt(bucket -> bucket.contacts.size())
                .sum();
    }

    /** All of them, the nearest to this node last. */
    List<NodeRecord> all() {
        return buckets.values().stream()
                .flatMap(bucket -> bucket.contacts.values().stream())
                .map(contact -> contact.record)
                .toList();
    }

    /** Something near this place was looked for. */
    void touch(Position goal, long now) {
        Bucket bucket = buckets.get(self.shared(goal));
        if (bucket != null) {
            bucket.touched = now;
        }
    }

    /** Bits shared with this node, for each bucket that nothing was looked for in since then. */
    List<Integer> untouchedSince(long then) {
        List<Integer> found = new ArrayList<>();
        buckets.forEach((shared, bucket) -> {
            if (bucket.touched <= then) {
                found.add(shared);
            }
        });
        return found;
    }

    private void renew(Contact known, NodeRecord record, Bucket bucket) {
        if (record.sequence() <= known.record.sequence()) {
            return;
        }
        NodeRecord before = known.record;
        leave(known, bucket);
        if (mayJoin(record, bucket)) {
            join(record, bucket);
        } else {
            join(before, bucket);
        }
    }

    private boolean mayJoin(NodeRecord record, Bucket bucket) {
        return AddressGroup.of(record.addresses()).stream()
                .allMatch(group -> bucket.of(group) < limits.groupInBucket()
                        && groups.getOrDefault(group, 0) < limits.groupInTable());
    }

    private void join(NodeRecord record, Bucket bucket) {
        bucket.contacts.put(record.node(), new Contact(record.contact()));
        AddressGroup.of(record.addresses()).forEach(group -> groups.merge(group, 1, Integer::sum));
    }

    private void leave(Contact contact, Bucket bucket) {
        bucket.contacts.remove(contact.record.node());
        AddressGroup.of(contact.record.addresses())
                .forEach(group -> groups.computeIfPresent(group, (g, count) -> count == 1 ? null : count - 1));
    }
}
