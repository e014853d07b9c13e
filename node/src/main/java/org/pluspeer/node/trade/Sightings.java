package org.pluspeer.node.trade;

import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.events.Bell;
import org.pluspeer.node.events.Topic;
import org.pluspeer.node.listing.Showcase;
import org.pluspeer.node.p2p.Parting;
import org.pluspeer.node.p2p.PeerInfo;
import org.pluspeer.node.p2p.PeerNetwork;
import org.pluspeer.node.store.PeerStore;
import org.pluspeer.wallet.eth.Address;

/** Notes when each peer was last there, so that a listing can say whether its seller answers. */
public final class Sightings implements PeerNetwork.Watcher, Showcase.Presence {
    private final PeerNetwork network;
    private final PeerStore peers;
    private final InstantSource clock;
    private final Bell bell;

    public Sightings(PeerNetwork network, PeerStore peers, InstantSource clock, Bell bell) {
        this.network = network;
        this.peers = peers;
        this.clock = clock;
        this.bell = bell;
    }

    @Override
    public void linked(PeerInfo peer) {
        note(peer);
    }

    @Override
    public void parted(PeerInfo peer, Parting parting) {
        note(peer);
    }

    private void note(PeerInfo peer) {
        long now = clock.instant().getEpochSecond();
        peers.put(new PeerStore.Peer(
                peer.node(), Optional.ofNullable(peer.account()), peer.address().toString(), peer.agent(), now, now));
        bell.ring(Topic.PEERS);
        bell.ring(Topic.LISTINGS);
    }

    @Override
    public boolean isOnline(Address account) {
        return network.nodeOf(account).isPresent();
    }

    @Override
    public @Nullable Long lastSeen(Address account) {
        if (isOnline(account)) {
            return clock.instant().getEpochSecond();
        }
        return peers.byAccount(account).stream()
                .findFirst()
                .map(PeerStore.Peer::lastSeen)
                .orElse(null);
    }
}
