package org.pluspeer.node.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.p2p.HostPort;
import org.pluspeer.node.x402.Call;
import org.pluspeer.node.x402.Header;
import org.pluspeer.node.x402.PublicSide;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The port that strangers call. It is another one than the owner's: nothing of the owner's API is behind it, and no
 * token opens anything there. It is opened when there is something to sell.
 */
public final class PublicEdge implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PublicEdge.class);
    private static final int MAX_BODY = 1 << 20;
    /** A payment of version 2 comes to about 1.1 kB, with what clients add to less than twice as much. */
    private static final int MAX_HEADERS = 16 << 10;

    private static final int STALLED_SECONDS = 15 * 60;
    private static final long WRITE_SECONDS = 60;
    /** Any page may call: nothing here rests on who the browser's user is. */
    private static final Map<String, String> OPEN = Map.of(
            "Access-Control-Allow-Origin", "*",
            "Access-Control-Expose-Headers", "PAYMENT-REQUIRED, PAYMENT-RESPONSE, X-PAYMENT-RESPONSE",
            "X-Content-Type-Options", "nosniff");

    private final Vertx vertx;
    private final Executor threads;
    private final HostPort listen;
    private final Supplier<PublicSide> side;
    private final Connections connections;
    private @Nullable HttpServer server;

    /**
     * @param threads runs each call; virtual threads
     * @param side answers; asked for at the first call
     */
    public PublicEdge(Vertx vertx, Executor threads, HostPort listen, Supplier<PublicSide> side) {
        this.vertx = vertx;
        this.threads = threads;
        this.listen = listen;
        this.side = side;
        this.connections = new Connections(vertx, Connections.Limits.STANDARD);
    }

    /**
     * Once more does nothing more.
     *
     * @throws ProblemException PORT_IN_USE
     */
    public synchronized void open() {
        if (server != null) {
            return;
        }
        HttpServer opened = vertx.createHttpServer(new HttpServerOptions()
                .setHost(listen.host())
                .setPort(listen.port())
                .setIdleTimeout(STALLED_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxHeaderSize(MAX_HEADERS)
                .setHttp2ClearTextEnabled(false)
                .setCompressionSupported(false));
        opened.connectionHandler(connections::opened);
        opened.requestHandler(this::admit);
        try {
            opened.listen().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new ProblemException(
                    Problem.Code.PORT_IN_USE, listen + " cannot be opened; choose another with --public", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(Problem.Code.STOPPING, "interrupted while opening the public port", e);
        }
        server = opened;
    }

    /** Where it listens; the port that was asked for while it is not open. */
    public synchronized HostPort address() {
        return new HostPort(listen.host(), server == null ? listen.port() : server.actualPort());
    }

    private void admit(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        OPEN.forEach(response::putHeader);
        boolean served = connections.asked(request.connection());
        response.endHandler(done -> connections.answered(request.connection()));
        if (!served) {
            response.setStatusCode(503)
                    .putHeader("Retry-After", "5")
                    .putHeader("Connection", "close")
                    .end();
        } else if (!request.uri().startsWith("/")) {
            response.setStatusCode(400).putHeader("Connection", "close").end();
        } else if (request.method().name().equals("OPTIONS")
                && request.getHeader("Access-Control-Request-Method") != null) {
            response.setStatusCode(204)
                    .putHeader("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE")
                    .putHeader("Access-Control-Allow-Headers", "*")
                    .putHeader("Access-Control-Max-Age", "600")
                    .end();
        } else {
            Context loop = vertx.getOrCreateContext();
            BodyStream body = new BodyStream(request, loop, connections.limits().body());
            vertx.setTimer(connections.limits().body().toMillis(), late -> body.giveUp());
            threads.execute(() -> answer(request, body, loop));
        }
    }

    private void answer(HttpServerRequest request, BodyStream body, Context loop) {
        Outgoing reply = new Outgoing(request, loop);
        try {
            byte[] bytes = body.declared() > MAX_BODY ? new byte[MAX_BODY + 1] : body.readNBytes(MAX_BODY + 1);
            if (bytes.length > MAX_BODY) {
                reply.refuse(413);
                return;
            }
            List<Header> headers = new ArrayList<>();
            request.headers().forEach(header -> headers.add(new Header(header.getKey(), header.getValue())));
            side.get().answer(new Call(request.method().name(), request.uri(), headers, bytes, remote(request)), reply);
        } catch (IOException e) {
            reply.abort();
        } catch (ProblemException e) {
            LOG.warn("A call was not answered: {}", e.problem().detail());
            reply.refuse(e.problem().code().status());
        } catch (RuntimeException e) {
            LOG.error("A call could not be answered", e);
            reply.refuse(500);
        }
    }

    private static String remote(HttpServerRequest request) {
        String host =
                request.remoteAddress() == null ? null : request.remoteAddress().hostAddress();
        return host == null ? "unknown" : host;
    }

    /** Writes on the event loop, from a thread that waits for each piece to be on its way. */
    private static final class Outgoing implements Call.Reply {
        private final HttpServerRequest request;
        private final HttpServerResponse response;
        private final Context loop;
        private final boolean bodiless;

        Outgoing(HttpServerRequest request, Context loop) {
            this.request = request;
            this.response = request.response();
            this.loop = loop;
            this.bodiless = request.method().name().equals("HEAD");
        }

        @Override
        public void head(int status, List<Header> headers) throws IOException {
            onLoop(() -> {
                response.setStatusCode(status);
                headers.forEach(header -> response.headers().add(header.name(), header.value()));
                OPEN.forEach(response::putHeader);
                boolean none = bodiless || status == 204 || status == 304;
                if (!none && !response.headers().contains("Content-Length")) {
                    response.setChunked(true);
                }
                return none ? Future.succeededFuture() : response.writeHead();
            });
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            if (!bodiless && bytes.length > 0) {
                onLoop(() -> response.write(Buffer.buffer(bytes)));
            }
        }

        @Override
        public void end() throws IOException {
            onLoop(response::end);
        }

        @Override
        public void abort() {
            loop.runOnContext(run -> request.connection().close());
        }

        void refuse(int status) {
            loop.runOnContext(run -> {
                if (response.headWritten() || response.closed()) {
                    request.connection().close();
                } else {
                    response.setStatusCode(status)
                            .putHeader("Connection", "close")
                            .end();
                }
            });
        }

        private void onLoop(Supplier<Future<Void>> act) throws IOException {
            CompletableFuture<Void> done = new CompletableFuture<>();
            loop.runOnContext(run -> {
                if (response.closed() || response.ended()) {
                    done.completeExceptionally(new IOException("the caller hung up"));
                    return;
                }
                try {
                    act.get().onComplete(written -> {
                        if (written.succeeded()) {
                            done.complete(null);
                        } else {
                            done.completeExceptionally(written.cause());
                        }
                    });
                } catch (RuntimeException e) {
                    done.completeExceptionally(e);
                }
            });
            await(done);
        }

        private static void await(CompletableFuture<Void> done) throws IOException {
            try {
                done.get(WRITE_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw new IOException("the caller does not take the answer", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    @Override
    public synchronized void close() {
        HttpServer opened = server;
        if (opened != null) {
            try {
                opened.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                LOG.warn("the public port did not close cleanly", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
