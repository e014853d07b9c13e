package org.pluspeer.node.p2p;

import java.net.InetSocketAddress;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * Where a peer listens.
 *
 * @param host a name or an address, without brackets, at most 253 characters
 * @param port 0 to 65535; 0 only where any free port will do
 */
public record HostPort(String host, int port) {
    private static final int LONGEST_HOST = 253;
    /** RFC 6761: never a machine's name. */
    private static final String BEHIND_RELAY = ".invalid";

    /** @throws MalformedException for a host of other characters than names and addresses have, or another port */
    public HostPort {
        boolean plain = !host.isEmpty()
                && host.length() <= LONGEST_HOST
                && host.chars().allMatch(HostPort::belongsInHost)
                && host.charAt(0) != '-';
        if (!plain || port < 0 || port > 0xffff) {
            throw new MalformedException("not an address of the form host:port");
        }
    }

    /**
     * Reads {@code host:port} or {@code [IPv6]:port}.
     *
     * @throws MalformedException if it is anything else
     */
    public static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1 || colon > LONGEST_HOST + 2 || text.length() - colon > 6) {
            throw new MalformedException("not an address of the form host:port");
        }
        String host = text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (!bracketed && host.indexOf(':') >= 0) {
            throw new MalformedException("an IPv6 address is written in brackets, as in [::1]:4001");
        }
        return new HostPort(bracketed ? host.substring(1, host.length() - 1) : host, port(text.substring(colon + 1)));
    }

    /** Without the scope that Java adds to a link-local address. */
    public static HostPort of(InetSocketAddress address) {
        String ip = address.getAddress().getHostAddress();
        int scope = ip.indexOf('%');
        return new HostPort(scope < 0 ? ip : ip.substring(0, scope), address.getPort());
    }

    /** Stands for whoever is behind a relay; no such name is ever looked up. */
    static HostPort throughRelay(Address relay) {
        return new HostPort("relay-" + relay.hex().substring(2) + BEHIND_RELAY, 1);
    }

    /** Whether it stands for somebody behind a relay. */
    boolean isThroughRelay() {
        return host.endsWith(BEHIND_RELAY);
    }

    private static int port(String digits) {
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new MalformedException("not an address of the form host:port");
        }
        return Integer.parseInt(digits);
    }

    private static boolean belongsInHost(int c) {
        return (c >= '0' && c <= '9')
                || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || c == '.'
                || c == '-'
                || c == ':';
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
