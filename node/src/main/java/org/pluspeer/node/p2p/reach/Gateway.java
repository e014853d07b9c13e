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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The router that this machine sends by, for IPv4.
 *
 * @param router its address on this side
 * @param own this machine's address towards it
 */
record Gateway(InetAddress router, InetAddress own) {
    private static final Logger log = LoggerFactory.getLogger(Gateway.class);
    private static final Path LINUX = Path.of("/proc/net/route");
    private static final int LARGEST = 256 << 10;
    private static final int ANY_PORT = 9;
    private static final long PATIENCE_SECONDS = 5;

    /** Empty where there is none, or this system doesn't tell. */
    static Optional<Gateway> find() {
        return defaultRouter().flatMap(Gateway::towards);
    }

    /** Empty if there is no way there. Sends nothing. */
    static Optional<Gateway> towards(InetAddress router) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(router, ANY_PORT);
            InetAddress own = socket.getLocalAddress();
            return own.isAnyLocalAddress() ? Optional.empty() : Optional.of(new Gateway(router, own));
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
