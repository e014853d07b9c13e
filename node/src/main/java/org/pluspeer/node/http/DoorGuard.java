package org.pluspeer.node.http;

import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;

/**
 * Who may speak to us at all. A name that is not ours is DNS rebinding; an origin that is not ours is another web page
 * using the person's browser. Neither can be forged by a page.
 */
final class DoorGuard {
    private static final List<String> NAMES = List.of("127.0.0.1", "localhost", "[::1]");
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9a-fA-F]{2})");

    private final IntSupplier port;

    /** @param port the one that is bound, once it is */
    DoorGuard(IntSupplier port) {
        this.port = port;
    }

    /** What speaks against the request, if anything. */
    Optional<Problem> objection(HttpServerRequest request) {
        List<String> hosts = request.headers().getAll("Host");
        if (hosts.size() != 1) {
            return refused(Problem.Code.BAD_REQUEST, "a request names one Host; this one names " + hosts.size());
        }
        // Only proxies are asked with a whole address (RFC 9112, 3.2.2), and it would count for more than the Host.
        if (!request.uri().startsWith("/")
                || BROKEN_ESCAPE.matcher(request.uri()).find()) {
            return refused(Problem.Code.BAD_REQUEST, "ask with a well-formed path alone, such as /api/v1/status");
        }
        String coding = request.getHeader("Transfer-Encoding");
        if (coding != null && !coding.equalsIgnoreCase("chunked")) {
            return refused(Problem.Code.BAD_REQUEST, "chunked is the only transfer encoding that is taken");
        }
        if (!isOurs(hosts.getFirst())) {
            return refused(
                    Problem.Code.HOST_NOT_ALLOWED,
                    "open it as http://127.0.0.1:" + port.getAsInt() + " on the machine it runs on");
        }
        String origin = request.getHeader("Origin");
        String site = request.getHeader("Sec-Fetch-Site");
        boolean foreignSite = site != null && !site.equals("same-origin") && !site.equals("none");
        boolean navigation = "navigate".equals(request.getHeader("Sec-Fetch-Mode"));
        if (!isOurOrigin(origin) || (foreignSite && !navigation)) {
            return refused(Problem.Code.ORIGIN_NOT_ALLOWED, "the request came from another web page");
        }
        return Optional.empty();
    }

    private static Optional<Problem> refused(Problem.Code code, String detail) {
        return Optional.of(new Problem(code, detail));
    }

    private boolean isOurs(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        String suffix = ":" + port.getAsInt();
        for (String name : NAMES) {
            if (lower.equals(name + suffix) || lower.equals(name + "." + suffix)) {
                return true;
            }
        }
        return port.getAsInt() == 80 && NAMES.contains(lower);
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
