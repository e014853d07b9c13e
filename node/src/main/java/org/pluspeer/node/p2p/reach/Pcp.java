package org.pluspeer.node.p2p.reach;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.pluspeer.node.p2p.reach.MappingException.Kind;

/** The formats of PCP's MAP (RFC 6887, sections 7.1, 7.2 and 11.1). */
final class Pcp {
    static final int PORT = 5351;
    static final int NONCE = 12;

    private static final int VERSION = 2;
    private static final int MAP = 1;
    private static final int RESPONSE = 0x80;
    private static final int HEADER = 24;
    private static final int MAP_BODY = 36;
    private static final int LARGEST = 1100;
    private static final int IP = 16;
    private static final int UNSUPPORTED_VERSION = 1;

    private Pcp() {}

    /**
     * Asks for a mapping.
     *
     * @param client this machine's address on the way to the router, or the router refuses
     * @param nonce 12 bytes; the same for as long as the mapping is to be changed
     * @param external wanted outside; any address of the family for no wish
     * @param seconds 0 to give it back
     */
    record Request(
            InetAddress client,
            byte[] nonce,
            Transport transport,
            int internalPort,
            int externalPort,
            InetAddress external,
            long seconds) {
        byte[] bytes() {
            return ByteBuffer.allocate(HEADER + MAP_BODY)
                    .put((byte) VERSION)
                    .put((byte) MAP)
                    .putShort((short) 0)
                    .putInt((int) seconds)
                    .put(wide(client))
                    .put(nonce)
                    .put((byte) transport.number())
                    .put(new byte[3])
                    .putShort((short) internalPort)
                    .putShort((short) externalPort)
                    .put(wide(external))
                    .array();
        }
    }

    /** @param epoch seconds since the router's table was empty */
    record Reply(
            long seconds,
            long epoch,
            byte[] nonce,
            int protocol,
            int internalPort,
            int externalPort,
            InetAddress external) {
        boolean answers(Request request) {
            return Arrays.equals(nonce, request.nonce())
                    && protocol == request.transport().number()
                    && internalPort == request.internalPort();
        }
    }

    /** @throws MappingException if it is no grant */
    static Reply reply(byte[] packet) throws MappingException {
        if (packet.length >= 4 && packet[0] == 0) {
            throw new MappingException(Kind.ABSENT, "the router speaks NAT-PMP and no PCP");
        }
        boolean whole = packet.length >= HEADER && packet.length <= LARGEST && packet.length % 4 == 0;
        if (!whole || packet[0] != VERSION || (packet[1] & 0xff) != (RESPONSE | MAP)) {
            throw new MappingException(Kind.GARBLED, "the router's answer is no PCP");
        }
        int result = packet[3] & 0xff;
        if (result != 0) {
            Kind kind = result == UNSUPPORTED_VERSION ? Kind.ABSENT : Kind.REFUSED;
            throw new MappingException(kind, "the router refused by PCP: " + sentence(result));
        }
        if (packet.length < HEADER + MAP_BODY) {
            throw new MappingException(Kind.GARBLED, "the router's answer is cut short");
        }
        ByteBuffer in = ByteBuffer.wrap(packet);
        long seconds = in.getInt(4) & 0xffff_ffffL;
        long epoch = in.getInt(8) & 0xffff_ffffL;
        byte[] nonce = Arrays.copyOfRange(packet, HEADER, HEADER + NONCE);
        int at = HEADER + NONCE;
        return new Reply(
                seconds,
                epoch,
                nonce,
                packet[at] & 0xff,
                in.getShort(at + 4) & 0xffff,
                in.getShort(at + 6) & 0xffff,
                address(Arrays.copyOfRange(packet, at + 8, at + 8 + IP)));
    }

    /** An IPv4 address is written as an IPv6 one that holds it (RFC 4291, 2.5.5.2). */
    private static byte[] wide(InetAddress address) {
        byte[] ip = address.getAddress();
        if (!(address instanceof Inet4Address)) {
            return ip;
        }
        byte[] wide = new byte[IP];
        wide[10] = (byte) 0xff;
        wide[11] = (byte) 0xff;
        System.arraycopy(ip, 0, wide, 12, ip.length);
        return wide;
    }

    /** Java turns the long form of an IPv4 address back by itself. */
    private static InetAddress address(byte[] wide) {
        try {
            return InetAddress.getByAddress(wide);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are an address", e);
        }
    }

    /** RFC 6887, section 7.4. */
    private static String sentence(int result) {
        return switch (result) {
            case 1 -> "it knows another version";
            case 2 -> "it is set not to allow it";
            case 3 -> "it did not understand";
            case 4 -> "it maps no ports";
            case 7 -> "it has no network itself";
            case 8 -> "it has no room left";
            case 9 -> "it does not map this transport";
            case 10 -> "this machine has too many ports already";
            case 11 -> "the port is taken";
            case 12 -> "another router is between";
            default -> "code " + result;
        };
    }
}
