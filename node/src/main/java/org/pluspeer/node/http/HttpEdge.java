package org.pluspeer.node.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.BindException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.eth.MoneyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where HTTP becomes calls of the table and back. */
public final class HttpEdge implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpEdge.class);
    private static final long MAX_BODY = 1 << 20;
    private static final int MAX_CONNECTIONS = 512;
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "connect-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'none'; require-trusted-types-for 'script'";

    private final Vertx vertx;
    private final Executor threads;
    private final Api api;
    private final AccessToken token;
    private final PageFiles page = new PageFiles();
    private final SecureRandom random = new SecureRandom();
    private final HttpServer server;
    private final FileTransfers transfers;

    /**
     * Opens the port.
     *
     * @param threads runs each call; virtual threads
     * @param port 0 picks a free one
     * @throws ProblemException PORT_IN_USE
     */
    public HttpEdge(Vertx vertx, Executor threads, Api api, AccessToken token, int port) {
        this.vertx = vertx;
        this.threads = threads;
        this.api = api;
        this.token = token;
        this.transfers = new FileTransfers(api.uploads(), api.downloads());
        HttpServerOptions options = new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setIdleTimeout(75)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxHeaderSize(8192)
                .setCompressionSupported(false);
        this.server = vertx.createHttpServer(options);
        bind(port);
    }

    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        awaitQuietly(server.close());
    }

    private void bind(int port) {
        // The guard needs the real port, which is only known once bound: requests before that find no router.
        Router router = Router.router(vertx);
        int[] open = {0};
        server.connectionHandler(connection -> {
            if (++open[0] > MAX_CONNECTIONS) {
                connection.close();
            }
            connection.closeHandler(closed -> open[0]--);
        });
        server.requestHandler(router);
        try {
            server.listen().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BindException) {
                throw new ProblemException(
                        Problem.Code.PORT_IN_USE,
                        "port " + port + " is taken; choose another with --http",
                        e.getCause());
            }
            throw new ProblemException(Problem.Code.INTERNAL, "the HTTP port could not be opened", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(Problem.Code.STOPPING, "interrupted while starting", e);
        } catch (TimeoutException e) {
            throw new ProblemException(Problem.Code.TIMEOUT, "the HTTP port did not open", e);
        }
        routes(router, new DoorGuard(server.actualPort()));
    }

    private void routes(Router router, DoorGuard guard) {
        router.route().handler(ctx -> guardDoor(ctx, guard));
        router.get("/health").handler(ctx -> json(ctx.response(), 200, Map.of("ok", true)));
        router.get("/download/:ticket").handler(transfers::download);
        router.get("/*").handler(this::servePage);
        router.route().handler(this::requireToken);
        router.get("/openapi.json").handler(ctx -> json(ctx.response(), 200, OpenApi.document(api.endpoints())));
        router.post(Api.BASE + "/files").handler(onThread(transfers::upload));
        router.post(Api.BASE + "/*").handler(this::requireJson);
        BodyHandler bodies = BodyHandler.create(false).setBodyLimit(MAX_BODY);
        for (Endpoint<?, ?> endpoint : api.endpoints()) {
            mount(router, endpoint, bodies);
        }
        router.route().handler(ctx -> answer(ctx, new Problem(Problem.Code.NOT_FOUND, "no such address")));
        router.route().failureHandler(this::onFailure);
    }

    private void guardDoor(RoutingContext ctx, DoorGuard guard) {
        HttpServerResponse response = ctx.response();
        response.putHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Cache-Control", "no-store");
        Optional<Problem> objection = guard.objection(ctx.request());
        if (objection.isPresent()) {
            answer(ctx, objection.get());
        } else {
            ctx.next();
        }
    }

    private void servePage(RoutingContext ctx) {
        Optional<PageFiles.PageFile> file = page.find(ctx.normalizedPath());
        if (file.isEmpty()) {
            ctx.next();
            return;
        }
        if (file.get().immutable()) {
            ctx.response().putHeader("Cache-Control", "max-age=31536000, immutable");
        }
        ctx.response()
                .putHeader("Content-Type", file.get().mediaType())
                .end(Buffer.buffer(file.get().bytes()));
    }

    private void requireToken(RoutingContext ctx) {
        if (token.admits(ctx.request().getHeader("Authorization"))) {
            ctx.next();
        } else {
            ctx.response().putHeader("WWW-Authenticate", "Bearer");
            answer(ctx, new Problem(Problem.Code.UNAUTHORIZED, "send the node's token as a bearer token"));
        }
    }

    private void requireJson(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        String type = request.getHeader("Content-Type");
        boolean bodiless = "0".equals(request.getHeader("Content-Length"))
                || (request.getHeader("Content-Length") == null && request.getHeader("Transfer-Encoding") == null);
        boolean json = type != null && type.split(";", 2)[0].trim().equalsIgnoreCase("application/json");
        if ((json || bodiless) && request.getHeader("Content-Encoding") == null) {
            ctx.next();
        } else {
            answer(ctx, new Problem(Problem.Code.UNSUPPORTED_MEDIA_TYPE, "send plain application/json"));
        }
    }

    private <I, O> void mount(Router router, Endpoint<I, O> endpoint, BodyHandler bodies) {
        var method = io.vertx.core.http.HttpMethod.valueOf(endpoint.method().name());
        router.route(method, endpoint.route()).handler(bodies).handler(onThread(ctx -> {
            O output = endpoint.function().call(call(endpoint, ctx));
            byte[] bytes = Json.write(output);
            reply(ctx, () -> ctx.response()
                    .putHeader("Content-Type", "application/json")
                    .end(Buffer.buffer(bytes)));
        }));
    }

    private static <I, O> Endpoint.Call<I> call(Endpoint<I, O> endpoint, RoutingContext ctx) {
        Map<String, String> query = new HashMap<>();
        for (Map.Entry<String, String> parameter : ctx.queryParams()) {
            if (!endpoint.query().contains(parameter.getKey())) {
                throw new ProblemException(Problem.Code.BAD_REQUEST, "unknown query parameter " + parameter.getKey());
            }
            if (query.put(parameter.getKey(), parameter.getValue()) != null) {
                throw new ProblemException(Problem.Code.BAD_REQUEST, parameter.getKey() + " is given twice");
            }
        }
        Buffer body = ctx.body().buffer();
        byte[] bytes = body == null || body.length() == 0
                ? "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8)
                : body.getBytes();
        return new Endpoint.Call<>(Json.read(bytes, endpoint.input()), ctx.pathParams(), query);
    }

    /** Something that may block, on a thread of its own; whatever it throws becomes an answer. */
    @FunctionalInterface
    interface Blocking {
        void handle(RoutingContext ctx) throws Exception;
    }

    private Handler<RoutingContext> onThread(Blocking blocking) {
        return ctx -> threads.execute(() -> {
            try {
                blocking.handle(ctx);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                reply(ctx, () -> answer(ctx, new Problem(Problem.Code.STOPPING, "the node is stopping")));
            } catch (Exception e) {
                reply(ctx, () -> answer(ctx, e));
            }
        });
    }

    private void onFailure(RoutingContext ctx) {
        Throwable failure = ctx.failure();
        int status = ctx.statusCode();
        if (status == 413) {
            answer(ctx, new Problem(Problem.Code.TOO_LARGE, "a body may have " + MAX_BODY + " bytes"));
        } else if (failure == null || failure instanceof IllegalArgumentException) {
            answer(ctx, new Problem(Problem.Code.BAD_REQUEST, "the request cannot be read"));
        } else {
            answer(ctx, failure);
        }
    }

    private void answer(RoutingContext ctx, Throwable failure) {
        switch (failure) {
            case ProblemException problem -> answer(ctx, problem.problem());
            case MalformedException malformed ->
                answer(ctx, new Problem(Problem.Code.BAD_REQUEST, String.valueOf(malformed.getMessage())));
            case MoneyException money ->
                answer(ctx, new Problem(Problem.Code.BAD_REQUEST, String.valueOf(money.getMessage())));
            default -> {
                String id = requestId();
                LOG.error("request {} failed: {} {}", id, ctx.request().method(), ctx.currentRoute(), failure);
                answer(ctx, new Problem(Problem.Code.INTERNAL, "the request failed; the log has the cause"), id);
            }
        }
    }

    private void answer(RoutingContext ctx, Problem problem) {
        answer(ctx, problem, requestId());
    }

    private void answer(RoutingContext ctx, Problem problem, String requestId) {
        HttpServerResponse response = ctx.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(problem.code().status())
                .putHeader("Content-Type", "application/problem+json")
                .end(Buffer.buffer(Json.write(ProblemView.of(problem, requestId))));
        if (!ctx.request().isEnded()) {
            // A body that nobody will read must not hold the connection.
            response.endHandler(ended -> ctx.request().connection().close());
        }
    }

    private static void json(HttpServerResponse response, int status, Object body) {
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(Buffer.buffer(Json.write(body)));
    }

    /** Answers on the request's own event loop. */
    static void reply(RoutingContext ctx, Runnable write) {
        Context loop = ((io.vertx.core.internal.http.HttpServerRequestInternal) ctx.request()).context();
        loop.runOnContext(run -> {
            if (!ctx.response().closed() && !ctx.response().ended()) {
                write.run();
            }
        });
    }

    private String requestId() {
        byte[] id = new byte[6];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    private static void awaitQuietly(@Nullable Future<Void> future) {
        if (future == null) {
            return;
        }
        try {
            future.toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("the HTTP port did not close cleanly", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
