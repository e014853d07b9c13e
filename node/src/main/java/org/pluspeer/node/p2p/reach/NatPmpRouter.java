package org.pluspeer.node.p2p.reach;

import java.net.InetSocketAddress;
import java.util.function.LongSupplier;

/** A router that speaks NAT-PMP. */
final class NatPmpRouter implements Router {
    private static final long SECOND = 1_000_000_000L;

    private final InetSocketAddress router;
    private final LongSupplier nanos;
    private final EpochWatch epochs = new EpochWatch();

    /** @param nanos a monotonic clock */
    NatPmpRouter(InetSocketAddress router, LongSupplier nanos) {
        this.router = router;
        this.nanos = nanos;
    }

    @Override
    public String protocol() {
        return "NAT-PMP";
    }

    @Override
    public Lease map(Transport transport, int internalPort, int wantedPort, long seconds) throws MappingException {
        try (Datagrams datagrams = new Datagrams(router)) {
            NatPmp.External external = datagrams.ask(NatPmp.askAddress(), NatPmp::external);
            NatPmp.Mapped mapped = exchange(datagrams, transport, internalPort, wantedPort, seconds);
            return new Lease(transport, internalPort, external.address(), mapped.externalPort(), mapped.seconds());
        }
    }

    @Override
    public void unmap(Lease lease) throws MappingException {
        try (Datagrams datagrams = new Datagrams(router)) {
            exchange(datagrams, lease.transport(), lease.internalPort(), 0, 0);
        }
    }

    @Override
    public boolean hasForgotten() {
        return epochs.takeForgotten();
    }

    private NatPmp.Mapped exchange(
            Datagrams datagrams, Transport transport, int internalPort, int wantedPort, long seconds)
            throws MappingException {
        NatPmp.Mapped mapped =
                datagrams.ask(NatPmp.askMapping(transport, internalPort, wantedPort, seconds), packet -> {
                    NatPmp.Mapped read = NatPmp.mapped(packet, transport);
                    return read.internalPort() == internalPort ? read : null;
                });
        epochs.heard(mapped.epoch(), nanos.getAsLong() / SECOND);
        return mapped;
    }
}
