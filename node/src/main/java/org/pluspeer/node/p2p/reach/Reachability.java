package org.pluspeer.node.p2p.reach;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.p2p.HostPort;
import org.pluspeer.node.p2p.PeerFinder;
import org.pluspeer.node.p2p.PeerNetwork;

/** Sees to it that others can dial this node, and tells them where. */
public final class Reachability implements AutoCloseable {
    private final PeerNetwork network;
    private final PeerFinder finder;
    private final PeerNetwork.Ground ground;
    private final boolean asksRouter;
    private @Nullable PortMapping mapping;

    /** @param asksRouter whether the owner lets it */
    public Reachability(PeerNetwork network, PeerFinder finder, PeerNetwork.Ground ground, boolean asksRouter) {
        this.network = network;
        this.finder = finder;
        this.ground = ground;
        this.asksRouter = asksRouter;
    }

    /** To be called once the network listens there. Returns at once. */
    public synchronized void begin(HostPort listening) {
        if (asksRouter && !isThisMachineOnly(listening)) {
            PortMapping fresh = PortMapping.ofThisMachine(
                    listening.port(), ground.scheduler(), ground.random(), ground.nanos(), this::mapped);
            mapping = fresh;
            fresh.begin();
        }
    }

    private void mapped(Mapped now) {
        now.external().ifPresent(at -> {
            network.advertise(List.of(at));
            finder.listenAt(List.of(at));
        });
    }

    private static boolean isThisMachineOnly(HostPort listening) {
        try {
            return InetAddress.getByName(listening.host()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Gives back what the router granted. */
    @Override
    public synchronized void close() {
        if (mapping != null) {
            mapping.close();
        }
    }
}
