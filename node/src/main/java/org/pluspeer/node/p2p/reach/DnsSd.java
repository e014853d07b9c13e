package org.pluspeer.node.p2p.reach;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceEvent;
import javax.jmdns.ServiceInfo;
import javax.jmdns.ServiceListener;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.MalformedException;

/** DNS-SD (RFC 6763) over multicast DNS (RFC 6762), by jmdns. */
final class DnsSd implements LanDiscovery.Voice {
    static final String SERVICE = "_pluspeer._udp.local.";

    private static final String NODE = "node";
    private static final int NAME = 18;

    @Override
    public AutoCloseable in(LocalNetwork network, Announcement own, Consumer<Announcement> heard) throws IOException {
        JmDNS dns = JmDNS.create(network.own(), "peer-" + name(own.node()));
        dns.addServiceListener(SERVICE, new ServiceListener() {
            @Override
            public void serviceAdded(ServiceEvent event) {
                // jmdns asks for the rest by itself.
            }

            @Override
            public void serviceRemoved(ServiceEvent event) {}

            @Override
            public void serviceResolved(ServiceEvent event) {
                read(event.getInfo()).ifPresent(heard);
            }
        });
        dns.registerService(ServiceInfo.create(
                SERVICE,
                name(own.node()),
                own.port(),
                0,
                0,
                Map.of(NODE, own.node().toString())));
        // It says goodbye to the network and waits for that, a few seconds at most; nobody else has to.
        return () -> Thread.ofVirtual().name("peer-lan-close").start(() -> quietly(dns));
    }

    private static void quietly(JmDNS dns) {
        try {
            dns.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    /** A few digits: the name is for people who look at the network. */
    private static String name(Address node) {
        return node.toString().substring(2, NAME);
    }

    /** Empty for what no node of this program would say. */
    static Optional<Announcement> read(ServiceInfo info) {
        String node = info.getPropertyString(NODE);
        if (node == null || info.getPort() < 1 || info.getPort() > 0xffff) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Announcement(
                    Address.parse(node), List.copyOf(Arrays.asList(info.getInetAddresses())), info.getPort()));
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }
}
