package org.pluspeer.node.p2p;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A line between two UDP ports of this machine with a rate, a delay each way, and loss at random. What waits for more
 * than a tenth of a second is dropped, as by a router with a buffer of that size. Both ways are alike.
 */
final class LossyLine implements AutoCloseable {
    private static final int SOCKET_BUFFER = 4 << 20;
    private static final long LONGEST_WAIT = 100_000_000;

    private final double bytesPerNano;
    private final long delay;
    private final double loss;
    private final DatagramSocket near;
    private final DatagramSocket far;
    private volatile @Nullable SocketAddress caller;

    /**
     * @param to where what comes in goes on to
     * @param delayMillis one way
     * @param loss 0 to 1
     */
    LossyLine(HostPort to, double megabytesPerSecond, int delayMillis, double loss) throws IOException {
        this.bytesPerNano = megabytesPerSecond / 1e3;
        this.delay = delayMillis * 1_000_000L;
        this.loss = loss;
        this.near = socket();
        this.far = socket();
        SocketAddress seller = new InetSocketAddress(InetAddress.getByName(to.host()), to.port());
        way(near, far, 1, from -> {
            caller = from;
            return seller;
        });
        way(far, near, 2, from -> caller);
    }

    private static DatagramSocket socket() throws IOException {
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
        socket.setReceiveBufferSize(SOCKET_BUFFER);
        socket.setSendBufferSize(SOCKET_BUFFER);
        return socket;
    }

    HostPort at() {
        return new HostPort("127.0.0.1", near.getLocalPort());
    }

    private interface Onward {
        @Nullable
        SocketAddress of(SocketAddress from);
    }

    private record Travelling(byte[] bytes, long due, SocketAddress to) {}

    private void way(DatagramSocket in, DatagramSocket out, int seed, Onward onward) {
        LinkedBlockingQueue<Travelling> line = new LinkedBlockingQueue<>();
        Thread.ofPlatform().daemon().name("line-in").start(() -> read(in, line, new Random(seed), onward));
        Thread.ofPlatform().daemon().name("line-out").start(() -> write(out, line));
    }

    private void read(DatagramSocket in, LinkedBlockingQueue<Travelling> line, Random random, Onward onward) {
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        double free = 0;
        try {
            while (true) {
                packet.setLength(65_536);
                in.receive(packet);
                long now = System.nanoTime();
                SocketAddress to = onward.of(packet.getSocketAddress());
                free = Math.max(free, now);
                if (to == null || random.nextDouble() < loss || free - now > LONGEST_WAIT) {
                    continue;
                }
                free += packet.getLength() / bytesPerNano;
                line.add(new Travelling(
                        java.util.Arrays.copyOf(packet.getData(), packet.getLength()), (long) free + delay, to));
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    private static void write(DatagramSocket out, LinkedBlockingQueue<Travelling> line) {
        try {
            while (!out.isClosed()) {
                Travelling next = line.take();
                for (long left = next.due() - System.nanoTime(); left > 0; left = next.due() - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                out.send(new DatagramPacket(next.bytes(), next.bytes().length, next.to()));
            }
        } catch (IOException e) {
            // It was closed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        near.close();
        far.close();
    }
}
