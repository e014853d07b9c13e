package org.pluspeer.node.chain;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** JSON-RPC over HTTP with one deadline for the whole answer and a limit to its length. Follows no redirect. */
final class BoundedHttp extends RpcLine {
    private final HttpClient http;
    private final URI url;
    private final Duration timeout;
    private final int maxReply;

    BoundedHttp(URI url, Duration timeout, int maxReply) {
        this.url = url;
        this.timeout = timeout;
        this.maxReply = maxReply;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    protected InputStream performIO(String payload) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(payload, StandardCharsets.UTF_8))
                .build();
        HttpResponse<byte[]> response = within(request);
        if (response.statusCode() != 200) {
            throw new StatusException(response.statusCode());
        }
        return new ByteArrayInputStream(response.body());
    }

    /** A request's own timeout ends with the headers; this one ends with the last byte. */
    private HttpResponse<byte[]> within(HttpRequest request) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), maxReply));
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("no answer within " + timeout.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException e) {
            throw reason(e);
        }
    }

    private static IOException reason(ExecutionException e) {
        return switch (e.getCause()) {
            case null -> new BrokenException(e);
            case java.net.ConnectException _ -> new IOException("nobody listens there", e);
            case java.nio.channels.UnresolvedAddressException _ -> new IOException("its name is not known", e);
            case java.net.http.HttpTimeoutException _ -> new IOException("no answer in time", e);
            case IOException io
            when String.valueOf(io.getMessage()).contains("exceed") -> new IOException("its answer is too long", e);
            default -> new BrokenException(e);
        };
    }

    /** Nobody tells over HTTP. */
    @Override
    void onHead(Runnable ring) {}

    @Override
    boolean announces() {
        return false;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
