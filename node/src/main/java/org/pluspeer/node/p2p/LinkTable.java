package org.pluspeer.node.p2p;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.wire.Bye;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;

/**
 * The links that are open, and which of several with one node is used. Two nodes that dial each other at once end up
 * on the link that the node with the lower id dialled; both decide so without asking.
 */
final class LinkTable {
    private static final int MOST_OF_ONE_NODE = 3;
    private static final long DISUSED = Duration.ofMinutes(1).toNanos();

    /** A link and what is known of the peer on it. */
    static final class Peer {
        private final Link link;
        private final PeerInfo info;
        private boolean retired;
        private boolean neighbour;

        Peer(Link link, PeerInfo info) {
            this.link = link;
            this.info = info;
        }

        Link link() {
            return link;
        }

        PeerInfo info() {
            return info;
        }
    }

    /** Why a link has to go. */
    record Dismissal(Bye.Reason reason, String text) {}

    /**
     * What came of a new link.
     *
     * @param refused why it may not stay, or null
     * @param first true if there was no other with this node
     * @param retire those that make room for it, or itself: to be closed once nothing waits on them
     * @param cut those to be ended now, with the reason
     */
    record Admission(@Nullable Dismissal refused, boolean first, List<Peer> retire, Map<Peer, Dismissal> cut) {}

    private final Address self;
    private volatile Predicate<Address> needed = node -> false;
    private final LinkLimits limits;
    private final Map<Address, List<Peer>> byNode = new HashMap<>();

    LinkTable(Address self, LinkLimits limits) {
        this.self = self;
        this.limits = limits;
    }

    synchronized Admission admit(Peer peer) {
        List<Peer> same = byNode.getOrDefault(peer.info.node(), List.of());
        Map<Peer, Dismissal> cut = new HashMap<>();
        List<Peer> retire = new ArrayList<>();
        for (Peer other : same) {
            if (!other.link.pipe().process().equals(peer.link.pipe().process())) {
                cut.put(other, new Dismissal(Bye.Reason.DUPLICATE_LINK, "the node has been started anew"));
            } else if (other.info.dialled() != peer.info.dialled()) {
                retire.add(peer.info.dialled() == ownDialWins(peer.info.node()) ? other : peer);
            } else if (peer.info.dialled() || same.size() >= MOST_OF_ONE_NODE) {
                return refused(Bye.Reason.DUPLICATE_LINK, "there is a link already");
            }
        }
        if (same.isEmpty() && isCrowded(peer)) {
            return refused(Bye.Reason.TOO_MANY_PEERS, "too many links with this range of addresses");
        }
        if (same.isEmpty() && isFull(peer)) {
            Optional<Peer> disused = disused();
            if (disused.isEmpty()) {
                return refused(Bye.Reason.TOO_MANY_PEERS, "no more than " + limits.links() + " links at once");
            }
            cut.put(disused.get(), new Dismissal(Bye.Reason.TOO_MANY_PEERS, "others need the place"));
        }
        boolean first = same.stream().allMatch(cut::containsKey);
        cut.keySet().forEach(this::remove);
        retire.forEach(loser -> loser.retired = true);
        byNode.computeIfAbsent(peer.info.node(), node -> new ArrayList<>()).add(peer);
        chooseNeighbours();
        return new Admission(null, first, retire, cut);
    }

    private static Admission refused(Bye.Reason reason, String text) {
        return new Admission(new Dismissal(reason, text), false, List.of(), Map.of());
    }

    /** So that the owner of a range can't take all places. Whom this side dials it has chosen itself. */
    private boolean isCrowded(Peer caller) {
        String range = Origins.group(caller.info.address());
        return !caller.info.dialled()
                && every().stream()
                                .filter(p -> Origins.group(p.info.address()).equals(range))
                                .count()
                        >= limits.linksOfRange();
    }

    /** Callers get three quarters of the places: however many come, this side can still dial whom it chooses. */
    private boolean isFull(Peer peer) {
        long callers = every().stream().filter(p -> !p.info.dialled()).count();
        return size() >= limits.links() || (!peer.info.dialled() && callers >= limits.links() - limits.links() / 4);
    }

    private boolean ownDialWins(Address other) {
        return self.compareTo(other) < 0;
    }

    /** @return true if it was there and was the last with its node */
    synchronized boolean remove(Peer peer) {
        List<Peer> same = byNode.get(peer.info.node());
        if (same == null || !same.remove(peer)) {
            return false;
        }
        if (same.isEmpty()) {
            byNode.remove(peer.info.node());
        }
        chooseNeighbours();
        return same.isEmpty();
    }

    /** The link to use for a node. */
    synchronized Optional<Peer> of(Address node) {
        List<Peer> same = byNode.getOrDefault(node, List.of());
        return same.stream().filter(p -> !p.retired).findFirst().or(() -> same.stream()
                .findFirst());
    }

    /** @throws ProblemException PEER_UNREACHABLE where there is none */
    Link linkTo(Address node) {
        return of(node).map(Peer::link)
                .orElseThrow(() ->
                        new ProblemException(Problem.Code.PEER_UNREACHABLE, "there is no link with node " + node));
    }

    /** A link with the node that has not ended, after one that has. */
    synchronized Optional<Link> another(Address node) {
        return byNode.getOrDefault(node, List.of()).stream()
                .map(Peer::link)
                .filter(link -> link.parting() == null)
                .findFirst();
    }

    /** The link with a node that this side dialled, is no neighbour, and has not used it for half a minute. */
    synchronized Optional<Link> spent(Address node) {
        return of(node).filter(
                        p -> !isNeeded(p) && p.info.dialled() && p.link.isIdle() && p.link.unusedFor() > DISUSED / 2)
                .map(Peer::link);
    }

    /** One for each node. */
    synchronized List<Peer> all() {
        return byNode.keySet().stream().flatMap(node -> of(node).stream()).toList();
    }

    synchronized List<Peer> every() {
        return byNode.values().stream().flatMap(List::stream).toList();
    }

    /** Who else's link is not to be given up, though nothing seems to pass. */
    void keep(Predicate<Address> those) {
        needed = those;
    }

    private boolean isNeeded(Peer peer) {
        return peer.neighbour || needed.test(peer.info.node());
    }

    private int size() {
        return byNode.values().stream().mapToInt(List::size).sum();
    }

    /** The longest unused of those who called and are no neighbours. */
    private Optional<Peer> disused() {
        return every().stream()
                .filter(p -> !isNeeded(p) && !p.info.dialled() && p.link.isIdle() && p.link.unusedFor() > DISUSED)
                .max(Comparator.comparingLong(p -> p.link.unusedFor()));
    }

    /** Who was first stays; callers may not take the last third, so that they can't surround a node. */
    private void chooseNeighbours() {
        int callers = limits.neighbours() - limits.neighbours() / 3;
        int left = limits.neighbours();
        List<Peer> oldestFirst = all().stream()
                .sorted(Comparator.comparing((Peer p) -> p.info.connectedSince())
                        .thenComparing(p -> p.info.node()))
                .toList();
        every().forEach(p -> p.neighbour = false);
        for (Peer peer : oldestFirst) {
            boolean room = left > 0 && (peer.info.dialled() || callers > 0);
            peer.neighbour = room;
            if (room) {
                left--;
                callers -= peer.info.dialled() ? 0 : 1;
            }
        }
    }
}
