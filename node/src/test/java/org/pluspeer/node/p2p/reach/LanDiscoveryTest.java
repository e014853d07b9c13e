package org.pluspeer.node.p2p.reach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.jmdns.ServiceInfo;
import org.junit.jupiter.api.Test;
import org.pluspeer.node.p2p.HostPort;
import org.pluspeer.node.p2p.sim.VirtualTime;
import org.pluspeer.wallet.eth.Address;

class LanDiscoveryTest {
    private static final Address SELF = Address.parse("0x%040x".formatted(1));
    private static final Address OTHER = Address.parse("0x%040x".formatted(2));

    private final VirtualTime time = new VirtualTime();
    private final BlockingQueue<String> dialled = new LinkedBlockingQueue<>();
    private final List<Consumer<Announcement>> voices = new ArrayList<>();
    private final List<String> ended = new ArrayList<>();
    private List<LocalNetwork> networks = List.of(new LocalNetwork(ip("192.168.1.2"), 24));
    private boolean linked;
    private final LanDiscovery lan = new LanDiscovery(
            new LanDiscovery.Ground(
                    () -> networks,
                    this::voice,
                    (at, node) -> dialled.add(at + " " + node),
                    node -> linked,
                    (delay, task) -> {
                        time.after(delay.toMillis(), task);
                        return () -> {};
                    }),
            SELF,
            true);

    private static InetAddress ip(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private AutoCloseable voice(LocalNetwork network, Announcement own, Consumer<Announcement> heard)
            throws IOException {
        if (network.prefix() == 0) {
            throw new IOException("no multicast here");
        }
        assertEquals(SELF, own.node());
        voices.add(heard);
        return () -> ended.add(network.own().getHostAddress());
    }

    private void begin() {
        lan.begin(new HostPort("0.0.0.0", 7338));
        time.pass(1);
    }

    private void says(Address node, String... addresses) {
        List<InetAddress> all = new ArrayList<>();
        for (String address : addresses) {
            all.add(ip(address));
        }
        voices.getFirst().accept(new Announcement(node, all, 4000));
    }

    @Test
    void whoSpeaksInTheSameNetworkIsDialledAndHasToBeWhoItSays() throws Exception {
        begin();
        says(OTHER, "192.168.1.7");
        assertEquals("192.168.1.7:4000 " + OTHER, dialled.poll(1, TimeUnit.MINUTES));
        linked = true;
        says(OTHER, "192.168.1.7");
        time.pass(600_000);
        linked = false;
        time.pass(60_000);
        assertEquals("192.168.1.7:4000 " + OTHER, dialled.poll(1, TimeUnit.MINUTES), "again once the link is gone");
        assertTrue(dialled.isEmpty());
    }

    @Test
    void noAnnouncementLeadsOutOfTheNetworkOrToThisMachine() {
        begin();
        says(OTHER, "8.8.8.8", "192.168.2.7", "127.0.0.1", "224.0.0.1", "::1", "10.0.0.1");
        says(SELF, "192.168.1.9");
        time.pass(600_000);
        lan.close();
        assertTrue(dialled.isEmpty());
    }

    @Test
    void publicAddressesOfOnesOwnNetworkAreNotDialledEither() {
        assertFalse(new LocalNetwork(ip("5.6.7.8"), 24).holds(ip("5.6.7.9")));
        assertTrue(new LocalNetwork(ip("10.1.2.3"), 12).holds(ip("10.15.0.1")));
        assertFalse(new LocalNetwork(ip("10.1.2.3"), 12).holds(ip("10.16.0.1")));
        assertTrue(new LocalNetwork(ip("fe80::1"), 64).holds(ip("fe80::2")));
        assertFalse(new LocalNetwork(ip("fe80::1"), 64).holds(ip("192.168.1.1")));
    }

    @Test
    void aNetworkThatCameIsSpokenInAndOneThatWentIsLeft() {
        begin();
        networks = List.of(new LocalNetwork(ip("10.0.0.2"), 8), new LocalNetwork(ip("10.9.9.9"), 0));
        time.pass(60_000);
        assertEquals(List.of("192.168.1.2"), ended);
        assertEquals(2, voices.size());
        lan.close();
        assertEquals(List.of("192.168.1.2", "10.0.0.2"), ended);
        time.pass(600_000);
        assertEquals(2, voices.size());
    }

    @Test
    void aNodeSpeaksWhereItCanBeDialled() throws Exception {
        networks = List.of(new LocalNetwork(ip("192.168.1.2"), 24), new LocalNetwork(ip("fd00:7::2"), 64));
        lan.begin(new HostPort("::", 7338));
        time.pass(1);
        assertEquals(2, voices.size(), "a socket of IPv6 takes IPv4 as well");
        voices.getLast().accept(new Announcement(OTHER, List.of(ip("fd00:8::7"), ip("fd00:7::7")), 4000));
        assertEquals("[fd00:7:0:0:0:0:0:7]:4000 " + OTHER, dialled.poll(1, TimeUnit.MINUTES));
        assertFalse(networks.getLast().isReachedAt(new HostPort("0.0.0.0", 7338)));
        assertFalse(networks.getFirst().isReachedAt(new HostPort("fd00:7::2", 7338)));
        assertTrue(networks.getLast().isReachedAt(new HostPort("fd00:7::2", 7338)));
    }

    @Test
    void aNodeThatListensOnThisMachineOnlyIsSilent() {
        lan.begin(new HostPort("127.0.0.1", 7338));
        time.pass(60_000);
        assertTrue(voices.isEmpty());
    }

    @Test
    void onlyWhatANodeWouldSayIsRead() {
        ServiceInfo good = ServiceInfo.create(DnsSd.SERVICE, "x", 4000, 0, 0, Map.of("node", OTHER.toString()));
        assertEquals(Optional.of(new Announcement(OTHER, List.of(), 4000)), DnsSd.read(good));
        assertEquals(
                Optional.empty(), DnsSd.read(ServiceInfo.create(DnsSd.SERVICE, "x", 4000, 0, 0, Map.of("node", "x"))));
        assertEquals(Optional.empty(), DnsSd.read(ServiceInfo.create(DnsSd.SERVICE, "x", 4000, "no node")));
        assertEquals(
                Optional.empty(),
                DnsSd.read(ServiceInfo.create(DnsSd.SERVICE, "x", 0, 0, 0, Map.of("node", OTHER.toString()))));
    }
}
