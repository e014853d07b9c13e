package org.pluspeer.node.p2p.find;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.wire.Acknowledged;
import org.pluspeer.market.wire.Find;
import org.pluspeer.market.wire.Found;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.NodeAddress;
import org.pluspeer.market.wire.NodeBinding;
import org.pluspeer.market.wire.NodePut;
import org.pluspeer.market.wire.NodeRecord;
import org.pluspeer.market.wire.ProviderPut;
import org.pluspeer.market.wire.ProviderRecord;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.node.p2p.find.Publications.Publication;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;

/**
 * One node's part in the table that all share. Every call takes the time, unix seconds, and what it wants done waits in
 * {@link #drain}. Not for several threads.
 */
public final class Finder {
    private static final int OWN_AT_ONCE = 2;

    private final Position place;
    private final FindLimits limits;
    private final OwnRecords own;
    private final Checks checks;
    private final RandomGenerator random;
    private final RoutingTable table;
    private final RecordShelf shelf;
    private final Publications publications;
    private final Map<Long, Pending> pending = new HashMap<>();
    private final Map<Search, Lookup> running = new LinkedHashMap<>();
    private final Deque<Search> waiting = new ArrayDeque<>();
    private final List<Act> acts = new ArrayList<>();
    private final Set<Address> unmet = new LinkedHashSet<>();
    private long ids;
    private boolean joined;

    /** What a question was for. */
    private sealed interface Pending {
        /** A link is new. */
        record Greeting(Address node) implements Pending {}

        /** Whether it is still there. */
        record Probe(Address node) implements Pending {}

        record Step(Search search, NodeRecord asked) implements Pending {}

        record Put(Publication publication) implements Pending {}
    }

    /**
     * A lookup and whom it is for.
     *
     * @param ticket of the owner's rooms; 0 for the table's own
     * @param start nodes that are not in the table yet
     * @param publication to be stored at the end; null if none
     */
    private record Search(
            long ticket,
            long number,
            Find.Kind kind,
            Position goal,
            int wanted,
            List<NodeRecord> start,
            @Nullable Publication publication) {}

    /**
     * @param key signs with the node's key
     * @param dialable whether this node may dial an address that another names
     * @param random for places to look at
     */
    public Finder(
            Address node,
            Function<Hash32, Signature> key,
            Predicate<NodeAddress> dialable,
            FindLimits limits,
            RandomGenerator random) {
        this.place = Position.ofNode(node);
        this.limits = limits;
        this.own = new OwnRecords(node, key);
        this.checks = new Checks(node, dialable);
        this.random = random;
        this.table = new RoutingTable(place, limits);
        this.shelf = new RecordShelf(limits);
        this.publications = new Publications(limits.republish());
    }

    /** The account that this node answers for. */
    public void speakFor(NodeBinding statement) {
        if (own.speakFor(statement)) {
            Publication mine = new Publication(Position.ofAccount(statement.account()), null);
            publications.retain(each -> each.contentRoot() != null);
            publications.add(mine);
        }
    }

    /** Where this node can be dialled from now on, best first; empty if it can't. */
    public void listenAt(List<NodeAddress> addresses) {
        List<NodeAddress> few =
                addresses.stream().limit(NodeRecord.MAX_ADDRESSES).toList();
        if (own.listenAt(few)) {
            publications.renewAll();
        }
    }

    /** The contents that this node serves from now on. */
    public void serve(Set<Hash32> roots) {
        own.serve(roots);
        publications.retain(each -> each.contentRoot() == null || roots.contains(each.contentRoot()));
        roots.forEach(root -> publications.add(new Publication(Position.ofContent(root), root)));
    }

    /** There is a link with a node, whoever dialled. */
    public void linked(Address node, long now) {
        if (joined && table.of(node).isPresent()) {
            return;
        }
        ask(node, List.of(), new Find(Find.Kind.NODES, place.hash(), own.record(now)), new Pending.Greeting(node));
    }

    /**
     * Looks for something; what comes of it is a {@link Act.Done} with this ticket.
     *
     * @param ticket not 0
     * @param wanted so many different answers are enough
     */
    public void find(long ticket, Find.Kind kind, Position goal, int wanted, long now) {
        if (waiting.size() >= limits.waiting()) {
            acts.add(new Act.Done(ticket, Finding.NOTHING));
            return;
        }
        begin(new Search(ticket, ++ids, kind, goal, wanted, List.of(), null), now);
    }

    /** Forgets what is over, looks after the table, and says again what must not be forgotten. Call it now and then. */
    public void tick(long now) {
        shelf.expire(now);
        publish(now);
        refresh(now - limits.refresh(), now);
        if (table.size() < limits.bucket()) {
            List<Address> again = List.copyOf(unmet);
            unmet.clear();
            again.forEach(node -> linked(node, now));
        }
    }

    private void refresh(long untouchedSince, long now) {
        for (int shared : table.untouchedSince(untouchedSince)) {
            byte[] bytes = new byte[Hash32.LENGTH];
            random.nextBytes(bytes);
            look(place.within(shared, bytes), List.of(), now);
        }
    }

    private void publish(long now) {
        long busy = running.keySet().stream()
                .filter(search -> search.publication() != null)
                .count();
        while (table.size() > 0 && own.record(now) != null && busy < OWN_AT_ONCE && waiting.isEmpty()) {
            Publication next = publications.next(now).orElse(null);
            if (next == null) {
                return;
            }
            begin(new Search(0, ++ids, Find.Kind.NODES, next.position(), 0, List.of(), next), now);
            busy++;
        }
    }

    /** What another node asks; the reply. */
    public Message answer(Caller from, Message question, long now) {
        return switch (question) {
            case Find find -> found(from, find, now);
            case NodePut put -> kept(shelf.put(put.record(), from, now), put.record(), from, now);
            case ProviderPut put -> {
                boolean far =
                        table.nearerThanSelf(Position.ofContent(put.record().contentRoot())) >= limits.bucket();
                yield far
                        ? new Refusal(Refusal.Code.BAD_REQUEST, "others are nearer to this content")
                        : kept(shelf.put(put.record(), from, now), put.record().provider(), from, now);
            }
            default -> new Refusal(Refusal.Code.UNSUPPORTED, "not about finding");
        };
    }

    /** A question of {@link Act.Ask} was answered. */
    public void replied(long id, Caller from, Message reply, long now) {
        Found found = reply instanceof Found raw ? checks.sound(raw, from, now) : null;
        if (found != null && found.sender() != null) {
            noted(found.sender(), now);
        }
        switch (pending.remove(id)) {
            case Pending.Greeting greeting when found != null -> join(found.nearer(), now);
            case Pending.Step step
            when found != null -> {
                lookup(step).ifPresent(lookup -> lookup.answered(step.asked().node(), found));
                if (from.isAt(step.asked().addresses())) {
                    noted(step.asked(), now);
                }
                goOn(step.search(), now);
            }
            case Pending.Step step -> {
                lookup(step).ifPresent(lookup -> lookup.failed(step.asked().node()));
                goOn(step.search(), now);
            }
            case Pending.Put put when reply instanceof Acknowledged -> publications.kept(put.publication());
            case null, default -> {
                // It says nothing that matters, or nobody asked.
            }
        }
    }

    /** A question of {@link Act.Ask} has no answer: nobody there, somebody else, or too late. */
    public void failed(long id, long now) {
        switch (pending.remove(id)) {
            case Pending.Step step -> {
                table.failed(step.asked().node());
                lookup(step).ifPresent(lookup -> lookup.failed(step.asked().node()));
                goOn(step.search(), now);
            }
            case Pending.Probe probe -> table.failed(probe.node());
            case Pending.Greeting greeting when unmet.size() < limits.waiting() -> unmet.add(greeting.node());
            case null, default -> {
                // A link that ended, or a keeper that will be asked again.
            }
        }
    }

    /** What is to be done, in order; handed out once. */
    public List<Act> drain() {
        List<Act> all = List.copyOf(acts);
        acts.clear();
        return all;
    }

    /** Nodes in the table, those near to this one last: worth keeping for the next start. */
    public List<NodeRecord> known() {
        return table.all();
    }

    /** Records kept for others. */
    public int kept() {
        return shelf.size();
    }

    /** How many others keep that this node serves a content, of those asked last. */
    public int keepersOf(Hash32 contentRoot) {
        return publications.keepers(new Publication(Position.ofContent(contentRoot), contentRoot));
    }

    private Message found(Caller from, Find find, long now) {
        NodeRecord sender = find.sender();
        if (sender != null && checks.isOwn(sender, from, now)) {
            noted(sender, now);
        }
        Position goal = new Position(find.position());
        List<NodeRecord> nearer = table.nearest(goal, Found.MAX_NEARER + 1).stream()
                .filter(record -> !record.node().equals(from.node()) && !record.isOver(now))
                .limit(Found.MAX_NEARER)
                .toList();
        return switch (find.kind()) {
            case NODES -> new Found(own.record(now), nearer, List.of(), List.of());
            case ACCOUNT -> new Found(own.record(now), nearer, speakers(goal, now), List.of());
            case CONTENT -> new Found(own.record(now), nearer, List.of(), providers(goal, now));
        };
    }

    private List<NodeRecord> speakers(Position goal, long now) {
        NodeRecord mine = own.record(now);
        boolean spoken = own.binding()
                .filter(binding -> Position.ofAccount(binding.account()).equals(goal))
                .isPresent();
        return mine != null && spoken ? List.of(mine) : shelf.speakers(goal, now);
    }

    private List<ProviderRecord> providers(Position goal, long now) {
        List<ProviderRecord> all = new ArrayList<>(shelf.providers(goal, now));
        own.providing(goal, now).ifPresent(mine -> all.add(0, mine));
        return all.stream().limit(Found.MAX_PROVIDERS).toList();
    }

    private Message kept(@Nullable Refusal refusal, NodeRecord record, Caller from, long now) {
        if (refusal == null && checks.isOwn(record, from, now)) {
            noted(record, now);
        }
        return refusal == null ? new Acknowledged() : refusal;
    }

    private void noted(NodeRecord record, long now) {
        table.heard(record, now)
                .ifPresent(doubtful -> ask(
                        doubtful.node(),
                        doubtful.addresses(),
                        new Find(Find.Kind.NODES, place.hash(), null),
                        new Pending.Probe(doubtful.node())));
    }

    /** The first link shows the way to those that are near. */
    private void join(List<NodeRecord> shown, long now) {
        boolean few = table.size() < limits.bucket();
        if (!joined || few) {
            look(place, shown, now);
        }
    }

    private void look(Position goal, List<NodeRecord> start, long now) {
        table.touch(goal, now);
        boolean sought = running.keySet().stream()
                .anyMatch(search -> search.ticket() == 0 && search.goal().equals(goal));
        if (!sought && waiting.size() < limits.waiting()) {
            begin(new Search(0, ++ids, Find.Kind.NODES, goal, 0, start, null), now);
        }
    }

    private void begin(Search search, long now) {
        if (running.size() >= limits.lookups()) {
            waiting.add(search);
            return;
        }
        List<NodeRecord> start = new ArrayList<>(search.start());
        start.addAll(table.nearest(search.goal(), limits.bucket()));
        table.touch(search.goal(), now);
        running.put(search, new Lookup(search.kind(), search.goal(), own.node(), start, search.wanted(), limits));
        goOn(search, now);
    }

    private void goOn(Search search, long now) {
        Lookup lookup = running.get(search);
        if (lookup == null) {
            return;
        }
        for (NodeRecord next : lookup.toAsk()) {
            Find question = new Find(search.kind(), search.goal().hash(), own.record(now));
            ask(next.node(), next.addresses(), question, new Pending.Step(search, next));
        }
        if (lookup.isOver()) {
            running.remove(search);
            finished(search, lookup, now);
            Search next = waiting.poll();
            if (next != null) {
                begin(next, now);
            }
        }
    }

    private void finished(Search search, Lookup lookup, long now) {
        if (search.ticket() != 0) {
            acts.add(new Act.Done(
                    search.ticket(),
                    new Finding(lookup.nearest(limits.bucket()), lookup.speakers(), lookup.providers())));
        } else if (search.publication() != null) {
            store(search.publication(), lookup.nearest(limits.bucket()), now);
        } else if (search.goal().equals(place) && !joined && table.size() > 0) {
            joined = true;
            refresh(now, now);
            publish(now);
        }
    }

    private void store(Publication publication, List<NodeRecord> keepers, long now) {
        NodeRecord record = own.record(now);
        Hash32 root = publication.contentRoot();
        if (record == null
                || (root != null && own.providing(publication.position(), now).isEmpty())) {
            return;
        }
        publications.asked(publication, keepers.size());
        Message put = root == null
                ? new NodePut(record)
                : new ProviderPut(own.providing(publication.position(), now).orElseThrow());
        keepers.forEach(keeper -> ask(keeper.node(), keeper.addresses(), put, new Pending.Put(publication)));
    }

    private Optional<Lookup> lookup(Pending.Step step) {
        return Optional.ofNullable(running.get(step.search()));
    }

    private void ask(Address node, List<NodeAddress> addresses, Message question, Pending why) {
        long id = ++ids;
        pending.put(id, why);
        acts.add(new Act.Ask(id, node, addresses, question));
    }
}
