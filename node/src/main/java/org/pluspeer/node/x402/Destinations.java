package org.pluspeer.node.x402;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Optional;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;

/**
 * Which addresses a fetch may go to. The owner may ask what the owner's machine reaches; a program may not be led to
 * what only this machine or its network reaches, nor may anybody be led there by a redirect. A name is looked up here,
 * and again when it is dialled within the time that Java remembers the answer (30 s), so that it is the same.
 */
final class Destinations {
    private static final int LONGEST = 2000;

    private final boolean playground;

    /** @param playground whether all is play money on this machine, where services are on this machine too */
    Destinations(boolean playground) {
        this.playground = playground;
    }

    /** @throws ProblemException BAD_REQUEST for what is no http(s) address */
    static URI read(String text) {
        try {
            URI uri = new URI(text);
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (http && uri.getHost() != null && uri.getRawUserInfo() == null && text.length() <= LONGEST) {
                return uri.getRawFragment() == null ? uri : new URI(text.substring(0, text.indexOf('#')));
            }
        } catch (URISyntaxException e) {
            // Falls through to the one refusal below.
        }
        throw new ProblemException(Problem.Code.BAD_REQUEST, "it takes an http(s) address without a user name");
    }

    /**
     * @param inside whether addresses of this machine and its network will do
     * @throws ProblemException FORBIDDEN, PEER_UNREACHABLE for a name that is not known
     */
    void require(URI uri, boolean inside) {
        for (InetAddress address : addresses(uri)) {
            if (address.isAnyLocalAddress() || address.isLinkLocalAddress() || address.isMulticastAddress()) {
                throw refused(uri);
            }
            boolean here = address.isLoopbackAddress() && playground;
            if (isInside(address) && !inside && !here) {
                throw refused(uri);
            }
        }
    }

    /** Whether it is one of this machine or its network. */
    boolean isInside(URI uri) {
        for (InetAddress address : addresses(uri)) {
            if (isInside(address)) {
                return true;
            }
        }
        return false;
    }

    /** Where a redirect leads; empty where it leads nowhere that may be followed. */
    static Optional<URI> next(URI from, Optional<String> location) {
        try {
            return location.map(from::resolve)
                    .map(uri -> read(uri.toString()))
                    .filter(uri -> from.getScheme().equalsIgnoreCase("http")
                            || uri.getScheme().equalsIgnoreCase("https"));
        } catch (IllegalArgumentException | ProblemException e) {
            return Optional.empty();
        }
    }

    static boolean isSameOrigin(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getHost().equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    private static InetAddress[] addresses(URI uri) {
        try {
            return InetAddress.getAllByName(uri.getHost());
        } catch (UnknownHostException e) {
            throw new ProblemException(Problem.Code.PEER_UNREACHABLE, "no such host: " + uri.getHost(), e);
        }
    }

    private static boolean isInside(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean shared = bytes.length == 4 && (bytes[0] & 0xff) == 100 && (bytes[1] & 0xc0) == 64;
        boolean unique = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
        return address.isLoopbackAddress() || address.isSiteLocalAddress() || shared || unique;
    }

    private static ProblemException refused(URI uri) {
        return new ProblemException(
                Problem.Code.FORBIDDEN, uri.getHost() + " is inside this machine or its network, and is not asked");
    }
}
