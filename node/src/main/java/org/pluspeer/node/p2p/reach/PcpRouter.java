package org.pluspeer.node.p2p.reach;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A router that speaks PCP. */
final class PcpRouter implements Router {
    private static final long SECOND = 1_000_000_000L;

    private final InetSocketAddress router;
    private final @Nullable InetAddress from;
    private final LongSupplier nanos;
    private final EpochWatch epochs = new EpochWatch();
    private final Map<Transport, byte[]> nonces = new EnumMap<>(Transport.class);

    /** @param nanos a monotonic clock */
    PcpRouter(InetSocketAddress router, Random random, LongSupplier nanos) {
        this(router, null, random, nanos);
    }

    /**
     * The same by IPv6, where nothing is translated: what is asked for is to be let in to this machine's own address.
     *
     * @param from this machine's public address; null for the one that the system takes towards the router
     */
    PcpRouter(InetSocketAddress router, @Nullable InetAddress from, Random random, LongSupplier nanos) {
        this.router = router;
        this.from = from;
        this.nanos = nanos;
        for (Transport transport : Transport.values()) {
            byte[] nonce = new byte[Pcp.NONCE];
            random.nextBytes(nonce);
            nonces.put(transport, nonce);
        }
    }

    @Override
    public String protocol() {
        return "PCP";
    }

    @Override
    public Lease map(Transport transport, int internalPort, int wantedPort, long seconds) throws MappingException {
        Pcp.Reply reply = exchange(transport, internalPort, wantedPort, seconds);
        return new Lease(transport, internalPort, reply.external(), reply.externalPort(), reply.seconds());
    }

    @Override
    public void unmap(Lease lease) throws MappingException {
        exchange(lease.transport(), lease.internalPort(), 0, 0);
    }

    @Override
    public boolean hasForgotten() {
        return epochs.takeForgotten();
    }

    private Pcp.Reply exchange(Transport transport, int internalPort, int wantedPort, long seconds)
            throws MappingException {
        byte[] nonce = nonces.getOrDefault(transport, new byte[Pcp.NONCE]);
        try (Datagrams datagrams = new Datagrams(router, from)) {
            InetAddress own = datagrams.own();
            Pcp.Request request = new Pcp.Request(own, nonce, transport, internalPort, wantedPort, any(own), seconds);
            Pcp.Reply reply = datagrams.ask(request.bytes(), packet -> {
                Pcp.Reply read = Pcp.reply(packet);
                return read.answers(request) ? read : null;
            });
            epochs.heard(reply.epoch(), nanos.getAsLong() / SECOND);
            return reply;
        }
    }

    private static InetAddress any(InetAddress like) {
        try {
            return InetAddress.getByAddress(new byte[like instanceof Inet4Address ? 4 : 16]);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an address", e);
        }
    }
}
