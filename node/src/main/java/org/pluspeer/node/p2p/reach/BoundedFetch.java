package org.pluspeer.node.p2p.reach;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.pluspeer.node.p2p.reach.MappingException.Kind;

/** HTTP with a router: one deadline for the whole answer, a limit to its length, no redirect, no proxy. */
final class BoundedFetch {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final long LARGEST = 256 << 10;

    byte[] get(URI at) throws MappingException {
        HttpResponse<byte[]> answer =
                fetch(HttpRequest.newBuilder(at).timeout(LIMIT).GET().build());
        if (answer.statusCode() != 200) {
            throw new MappingException(Kind.ABSENT, "the router answers UPnP with status " + answer.statusCode());
        }
        return answer.body();
    }

    /** @return the values of the reply, by their names */
    Map<String, String> order(IgdControl service, String action, Map<String, String> arguments)
            throws MappingException {
        HttpResponse<byte[]> answer = fetch(HttpRequest.newBuilder(service.control())
                .timeout(LIMIT)
                .header("Content-Type", "text/xml; charset=\"utf-8\"")
                .header("SOAPAction", "\"" + service.type() + "#" + action + "\"")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Soap.order(service.type(), action, arguments)))
                .build());
        if (answer.statusCode() == 200) {
            return Soap.reply(answer.body(), action);
        }
        throw new IgdRouter.UpnpErrorException(Soap.error(answer.body()));
    }

    private static HttpResponse<byte[]> fetch(HttpRequest request) throws MappingException {
        try (HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(LIMIT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .build()) {
            CompletableFuture<HttpResponse<byte[]>> answer =
                    http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
            try {
                return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                answer.cancel(true);
                http.shutdownNow();
            }
        } catch (TimeoutException e) {
            throw new MappingException(Kind.ABSENT, "the router does not answer in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MappingException(Kind.ABSENT, "interrupted", e);
        } catch (ExecutionException e) {
            String why = e.getCause() instanceof IOException io ? String.valueOf(io.getMessage()) : "no answer";
            throw new MappingException(Kind.ABSENT, "the router can't be asked by UPnP: " + why, e);
        }
    }
}
