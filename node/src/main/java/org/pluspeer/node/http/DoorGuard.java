package org.pluspeer.node.http;

import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;

/**
 * Who may speak to us at all. A name that is not ours is DNS rebinding; an origin that is not ours is another web page
 * using the person's browser. Neither can be forged by a page.
 */
final class DoorGuard {
    private final List<String> names;
    private final int port;

    DoorGuard(int port) {
        this.names = List.of("127.0.0.1", "localhost", "[::1]");
        this.port = port;
    }

    /** What speaks against the request, if anything. */
    Optional<Problem> objection(HttpServerRequest request) {
        List<String> hosts = request.headers().getAll("Host");
        if (hosts.size() != 1 || !isOurs(hosts.getFirst())) {
            return Optional.of(new Problem(
                    Problem.Code.HOST_NOT_ALLOWED,
                    "open it as http://127.0.0.1:" + port + " on the machine it runs on"));
        }
        String origin = request.getHeader("Origin");
        String site = request.getHeader("Sec-Fetch-Site");
        boolean foreignSite = site != null && !site.equals("same-origin") && !site.equals("none");
        boolean navigation = "navigate".equals(request.getHeader("Sec-Fetch-Mode"));
        if (!isOurOrigin(origin) || (foreignSite && !navigation)) {
            return Optional.of(new Problem(Problem.Code.ORIGIN_NOT_ALLOWED, "the request came from another web page"));
        }
        return Optional.empty();
    }

    private boolean isOurs(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        for (String name : names) {
            if (lower.equals(name + ":" + port) || lower.equals(name + ".:" + port)) {
                return true;
            }
        }
        return port == 80 && names.contains(lower);
    }

    private boolean isOurOrigin(@Nullable String origin) {
        if (origin == null) {
            return true;
        }
        try {
            URI uri = URI.create(origin);
            return "http".equals(uri.getScheme()) && uri.getRawAuthority() != null && isOurs(uri.getRawAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
