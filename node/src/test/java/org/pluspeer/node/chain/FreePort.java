package org.pluspeer.node.chain;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports for those who have to name theirs before they have it, or have it again after a restart. */
public final class FreePort {
    private static final int FIRST = 20_000;
    private static final int LAST = 31_999;
    private static final AtomicInteger NEXT = new AtomicInteger(new Random().nextInt(LAST - FIRST));

    private FreePort() {}

    /**
     * Below those that the system gives to callers and to whoever takes any: such a one could be somebody else's by the
     * time it is bound. None is chosen twice.
     */
    public static int choose() {
        for (int tries = 0; tries <= LAST - FIRST; tries++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), LAST - FIRST + 1);
            try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                    DatagramSocket _ = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
                return port;
            } catch (IOException taken) {
                continue;
            }
        }
        throw new AssertionError("no port is free");
    }
}
