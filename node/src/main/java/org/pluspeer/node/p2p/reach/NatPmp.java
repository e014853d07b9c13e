package org.pluspeer.node.p2p.reach;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.pluspeer.node.p2p.reach.MappingException.Kind;

/** The formats of NAT-PMP (RFC 6886, sections 3.2, 3.3 and 3.5). IPv4 only. */
final class NatPmp {
    private static final int ADDRESS = 0;
    private static final int UDP = 1;
    private static final int TCP = 2;
    private static final int RESPONSE = 128;
    private static final int ADDRESS_REPLY = 12;
    private static final int MAP_REPLY = 16;

    private NatPmp() {}

    static byte[] askAddress() {
        return new byte[] {0, ADDRESS};
    }

    /** @param seconds 0 to give it back, with an external port of 0 */
    static byte[] askMapping(Transport transport, int internalPort, int externalPort, long seconds) {
        return ByteBuffer.allocate(12)
                .put((byte) 0)
                .put((byte) operation(transport))
                .putShort((short) 0)
                .putShort((short) internalPort)
                .putShort((short) externalPort)
                .putInt((int) seconds)
                .array();
    }

    /** @param epoch seconds since the router's table was empty */
    record External(long epoch, InetAddress address) {}

    /** @param epoch as in {@link External} */
    record Mapped(long epoch, int internalPort, int externalPort, long seconds) {}

    static External external(byte[] packet) throws MappingException {
        check(packet, ADDRESS, ADDRESS_REPLY);
        return new External(epoch(packet), ip(Arrays.copyOfRange(packet, 8, 12)));
    }

    static Mapped mapped(byte[] packet, Transport transport) throws MappingException {
        check(packet, operation(transport), MAP_REPLY);
        ByteBuffer in = ByteBuffer.wrap(packet);
        return new Mapped(
                epoch(packet), in.getShort(8) & 0xffff, in.getShort(10) & 0xffff, in.getInt(12) & 0xffff_ffffL);
    }

    private static void check(byte[] packet, int operation, int length) throws MappingException {
        boolean head = packet.length >= 8 && packet[0] == 0 && (packet[1] & 0xff) >= RESPONSE;
        if (!head) {
            throw new MappingException(Kind.GARBLED, "the router's answer is no NAT-PMP");
        }
        int result = (packet[2] & 0xff) << 8 | (packet[3] & 0xff);
        if (result != 0) {
            throw new MappingException(
                    result == 1 ? Kind.ABSENT : Kind.REFUSED, "the router refused by NAT-PMP: " + sentence(result));
        }
        if ((packet[1] & 0xff) != RESPONSE + operation || packet.length < length) {
            throw new MappingException(Kind.GARBLED, "the router's answer is no NAT-PMP");
        }
    }

    private static int operation(Transport transport) {
        return transport == Transport.UDP ? UDP : TCP;
    }

    private static long epoch(byte[] packet) {
        return ByteBuffer.wrap(packet).getInt(4) & 0xffff_ffffL;
    }

    private static InetAddress ip(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 bytes are an address", e);
        }
    }

    /** RFC 6886, section 3.5. */
    private static String sentence(int result) {
        return switch (result) {
            case 1 -> "it knows another version";
            case 2 -> "it is set not to allow it";
            case 3 -> "it has no network itself";
            case 4 -> "it has no room left";
            case 5 -> "it maps no ports";
            default -> "code " + result;
        };
    }
}
