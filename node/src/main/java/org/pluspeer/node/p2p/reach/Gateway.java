package org.pluspeer.node.p2p.reach;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.pluspeer.node.p2p.AddressPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The router that this machine sends by.
 *
 * @param router its address on this side
 * @param own this machine's address towards it; for IPv6 its public one
 */
record Gateway(InetAddress router, InetAddress own) {
    private static final Logger log = LoggerFactory.getLogger(Gateway.class);
    private static final Path LINUX = Path.of("/proc/net/route");
    private static final Path LINUX_SIX = Path.of("/proc/net/ipv6_route");
    /** Of nobody (RFC 3849): asked only from which address this machine would send there. */
    private static final String FAR_AWAY = "2001:db8::1";

    private static final int LARGEST = 256 << 10;
    private static final int ANY_PORT = 9;
    private static final long PATIENCE_SECONDS = 5;

    /** Empty where there is none, or this system doesn't tell. */
    static Optional<Gateway> find() {
        return defaultRouter().flatMap(Gateway::towards);
    }

    /** The one for IPv6; empty as well where this machine has no public address, and on systems other than Linux. */
    static Optional<Gateway> findSix() {
        try {
            Optional<RouteTable.Hop> hop = Files.isReadable(LINUX_SIX)
                    ? RouteTable.ofLinuxSix(Files.readString(LINUX_SIX, StandardCharsets.US_ASCII))
                    : Optional.empty();
            Optional<InetAddress> own = source(InetAddress.getByName(FAR_AWAY)).filter(AddressPolicy::isPublic);
            return hop.isPresent() && own.isPresent()
                    ? Optional.of(new Gateway(hop.get().onItsInterface(), own.get()))
                    : Optional.empty();
        } catch (IOException e) {
            log.info("The way out by IPv6 can't be seen: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** Empty if there is no way there. Sends nothing. */
    static Optional<Gateway> towards(InetAddress router) {
        return source(router).map(own -> new Gateway(router, own));
    }

    private static Optional<InetAddress> source(InetAddress to) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(to, ANY_PORT);
            InetAddress own = socket.getLocalAddress();
            return own.isAnyLocalAddress() ? Optional.empty() : Optional.of(own);
        } catch (IOException | java.io.UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static Optional<InetAddress> defaultRouter() {
        try {
            if (Files.isReadable(LINUX)) {
                return RouteTable.ofLinux(Files.readString(LINUX, StandardCharsets.US_ASCII));
            }
            return RouteTable.ofNetstat(netstat());
        } catch (IOException e) {
            log.info("The way out of this network can't be seen: {}", e.getMessage());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** macOS, the BSDs and Windows have it. */
    private static String netstat() throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder("netstat", "-rn").redirectErrorStream(true).start();
        process.getOutputStream().close();
        try (InputStream out = process.getInputStream()) {
            String text = new String(out.readNBytes(LARGEST), StandardCharsets.ISO_8859_1);
            process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return text;
        } finally {
            process.destroyForcibly();
        }
    }
}
