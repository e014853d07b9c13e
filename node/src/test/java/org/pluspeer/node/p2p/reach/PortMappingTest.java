package org.pluspeer.node.p2p.reach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pluspeer.node.p2p.HostPort;
import org.pluspeer.node.p2p.Scheduler;
import org.pluspeer.node.p2p.sim.VirtualTime;

class PortMappingTest {
    private static final long MINUTE = 60_000;

    private final VirtualTime time = new VirtualTime();
    private final Scheduler scheduler = (delay, task) -> {
        time.after(delay.toMillis(), task);
        return () -> {};
    };
    private final List<Mapped> told = new ArrayList<>();
    private final Fake pcp = new Fake("PCP");
    private final Fake upnp = new Fake("UPnP");
    private Optional<Gateway> gateway = gateway("192.168.1.1", "192.168.1.2");
    private final PortMapping mapping = new PortMapping(
            new PortMapping.Ground(
                    () -> gateway, false, there -> List.of(pcp, upnp), scheduler, () -> Duration.ofMillis(time.now())
                            .toNanos()),
            7338,
            told::add);

    private static Optional<Gateway> gateway(String router, String own) {
        try {
            return Optional.of(new Gateway(InetAddress.getByName(router), InetAddress.getByName(own)));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A router that does as it is told and writes down what it was asked. */
    private static final class Fake implements Router {
        private final String protocol;
        private final List<String> asked = new ArrayList<>();
        private String external = "5.5.5.1";
        private int shift;
        private long seconds = 1200;
        private boolean willing = true;
        private int forgets;

        Fake(String protocol) {
            this.protocol = protocol;
        }

        @Override
        public String protocol() {
            return protocol;
        }

        @Override
        public Lease map(Transport transport, int internalPort, int wantedPort, long wanted) throws MappingException {
            asked.add("map " + transport + " " + wantedPort);
            if (!willing) {
                throw new MappingException(MappingException.Kind.REFUSED, protocol + " won't");
            }
            try {
                return new Lease(transport, internalPort, InetAddress.getByName(external), wantedPort + shift, seconds);
            } catch (UnknownHostException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void unmap(Lease lease) {
            asked.add("unmap " + lease.transport() + " " + lease.externalPort());
        }

        @Override
        public boolean hasForgotten() {
            return forgets-- > 0;
        }
    }

    @Test
    void theFirstThatGrantsIsKeptAndAskedAgainAtHalfItsTime() {
        pcp.willing = false;
        mapping.begin();
        time.pass(1);
        assertEquals(Mapped.State.GRANTED, mapping.now().state());
        assertEquals("UPnP", mapping.now().protocol());
        assertEquals(Optional.of(new HostPort("5.5.5.1", 7338)), mapping.now().external());
        assertEquals(List.of("map UDP 7338", "map TCP 7338"), upnp.asked);
        time.pass(9 * MINUTE);
        assertEquals(2, upnp.asked.size());
        time.pass(2 * MINUTE);
        assertEquals(4, upnp.asked.size());
        assertEquals(1, pcp.asked.size(), "who grants is asked first");
        assertEquals(1, told.size(), "nothing changed");
    }

    @Test
    void oneNumberIsWantedForBothTransportsAndKept() {
        pcp.shift = 1000;
        mapping.begin();
        time.pass(1);
        assertEquals(List.of("map UDP 7338", "map TCP 8338"), pcp.asked);
        pcp.shift = 0;
        time.pass(11 * MINUTE);
        assertEquals(List.of("map UDP 8338", "map TCP 9338"), pcp.asked.subList(2, 4));
    }

    @Test
    void whatARouterForgotIsAskedForOnceMoreAtOnce() {
        mapping.begin();
        time.pass(1);
        pcp.forgets = 1;
        time.pass(11 * MINUTE);
        assertEquals(6, pcp.asked.size(), "twice at the start, and twice two");
    }

    @Test
    void anotherNetworkMeansAnotherMappingAndTheOldIsNotGivenBackThere() {
        mapping.begin();
        time.pass(1);
        gateway = gateway("10.0.0.1", "10.0.0.7");
        pcp.external = "6.6.6.6";
        time.pass(2 * MINUTE);
        assertEquals(Optional.of(new HostPort("6.6.6.6", 7338)), mapping.now().external());
        assertTrue(pcp.asked.stream().noneMatch(what -> what.startsWith("unmap")));
        gateway = Optional.empty();
        time.pass(2 * MINUTE);
        assertEquals(Mapped.State.NONE, mapping.now().state());
        gateway = gateway("5.5.5.254", "5.5.5.7");
        time.pass(2 * MINUTE);
        assertEquals(Mapped.State.OFF, mapping.now().state(), "a public address needs none");
    }

    @Test
    void byIpv6TheRouterIsAskedToLetInWhatIsForAPublicAddress() {
        gateway = gateway("fe80::1", "2600:12:1::2");
        pcp.external = "2600:12:1::2";
        PortMapping pinhole = new PortMapping(
                new PortMapping.Ground(
                        () -> gateway, true, there -> List.of(pcp), scheduler, () -> Duration.ofMillis(time.now())
                                .toNanos()),
                7338,
                told::add);
        pinhole.begin();
        time.pass(1);
        assertEquals(Mapped.State.GRANTED, pinhole.now().state());
        assertEquals(
                Optional.of(new HostPort("2600:12:1:0:0:0:0:2", 7338)),
                pinhole.now().external());
        assertTrue(pinhole.now().why().contains("IPv6"), pinhole.now().why());
        pinhole.close();
        assertEquals(List.of("map UDP 7338", "map TCP 7338", "unmap UDP 7338", "unmap TCP 7338"), pcp.asked);
    }

    @Test
    void aRouterBehindAnotherIsSaidToBe() {
        pcp.external = "100.64.3.4";
        mapping.begin();
        time.pass(1);
        assertEquals(Mapped.State.BEHIND_ANOTHER, mapping.now().state());
        assertEquals(Optional.empty(), mapping.now().external());
    }

    @Test
    void aRouterThatStopsGrantingIsTriedByTheOthersAndLaterAgain() {
        mapping.begin();
        time.pass(1);
        pcp.willing = false;
        time.pass(12 * MINUTE);
        assertEquals("UPnP", mapping.now().protocol());
        upnp.willing = false;
        time.pass(20 * MINUTE);
        assertEquals("UPnP won't", mapping.now().why());
        pcp.willing = true;
        time.pass(16 * MINUTE);
        assertEquals("PCP", mapping.now().protocol());
    }

    @Test
    void doubtAsksAgainSoon() {
        mapping.begin();
        time.pass(1);
        mapping.doubt();
        time.pass(MINUTE);
        assertEquals(4, pcp.asked.size());
    }

    @Test
    void thePortIsGivenBackAtTheEndAndNothingIsAskedAfter() {
        mapping.begin();
        time.pass(1);
        mapping.close();
        time.pass(60 * MINUTE);
        assertEquals(List.of("map UDP 7338", "map TCP 7338", "unmap UDP 7338", "unmap TCP 7338"), pcp.asked);
    }
}
