package org.pluspeer.node.p2p;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.market.wire.RelayPacket;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What links report to: who answers their messages, and who hears that a peer came or went. */
final class LinkOwner implements LinkHolder {
    private static final Logger log = LoggerFactory.getLogger(LinkOwner.class);

    private final LinkTable table;
    private final Farewells farewells;
    private final Tally tally;
    private final Map<Class<?>, PeerNetwork.Responder<?>> handlers = new ConcurrentHashMap<>();
    private final List<PeerNetwork.Watcher> watchers = new CopyOnWriteArrayList<>();

    private volatile BiConsumer<Address, RelayPacket> relayed = (node, packet) -> {};

    LinkOwner(LinkTable table, Farewells farewells, Tally tally) {
        this.table = table;
        this.farewells = farewells;
        this.tally = tally;
    }

    <M extends Message> void onMessage(Class<M> kind, PeerNetwork.Responder<M> handler) {
        handlers.put(kind, handler);
    }

    void watch(PeerNetwork.Watcher watcher) {
        watchers.add(watcher);
    }

    void tried(Pipe pipe) {
        watchers.forEach(watcher -> watcher.tried(pipe.node(), pipe.carrier()));
    }

    /** Who takes datagrams that are passed on over links; it must not block. */
    void onRelayed(BiConsumer<Address, RelayPacket> taker) {
        relayed = taker;
    }

    @Override
    public void passed(Link link, RelayPacket packet) {
        relayed.accept(link.node(), packet);
    }

    void linked(PeerInfo peer) {
        log.info(
                "Linked with {} at {} by {} ({})",
                peer.node(),
                peer.address(),
                peer.carrier(),
                peer.dialled() ? "dialled" : "called");
        watchers.forEach(watcher -> watcher.linked(peer));
    }

    @Override
    public @Nullable Message answer(Link link, Message message) {
        Message reply = replied(link, message);
        if (reply instanceof Refusal refusal) {
            tally.count("request", refusal.code().toString());
        }
        return reply;
    }

    private @Nullable Message replied(Link link, Message message) {
        LinkTable.Peer peer = peerOf(link);
        PeerNetwork.Responder<?> handler = handlers.get(message.getClass());
        if (peer == null || handler == null) {
            return new Refusal(Refusal.Code.UNSUPPORTED, "nobody here answers that");
        }
        try {
            return answered(handler, peer.info(), message);
        } catch (ProblemException e) {
            return Wire.refusal(e.problem());
        } catch (RuntimeException e) {
            log.error("A fault while answering {}", link.node(), e);
            return new Refusal(Refusal.Code.FAULT, "");
        }
    }

    @SuppressWarnings("unchecked") // onMessage pairs each class with a handler of that class
    private static <M extends Message> @Nullable Message answered(
            PeerNetwork.Responder<?> handler, PeerInfo from, M message) {
        return ((PeerNetwork.Responder<M>) handler).answer(from, message);
    }

    @Override
    public void ended(Link link, Parting parting) {
        farewells.add(link.pipe(), parting);
        LinkTable.Peer peer = peerOf(link);
        if (peer == null) {
            return;
        }
        boolean last = table.remove(peer);
        log.info(
                "Parted from {} ({}, {}): {}",
                peer.info().node(),
                parting.code(),
                parting.byThem() ? "by them" : "by us",
                parting.text());
        if (last) {
            watchers.forEach(watcher -> watcher.parted(peer.info(), parting));
        }
    }

    private LinkTable.@Nullable Peer peerOf(Link link) {
        return table.every().stream().filter(p -> p.link() == link).findFirst().orElse(null);
    }
}
