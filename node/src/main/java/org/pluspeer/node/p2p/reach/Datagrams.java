package org.pluspeer.node.p2p.reach;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.p2p.reach.MappingException.Kind;

/** Asks a router by UDP. The socket is connected: what comes from elsewhere is not seen. One question at a time. */
final class Datagrams implements AutoCloseable {
    /** RFC 6886, section 3.1: the first wait, doubled each time. Nine times in all would be two minutes. */
    private static final int FIRST_WAIT = 250;

    private static final int TRIES = 4;

    /** RFC 6887, section 7. */
    private static final int LARGEST = 1100;

    private static final int MOST_STRANGE = 16;
    private static final long MILLISECOND = 1_000_000L;

    private final DatagramSocket socket;

    Datagrams(InetSocketAddress router) throws MappingException {
        this(router, null);
    }

    /** @param from which of this machine's addresses to ask from; null for the one that the system takes */
    Datagrams(InetSocketAddress router, @Nullable InetAddress from) throws MappingException {
        try {
            socket = new DatagramSocket(new InetSocketAddress(from, 0));
            socket.connect(router);
        } catch (IOException e) {
            throw new MappingException(Kind.ABSENT, "the router can't be asked: " + e.getMessage(), e);
        }
    }

    /** Reads a reply; null if it belongs to another question, and the wait goes on. */
    @FunctionalInterface
    interface Reading<T> {
        @Nullable
        T read(byte[] packet) throws MappingException;
    }

    /** This machine's address on the way to the router. */
    InetAddress own() {
        return socket.getLocalAddress();
    }

    <T> T ask(byte[] question, Reading<T> reading) throws MappingException {
        try {
            int wait = FIRST_WAIT;
            for (int i = 0; i < TRIES; i++) {
                socket.send(new DatagramPacket(question, question.length));
                T reply = await(wait, reading);
                if (reply != null) {
                    return reply;
                }
                wait *= 2;
            }
        } catch (PortUnreachableException e) {
            throw new MappingException(Kind.ABSENT, "the router does not know it", e);
        } catch (IOException e) {
            throw new MappingException(Kind.ABSENT, "the router can't be asked: " + e.getMessage(), e);
        }
        throw new MappingException(Kind.ABSENT, "the router does not answer");
    }

    private <T> @Nullable T await(int wait, Reading<T> reading) throws IOException, MappingException {
        long end = System.nanoTime() + wait * MILLISECOND;
        byte[] room = new byte[LARGEST];
        for (int strange = 0; strange < MOST_STRANGE; strange++) {
            int left = (int) ((end - System.nanoTime()) / MILLISECOND);
            if (left <= 0) {
                return null;
            }
            socket.setSoTimeout(left);
            DatagramPacket reply = new DatagramPacket(room, room.length);
            try {
                socket.receive(reply);
            } catch (SocketTimeoutException e) {
                return null;
            }
            T read = reading.read(Arrays.copyOf(room, reply.getLength()));
            if (read != null) {
                return read;
            }
        }
        return null;
    }

    @Override
    public void close() {
        socket.close();
    }
}
