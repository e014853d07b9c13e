package org.pluspeer.node.p2p.reach;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;

/**
 * Tries each protocol on the router of the network namespace that it runs in, and prints what came of it, a line a step:
 * {@code MappingTrial PORT}. Between the lines {@code mapped} and {@code unmapped} it waits for a line of input, so that
 * whoever runs it can look at the router.
 */
public final class MappingTrial {
    private MappingTrial() {}

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        Gateway gateway = Gateway.find().orElseThrow(() -> new IllegalStateException("no default route"));
        System.out.println("gateway " + gateway.router().getHostAddress() + " from "
                + gateway.own().getHostAddress());
        InetSocketAddress pcp = new InetSocketAddress(gateway.router(), Pcp.PORT);
        for (Router router : List.of(
                new PcpRouter(pcp, new SecureRandom(), System::nanoTime),
                new NatPmpRouter(pcp, System::nanoTime),
                new IgdRouter(new InetSocketAddress(gateway.router(), Ssdp.PORT), gateway.own(), new SecureRandom()))) {
            for (Transport transport : Transport.values()) {
                Lease lease = router.map(transport, port, port, 600);
                Lease renewed = router.map(transport, port, lease.externalPort(), 1200);
                System.out.println("mapped " + router.protocol() + " " + transport + " "
                        + renewed.external().getHostAddress() + ":" + renewed.externalPort() + " for "
                        + renewed.seconds() + (renewed.externalPort() == lease.externalPort() ? "" : " MOVED"));
                System.in.read();
                router.unmap(renewed);
                System.out.println("unmapped " + router.protocol() + " " + transport);
                System.in.read();
            }
        }
    }
}
