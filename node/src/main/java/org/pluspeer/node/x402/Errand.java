package org.pluspeer.node.x402;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;

/**
 * Carries a fetch out. Redirects are followed while nothing is paid, by what only reads, to nowhere further inside than
 * it began; a payment goes where it was asked for and is followed nowhere.
 */
final class Errand implements AutoCloseable {
    private static final int MOST_REDIRECTS = 5;
    private static final int MOST_HEADERS = 50;
    private static final int MOST_BODY = 512 << 10;
    private static final Pattern METHOD = Pattern.compile("GET|HEAD|POST|PUT|PATCH|DELETE");

    private final Destinations destinations;
    private final Outbound outbound;

    Errand(Destinations destinations, Outbound outbound) {
        this.destinations = destinations;
        this.outbound = outbound;
    }

    /** Where it came to, and what was answered there. */
    record Reached(URI at, Outbound.Reply reply) implements AutoCloseable {
        @Override
        public void close() {
            reply.close();
        }
    }

    /** @param byProgram whether a program ordered it */
    Reached run(FetchOrder order, boolean byProgram) throws IOException {
        URI at = Destinations.read(order.url());
        boolean inside = !byProgram && destinations.isInside(at);
        List<Header> headers = headers(order);
        for (int redirects = 0; ; redirects++) {
            destinations.require(at, inside);
            Outbound.Reply reply = ask(order, at, headers);
            boolean moved = reply.status() >= 301 && reply.status() <= 308 && reply.status() != 304;
            boolean reads = order.verb().equals("GET") || order.verb().equals("HEAD");
            Optional<URI> next = moved && reads && redirects < MOST_REDIRECTS
                    ? Destinations.next(at, reply.header("Location"))
                    : Optional.empty();
            if (next.isEmpty()) {
                return new Reached(at, reply);
            }
            reply.close();
            if (!Destinations.isSameOrigin(at, next.get())) {
                headers = headers.stream()
                        .filter(header -> header.lower().equals("accept"))
                        .toList();
            }
            at = next.get();
        }
    }

    /** Takes the payment where it was asked for. */
    Outbound.Reply pay(FetchOrder order, URI at, Header payment, boolean byProgram) throws IOException {
        destinations.require(at, !byProgram);
        boolean moved = !Destinations.isSameOrigin(Destinations.read(order.url()), at);
        List<Header> headers = new ArrayList<>(headers(order));
        headers.removeIf(header -> moved && !header.lower().equals("accept"));
        headers.add(payment);
        return ask(order, at, headers);
    }

    private Outbound.Reply ask(FetchOrder order, URI at, List<Header> headers) throws IOException {
        try {
            return outbound.ask(order.verb(), at, headers, body(order));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "it cannot be asked that way: " + e.getMessage(), e);
        }
    }

    private static List<Header> headers(FetchOrder order) {
        if (!METHOD.matcher(order.verb()).matches()) {
            throw new ProblemException(
                    Problem.Code.BAD_REQUEST, "the method is one of GET, HEAD, POST, PUT, PATCH and DELETE");
        }
        Map<String, String> given = order.headers() == null ? Map.of() : order.headers();
        if (given.size() > MOST_HEADERS) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "there are at most " + MOST_HEADERS + " headers");
        }
        List<Header> headers = new ArrayList<>();
        given.forEach((name, value) -> headers.add(new Header(name, value)));
        return Words402.withoutPayments(headers);
    }

    static byte[] body(FetchOrder order) {
        String text = order.body();
        if (text == null) {
            return new byte[0];
        }
        try {
            byte[] body = Base64.getDecoder().decode(text);
            if (body.length > MOST_BODY) {
                throw new ProblemException(Problem.Code.TOO_LARGE, "a body has at most " + MOST_BODY + " bytes");
            }
            return body;
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "the body is not Base64", e);
        }
    }

    @Override
    public void close() {
        outbound.close();
    }
}
