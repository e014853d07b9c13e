package org.pluspeer.node.x402;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks HTTP servers: with limits to waiting, without following redirects, without cookies. */
final class Outbound implements AutoCloseable {
    /** Between two programs alone; they mean the connection, not the message (RFC 9110, 7.6.1). */
    private static final Set<String> HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");
    /** What the client sets itself. */
    private static final Set<String> OWN = Set.of("host", "content-length", "expect");

    private final HttpClient http;
    private final Limits limits;

    /**
     * @param connect for the connection to stand
     * @param head for the answer's first line and headers
     * @param silence between two pieces of its body
     */
    record Limits(Duration connect, Duration head, Duration silence) {
        static final Limits STANDARD =
                new Limits(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(30));
    }

    Outbound(Limits limits) {
        this.limits = limits;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(limits.connect())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** One that began; its body comes as it is read. */
    record Reply(int status, List<Header> headers, AnswerBody body) implements AutoCloseable {
        /** The first of this name. */
        java.util.Optional<String> header(String name) {
            return Header.first(headers, name);
        }

        @Override
        public void close() {
            body.close();
        }
    }

    /**
     * @param headers those that are between two programs alone are left out
     * @throws IOException where there is no answer, or not in time
     */
    Reply ask(String method, URI address, List<Header> headers, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .method(
                        method,
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        endToEnd(headers).stream()
                .filter(header -> !OWN.contains(header.lower()))
                .forEach(header -> request.header(header.name(), header.value()));
        HttpResponse<Inflow> response = await(http.sendAsync(request.build(), _ -> new Inflow(limits.silence())));
        List<Header> all = new java.util.ArrayList<>();
        response.headers().map().forEach((name, values) -> values.forEach(value -> all.add(new Header(name, value))));
        return new Reply(response.statusCode(), endToEnd(all), response.body());
    }

    private HttpResponse<Inflow> await(CompletableFuture<HttpResponse<Inflow>> answer) throws IOException {
        try {
            return answer.get(limits.head().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new SlowException("no answer within " + limits.head().toSeconds() + " seconds");
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException("no answer", e.getCause());
        }
    }

    /** Did not answer in time. */
    static final class SlowException extends IOException {
        SlowException(String message) {
            super(message);
        }
    }

    /** Without what is meant for the connection alone, also by its own word. */
    static List<Header> endToEnd(List<Header> headers) {
        Set<String> hop = new TreeSet<>(HOP);
        headers.stream()
                .filter(header -> header.lower().equals("connection"))
                .flatMap(header -> List.of(header.value().split(",")).stream())
                .forEach(name -> hop.add(name.strip().toLowerCase(java.util.Locale.ROOT)));
        return headers.stream()
                .filter(header ->
                        !hop.contains(header.lower()) && !header.name().startsWith(":"))
                .toList();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
