package org.pluspeer.node;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.pluspeer.node.p2p.HostPort;

/**
 * Where services that are paid by the call are asked.
 *
 * @param listen where this machine listens; port 0 picks a free one
 * @param url by which callers find it, without a slash at the end; empty: as it listens
 */
public record PublicAddress(HostPort listen, Optional<String> url) {
    public static final int DEFAULT_PORT = 7339;

    /** On this machine only, at any free port. */
    public static final PublicAddress ANY = new PublicAddress(new HostPort("127.0.0.1", 0), Optional.empty());

    private static final int LONGEST = 200;

    /** @throws ProblemException BAD_REQUEST for a URL that is none, or has more than an address and a path */
    public PublicAddress {
        url = url.map(PublicAddress::plain);
    }

    private static String plain(String text) {
        String plain = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        try {
            URI uri = new URI(plain);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            boolean bare = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
            if (http && bare && uri.getHost() != null && plain.length() <= LONGEST) {
                return plain;
            }
        } catch (URISyntaxException e) {
            // Falls through to the one refusal below.
        }
        throw new ProblemException(
                Problem.Code.BAD_REQUEST, "--public-url takes an http(s) address, such as https://api.example.org");
    }
}
