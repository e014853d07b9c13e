package org.pluspeer.node.p2p.find;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.wire.Find;
import org.pluspeer.market.wire.Found;
import org.pluspeer.market.wire.NodeRecord;
import org.pluspeer.market.wire.ProviderRecord;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;

/**
 * One search: several paths, none of which asks a node that another has asked. A node that lies can lead astray only
 * the path that asked it.
 */
final class Lookup {
    private final Find.Kind kind;
    private final Position goal;
    private final Address self;
    private final int wanted;
    private final FindLimits limits;
    private final List<Path> paths = new ArrayList<>();
    private final Map<Address, Path> asked = new HashMap<>();
    private final Map<Address, NodeRecord> speakers = new LinkedHashMap<>();
    private final Map<Address, ProviderRecord> providers = new LinkedHashMap<>();
    private final Set<Path> fruitful = new HashSet<>();

    /**
     * @param start what is known already, nearest first; dealt out among the paths
     * @param wanted so many different answers end it early, if more than one path brought some
     */
    Lookup(Find.Kind kind, Position goal, Address self, List<NodeRecord> start, int wanted, FindLimits limits) {
        this.kind = kind;
        this.goal = goal;
        this.self = self;
        this.wanted = wanted;
        this.limits = limits;
        for (int i = 0; i < limits.paths(); i++) {
            paths.add(new Path());
        }
        for (int i = 0; i < start.size(); i++) {
            paths.get(i % paths.size()).add(start.get(i));
        }
    }

    Position goal() {
        return goal;
    }

    Find.Kind kind() {
        return kind;
    }

    /** Whom to ask now; each is handed out once. */
    List<NodeRecord> toAsk() {
        List<NodeRecord> next = new ArrayList<>();
        for (Path path : paths) {
            while (!isSatisfied() && path.underway < limits.parallel() && asked.size() < limits.questions()) {
                Candidate candidate = path.next();
                if (candidate == null) {
                    break;
                }
                candidate.state = State.ASKED;
                path.underway++;
                asked.put(candidate.record.node(), path);
                next.add(candidate.record);
            }
        }
        return next;
    }

    /** @param found with nothing in it but what was checked */
    void answered(Address node, Found found) {
        Path path = ended(node, State.ANSWERED);
        if (path == null) {
            return;
        }
        Map<AddressGroup, Integer> groups = new HashMap<>();
        for (NodeRecord record : found.nearer()) {
            boolean few = AddressGroup.of(record.addresses()).stream()
                    .allMatch(group -> groups.merge(group, 1, Integer::sum) <= limits.groupInBucket());
            if (few && !record.node().equals(self)) {
                path.add(record);
            }
        }
        found.speakers().forEach(record -> speakers.merge(record.node(), record, Lookup::later));
        found.providers().forEach(record -> providers.merge(record.provider().node(), record, Lookup::later));
        if (!found.speakers().isEmpty() || !found.providers().isEmpty()) {
            fruitful.add(path);
        }
    }

    void failed(Address node) {
        ended(node, State.FAILED);
    }

    boolean isOver() {
        return isSatisfied()
                || paths.stream()
                        .allMatch(path ->
                                path.underway == 0 && (path.next() == null || asked.size() >= limits.questions()));
    }

    /** The nodes nearest to the goal that answered, not too many of one address group. */
    List<NodeRecord> nearest(int count) {
        TreeMap<Hash32, NodeRecord> answered = new TreeMap<>();
        for (Path path : paths) {
            path.candidates.forEach((distance, candidate) -> {
                if (candidate.state == State.ANSWERED) {
                    answered.put(distance, candidate.record);
                }
            });
        }
        Crowd crowd = new Crowd();
        return answered.values().stream().filter(crowd::admit).limit(count).toList();
    }

    List<NodeRecord> speakers() {
        return List.copyOf(speakers.values());
    }

    List<ProviderRecord> providers() {
        return List.copyOf(providers.values());
    }

    private boolean isSatisfied() {
        return kind != Find.Kind.NODES && fruitful.size() > 1 && speakers.size() + providers.size() >= wanted;
    }

    private @Nullable Path ended(Address node, State state) {
        Path path = asked.get(node);
        Candidate candidate = path == null ? null : path.candidates.get(distance(node));
        if (path == null || candidate == null || candidate.state != State.ASKED) {
            return null;
        }
        candidate.state = state;
        path.underway--;
        return path;
    }

    private Hash32 distance(Address node) {
        return Position.ofNode(node).distance(goal);
    }

    private static NodeRecord later(NodeRecord a, NodeRecord b) {
        return b.sequence() > a.sequence() ? b : a;
    }

    private static ProviderRecord later(ProviderRecord a, ProviderRecord b) {
        return b.validUntil() > a.validUntil() ? b : a;
    }

    private enum State {
        NEW,
        ASKED,
        ANSWERED,
        FAILED
    }

    private static final class Candidate {
        private final NodeRecord record;
        private State state = State.NEW;

        Candidate(NodeRecord record) {
            this.record = record;
        }
    }

    /** Lets in so many of one group. */
    private final class Crowd {
        private final Map<AddressGroup, Integer> groups = new HashMap<>();

        boolean admit(NodeRecord record) {
            List<AddressGroup> its = AddressGroup.of(record.addresses());
            boolean few = its.stream().allMatch(group -> groups.getOrDefault(group, 0) < limits.groupInBucket());
            if (few) {
                its.forEach(group -> groups.merge(group, 1, Integer::sum));
            }
            return few;
        }
    }

    private final class Path {
        private static final int MOST = 128;

        private final TreeMap<Hash32, Candidate> candidates = new TreeMap<>();
        private int underway;

        void add(NodeRecord record) {
            if (!record.addresses().isEmpty()) {
                candidates.putIfAbsent(distance(record.node()), new Candidate(record));
            }
            if (candidates.size() > MOST && candidates.lastEntry().getValue().state == State.NEW) {
                candidates.pollLastEntry();
            }
        }

        /** The nearest that was not asked, among the few nearest that may still answer. */
        @Nullable
        Candidate next() {
            Crowd crowd = new Crowd();
            int considered = 0;
            for (Candidate candidate : candidates.values()) {
                Path other = asked.get(candidate.record.node());
                boolean taken = other != null && other != this;
                if (candidate.state == State.FAILED || taken || !crowd.admit(candidate.record)) {
                    continue;
                }
                if (candidate.state == State.NEW) {
                    return candidate;
                }
                if (++considered == limits.width()) {
                    return null;
                }
            }
            return null;
        }
    }
}
