package org.pluspeer.node.p2p.reach;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.p2p.AddressPolicy;
import org.pluspeer.node.p2p.HostPort;
import org.pluspeer.node.p2p.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one port of this machine forwarded by the router, or open in its firewall, UDP and TCP alike: asks by each protocol in turn until one
 * grants it, asks again at half its time and whenever this machine is in another network, and gives it back at the end.
 * What a router has granted is gone twenty minutes after a crash.
 */
public final class PortMapping implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PortMapping.class);
    private static final Duration LASTS = Duration.ofMinutes(20);
    private static final Duration LOOK = Duration.ofMinutes(1);

    /** After which a router that would not is asked again. */
    private static final Duration AGAIN = Duration.ofMinutes(15);

    private final Ground ground;
    private final int port;
    private final Consumer<Mapped> told;
    private final ReentrantLock turn = new ReentrantLock();
    private final Map<Transport, Lease> leases = new EnumMap<>(Transport.class);
    private @Nullable Gateway asked;
    private @Nullable Router router;
    private volatile long dueAt;
    private volatile boolean closed;
    private volatile Mapped now = Mapped.none(Mapped.State.ASKING, "the router is being asked");

    /**
     * What it stands on.
     *
     * @param gateway the router that this machine sends by just now
     * @param pinhole whether it is asked to let in what is for this machine's own public address
     * @param routers the ways to ask it, best first
     * @param nanos a monotonic clock
     */
    record Ground(
            Supplier<Optional<Gateway>> gateway,
            boolean pinhole,
            Routers routers,
            Scheduler scheduler,
            LongSupplier nanos) {}

    /** The protocols that a router may speak. */
    @FunctionalInterface
    interface Routers {
        List<Router> at(Gateway gateway);
    }

    /**
     * A mapping of the machine's own router.
     *
     * @param port where this node listens
     * @param nanos a monotonic clock
     * @param told each change
     */
    public static PortMapping ofThisMachine(
            int port, Scheduler scheduler, Random random, LongSupplier nanos, Consumer<Mapped> told) {
        Routers routers = gateway -> List.of(
                new PcpRouter(new InetSocketAddress(gateway.router(), Pcp.PORT), random, nanos),
                new NatPmpRouter(new InetSocketAddress(gateway.router(), Pcp.PORT), nanos),
                new IgdRouter(new InetSocketAddress(gateway.router(), Ssdp.PORT), gateway.own(), random));
        return new PortMapping(new Ground(Gateway::find, false, routers, scheduler, nanos), port, told);
    }

    /** The same for IPv6: the router's firewall is asked, by PCP, to let the port in. */
    public static PortMapping pinholeOfThisMachine(
            int port, Scheduler scheduler, Random random, LongSupplier nanos, Consumer<Mapped> told) {
        Routers routers = gateway ->
                List.of(new PcpRouter(new InetSocketAddress(gateway.router(), Pcp.PORT), gateway.own(), random, nanos));
        return new PortMapping(new Ground(Gateway::findSix, true, routers, scheduler, nanos), port, told);
    }

    PortMapping(Ground ground, int port, Consumer<Mapped> told) {
        this.ground = ground;
        this.port = port;
        this.told = told;
    }

    /** Returns at once; what comes of it is told. */
    public void begin() {
        ground.scheduler().after(Duration.ZERO, this::round);
    }

    /** How it stands. */
    public Mapped now() {
        return now;
    }

    /** Asks again soon, since peers say that the port isn't open. */
    public void doubt() {
        dueAt = ground.nanos().getAsLong();
    }

    private void round() {
        turn.lock();
        try {
            if (closed) {
                return;
            }
            look();
            if (closed) {
                giveBack();
                return;
            }
        } finally {
            turn.unlock();
        }
        ground.scheduler().after(LOOK, this::round);
    }

    private void look() {
        Gateway here = ground.gateway().get().orElse(null);
        boolean moved = here != null && !here.equals(asked);
        if (here == null) {
            forget();
            tell(Mapped.none(Mapped.State.NONE, "no router was found"));
        } else if (!ground.pinhole() && AddressPolicy.isPublic(here.own())) {
            forget();
            tell(Mapped.none(Mapped.State.OFF, "this machine has a public address of its own"));
        } else if (moved || ground.nanos().getAsLong() - dueAt >= 0) {
            if (moved) {
                forget();
                asked = here;
            }
            renew(here);
        }
    }

    /** What another network's router granted can't be given back from here. */
    private void forget() {
        leases.clear();
        router = null;
        asked = null;
    }

    private void renew(Gateway here) {
        List<String> refusals = new ArrayList<>();
        Router known = router;
        List<Router> all = known == null ? ground.routers().at(here) : List.of(known);
        for (Router each : all) {
            if (grants(each, refusals)) {
                router = each;
                dueAt = later(soonest());
                tell(granted(each));
                return;
            }
        }
        leases.clear();
        router = null;
        // Once more by all protocols if one that used to grant it does so no longer.
        dueAt = later(known == null ? AGAIN : LOOK);
        tell(Mapped.none(Mapped.State.NONE, refusals.isEmpty() ? "no router would" : refusals.getLast()));
    }

    private boolean grants(Router each, List<String> refusals) {
        boolean any = false;
        for (int round = 0; round < 2; round++) {
            for (Transport transport : Transport.values()) {
                any |= grants(each, transport, refusals);
                if (!any) {
                    return false;
                }
            }
            // If it was started anew between the two, the first is asked for once more.
            if (!each.hasForgotten()) {
                return true;
            }
            log.info("The router has forgotten what it granted");
        }
        return any;
    }

    private boolean grants(Router each, Transport transport, List<String> refusals) {
        Lease before = leases.get(transport);
        try {
            int wanted = before == null ? wantedBeside(transport) : before.externalPort();
            leases.put(transport, each.map(transport, port, wanted, LASTS.toSeconds()));
            return true;
        } catch (MappingException e) {
            log.debug("{} for {}: {}", each.protocol(), transport, e.getMessage());
            leases.remove(transport);
            if (e.kind() != MappingException.Kind.ABSENT || refusals.isEmpty()) {
                refusals.add(String.valueOf(e.getMessage()));
            }
            return false;
        }
    }

    /** One number for both transports, if it can be. */
    private int wantedBeside(Transport transport) {
        return leases.values().stream()
                .filter(other -> other.transport() != transport)
                .mapToInt(Lease::externalPort)
                .findFirst()
                .orElse(port);
    }

    private Duration soonest() {
        long least = leases.values().stream()
                .mapToLong(Lease::seconds)
                .filter(seconds -> seconds > 0)
                .min()
                .orElse(LASTS.toSeconds());
        return Duration.ofSeconds(Math.clamp(least / 2, LOOK.toSeconds(), LASTS.toSeconds()));
    }

    private long later(Duration delay) {
        return ground.nanos().getAsLong() + delay.toNanos();
    }

    private Mapped granted(Router by) {
        Lease any = leases.values().iterator().next();
        InetAddress external = any.external();
        boolean open = AddressPolicy.isPublic(external);
        String done = ground.pinhole() ? "lets the port in by IPv6" : "forwards the port";
        return new Mapped(
                open ? Mapped.State.GRANTED : Mapped.State.BEHIND_ANOTHER,
                by.protocol(),
                at(Transport.UDP),
                at(Transport.TCP),
                open
                        ? "the router " + done + ", asked by " + by.protocol()
                        : "the router " + done + ", but its own address outside, " + external.getHostAddress()
                                + ", is no public one: there is another router before the internet");
    }

    private @Nullable HostPort at(Transport transport) {
        Lease lease = leases.get(transport);
        return lease == null ? null : new HostPort(lease.external().getHostAddress(), lease.externalPort());
    }

    private void tell(Mapped fresh) {
        if (!fresh.equals(now)) {
            now = fresh;
            log.info("Port mapping: {}{}", fresh.why(), fresh.udp() == null ? "" : ", " + fresh.udp());
            told.accept(fresh);
        }
    }

    /** Gives the port back, as well as it can. If the router is being asked just now, that is done when it answers. */
    @Override
    public void close() {
        closed = true;
        if (turn.tryLock()) {
            try {
                giveBack();
            } finally {
                turn.unlock();
            }
        }
    }

    private void giveBack() {
        Router by = router;
        List<Lease> granted = List.copyOf(leases.values());
        forget();
        try {
            for (Lease lease : granted) {
                if (by != null) {
                    by.unmap(lease);
                }
            }
        } catch (MappingException e) {
            log.info("The router keeps the port for a while: {}", e.getMessage());
        }
    }
}
