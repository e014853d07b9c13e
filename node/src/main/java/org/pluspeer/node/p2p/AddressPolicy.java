package org.pluspeer.node.p2p;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * Which addresses that other peers name may be dialled. Addresses that the owner configures are dialled whatever
 * they are; those out of a listing or a greeting could point at the owner's own router.
 *
 * @param loopback may dial this machine
 * @param lan may dial private, link-local and carrier-grade ranges
 */
public record AddressPolicy(boolean loopback, boolean lan) {
    public static final AddressPolicy PUBLIC_ONLY = new AddressPolicy(false, false);
    public static final AddressPolicy THIS_MACHINE = new AddressPolicy(true, false);

    /** What suits a node that listens there: who listens on loopback deals with this machine, and so on. */
    public static AddressPolicy forListener(InetAddress listening) {
        if (listening.isLoopbackAddress()) {
            return THIS_MACHINE;
        }
        return isPrivate(listening) ? new AddressPolicy(false, true) : PUBLIC_ONLY;
    }

    /** A name must be resolved first and the answer dialled, or its owner could change what it points to. */
    public boolean allows(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return loopback;
        }
        if (isNowhere(address)) {
            return false;
        }
        return lan || !isPrivate(address);
    }

    /** Whether it is an address of the open network. */
    public static boolean isPublic(InetAddress address) {
        return PUBLIC_ONLY.allows(address);
    }

    /** Addresses that never name one other machine. */
    private static boolean isNowhere(InetAddress address) {
        byte[] b = address.getAddress();
        boolean reserved4 = b.length == 4 && (b[0] == 0 || (b[0] & 0xf0) == 0xf0);
        return address.isAnyLocalAddress() || address.isMulticastAddress() || reserved4 || wrapsIpv4(address, b);
    }

    /** 6to4 (RFC 3056), NAT64 (RFC 6052) and Teredo (RFC 4380) carry an IPv4 address that could be private. */
    private static boolean wrapsIpv4(InetAddress address, byte[] b) {
        if (!(address instanceof Inet6Address)) {
            return false;
        }
        int first = (b[0] & 0xff) << 8 | (b[1] & 0xff);
        int second = (b[2] & 0xff) << 8 | (b[3] & 0xff);
        return first == 0x2002 || (first == 0x0064 && second == 0xff9b) || (first == 0x2001 && second == 0);
    }

    /** RFC 1918, RFC 3927, RFC 6598 (100.64.0.0/10), RFC 4193 (fc00::/7), RFC 4291 (fe80::/10). */
    private static boolean isPrivate(InetAddress address) {
        byte[] b = address.getAddress();
        boolean shared = b.length == 4 && b[0] == 100 && (b[1] & 0xc0) == 64;
        boolean unique = b.length == 16 && (b[0] & 0xfe) == 0xfc;
        return address.isSiteLocalAddress() || address.isLinkLocalAddress() || shared || unique;
    }
}
