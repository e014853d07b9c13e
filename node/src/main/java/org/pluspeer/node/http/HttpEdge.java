package org.pluspeer.node.http;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.TakenPort;
import org.pluspeer.node.json.Json;
import org.pluspeer.node.listing.Uploads;
import org.pluspeer.node.vault.SetupDesk;
import org.pluspeer.wallet.policy.Asker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where HTTP becomes calls of the table and back. */
public final class HttpEdge implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpEdge.class);
    private static final int MAX_BODY = 1 << 20;
    private static final String CALLER = "caller";
    private static final int MAX_HEADERS = 8192;
    private static final int STALLED_SECONDS = 15 * 60;
    private static final Duration LAST_ANSWERS = Duration.ofMillis(500);
    private static final byte[] NO_BODY = "{}".getBytes(StandardCharsets.UTF_8);

    private final Vertx vertx;
    private final Executor threads;
    private volatile Gate gate;
    private final PageFiles page = new PageFiles();
    private final Answers answers;
    private final Connections connections;
    private final HttpServer server;
    private final DoorGuard guard;
    private volatile Router router;

    /**
     * Opens the port for setting up alone; {@link #open} brings the rest.
     *
     * @param threads runs each call; virtual threads
     * @param port 0 picks a free one
     * @throws ProblemException PORT_IN_USE
     */
    public HttpEdge(Vertx vertx, Executor threads, SetupRows.Door door, AccessToken token, int port) {
        this(
                vertx,
                threads,
                new Rows(SetupRows.door(() -> door), null, null, door.desk()),
                new Gate(token, _ -> Optional.empty(), _ -> {}),
                port,
                Connections.Limits.STANDARD);
    }

    /** From now on the whole table answers. */
    public void open(Api api) {
        gate = gate.admitting(api::admit, api::used);
        router = router(new Rows(api.endpoints(), api.uploads(), api.downloads(), api.setup()));
    }

    /**
     * What it serves.
     *
     * @param uploads null while nothing can be listed
     * @param downloads null while nothing can be fetched
     * @param setup takes a backup in; null where none is taken
     */
    record Rows(
            List<Endpoint<?, ?>> endpoints,
            @Nullable Uploads uploads,
            @Nullable DownloadTickets downloads,
            @Nullable SetupDesk setup) {}

    HttpEdge(Vertx vertx, Executor threads, Rows rows, Gate gate, int port, Connections.Limits limits) {
        this.vertx = vertx;
        this.threads = threads;
        this.gate = gate;
        this.answers = new Answers(vertx);
        this.connections = new Connections(vertx, limits);
        // Being slow is what Connections looks after; this closes what stopped moving, a download that nobody reads
        // say.
        HttpServerOptions options = new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setIdleTimeout(STALLED_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxHeaderSize(MAX_HEADERS)
                .setHttp2ClearTextEnabled(false)
                .setCompressionSupported(false);
        this.server = vertx.createHttpServer(options);
        this.guard = new DoorGuard(server::actualPort);
        this.router = router(rows);
        bind(port);
    }

    public int port() {
        return server.actualPort();
    }

    /** Connections that are open at present. */
    int connections() {
        return connections.count();
    }

    @Override
    public void close() {
        try {
            server.shutdown(LAST_ANSWERS)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(5, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("the HTTP port did not close cleanly", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void bind(int port) {
        server.connectionHandler(connections::opened);
        server.invalidRequestHandler(this::refuseUnreadable);
        server.requestHandler(request -> admit(request, router));
        try {
            server.listen().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause != null && TakenPort.isCause(cause)) {
                throw new ProblemException(
                        Problem.Code.PORT_IN_USE, "port " + port + " is taken; choose another with --http", cause);
            }
            throw new ProblemException(Problem.Code.INTERNAL, "the HTTP port could not be opened", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(Problem.Code.STOPPING, "interrupted while starting", e);
        } catch (TimeoutException e) {
            throw new ProblemException(Problem.Code.TIMEOUT, "the HTTP port did not open", e);
        }
    }

    private Router router(Rows rows) {
        Router router = Router.router(vertx);
        router.route().failureHandler(this::onFailure);
        only(
                router,
                "/health",
                Map.of(HttpMethod.GET, ctx -> answers.json(ctx.request(), Json.write(Map.of("ok", true)))));
        FileTransfers transfers = new FileTransfers(rows.uploads(), rows.downloads(), answers);
        if (rows.downloads() != null) {
            only(router, "/download/:ticket", Map.of(HttpMethod.GET, transfers::download));
        }
        router.route("/*").method(HttpMethod.GET).method(HttpMethod.HEAD).handler(this::servePage);
        router.route().handler(this::requireToken);
        byte[] document = Json.write(OpenApi.document(rows.endpoints()));
        only(router, "/openapi.json", Map.of(HttpMethod.GET, ctx -> answers.json(ctx.request(), document)));
        if (rows.uploads() != null) {
            only(router, Api.BASE + "/files", Map.of(HttpMethod.POST, ctx -> upload(ctx, transfers::upload)));
        }
        SetupDesk setup = rows.setup();
        if (setup != null) {
            only(
                    router,
                    Api.BASE + "/setup/restore-file",
                    Map.of(HttpMethod.POST, ctx -> upload(ctx, (_, body) -> Json.write(setup.receive(body)))));
        }
        Map<String, Map<HttpMethod, Handler<RoutingContext>>> table = new LinkedHashMap<>();
        for (Endpoint<?, ?> endpoint : rows.endpoints()) {
            table.computeIfAbsent(endpoint.route(), path -> new LinkedHashMap<>())
                    .put(HttpMethod.valueOf(endpoint.method().name()), ctx -> call(ctx, endpoint));
        }
        table.forEach((path, methods) -> only(router, path, methods));
        Problem absent = rows.uploads() != null
                ? new Problem(Problem.Code.NOT_FOUND, "no such address")
                : new Problem(
                        Problem.Code.NOT_READY, "the node waits to be set up or unlocked, or is starting: see /setup");
        router.route().handler(ctx -> answers.problem(ctx.request(), absent));
        return router;
    }

    /** A path and the methods it takes; any other is told which. */
    private void only(Router router, String path, Map<HttpMethod, Handler<RoutingContext>> methods) {
        methods.forEach((method, handler) -> router.route(method, path).handler(handler));
        String allowed =
                methods.keySet().stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "));
        router.route(path).handler(ctx -> {
            ctx.response().putHeader("Allow", allowed);
            answers.problem(ctx.request(), new Problem(Problem.Code.METHOD_NOT_ALLOWED, "it takes " + allowed));
        });
    }

    /** Before the routes, so that nothing of theirs trips over what is refused anyway. */
    private void admit(HttpServerRequest request, Router router) {
        Answers.harden(request.response());
        boolean served = connections.asked(request.connection());
        request.response().endHandler(done -> connections.answered(request.connection()));
        Optional<Problem> objection = served
                ? guard.objection(request)
                : Optional.of(new Problem(Problem.Code.BUSY, "there are too many connections"));
        objection.ifPresentOrElse(problem -> answers.problem(request, problem), () -> router.handle(request));
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
        Optional<Gate.Caller> caller = gate.caller(ctx.request().getHeader("Authorization"));
        if (caller.isPresent()) {
            ctx.put(CALLER, caller.get());
            ctx.next();
        } else {
            ctx.response().putHeader("WWW-Authenticate", "Bearer");
            answers.problem(
                    ctx.request(), new Problem(Problem.Code.UNAUTHORIZED, "send the node's token as a bearer token"));
        }
    }

    /** Answers at once where the caller may not. */
    private boolean may(RoutingContext ctx, Endpoint.Access access) {
        Optional<Problem> objection = ctx.<Gate.Caller>get(CALLER).objection(access);
        objection.ifPresent(problem -> answers.problem(ctx.request(), problem));
        return objection.isEmpty();
    }

    /** What is done with a file that comes. */
    @FunctionalInterface
    private interface Intake {
        byte[] take(@Nullable String name, BodyStream body) throws IOException;
    }

    private void upload(RoutingContext ctx, Intake intake) {
        HttpServerRequest request = ctx.request();
        if (!may(ctx, Endpoint.Access.SELL)) {
            return;
        }
        String name = request.getHeader("X-File-Name");
        if (request.getHeader("Content-Encoding") != null) {
            refuseType(request, "send the file's plain bytes, not compressed");
            return;
        }
        onThread(request, body(request), "the upload of a file", body -> intake.take(name, body));
    }

    private <I, O> void call(RoutingContext ctx, Endpoint<I, O> endpoint) {
        HttpServerRequest request = ctx.request();
        if (!may(ctx, endpoint.access())) {
            return;
        }
        Asker caller = ctx.<Gate.Caller>get(CALLER).asker();
        String type = request.getHeader("Content-Type");
        boolean bodiless = "0".equals(request.getHeader("Content-Length"))
                || (request.getHeader("Content-Length") == null && request.getHeader("Transfer-Encoding") == null);
        boolean json = type != null && type.split(";", 2)[0].trim().equalsIgnoreCase("application/json");
        if (!(json || bodiless) || request.getHeader("Content-Encoding") != null) {
            refuseType(request, "send plain application/json");
            return;
        }
        Map<String, String> path = Map.copyOf(ctx.pathParams());
        Map<String, String> query = query(ctx, endpoint.query());
        BodyStream sent = body(request);
        // A whole file may take as long as it keeps coming; a request may not.
        vertx.setTimer(connections.limits().body().toMillis(), late -> sent.giveUp());
        onThread(request, sent, endpoint.method() + " " + endpoint.path(), body -> {
            I input = Json.read(bytes(body), endpoint.input());
            gate.used(caller);
            return Json.write(endpoint.function().call(new Endpoint.Call<>(input, path, query, caller)));
        });
    }

    private void refuseType(HttpServerRequest request, String detail) {
        answers.problem(request, new Problem(Problem.Code.UNSUPPORTED_MEDIA_TYPE, detail));
    }

    private static Map<String, String> query(RoutingContext ctx, List<String> known) {
        Map<String, String> query = new HashMap<>();
        for (Map.Entry<String, String> parameter : ctx.queryParams()) {
            if (!known.contains(parameter.getKey())) {
                throw new ProblemException(Problem.Code.BAD_REQUEST, "unknown query parameter " + parameter.getKey());
            }
            if (query.put(parameter.getKey(), parameter.getValue()) != null) {
                throw new ProblemException(Problem.Code.BAD_REQUEST, parameter.getKey() + " is given twice");
            }
        }
        return query;
    }

    private static byte[] bytes(BodyStream body) throws IOException {
        if (body.declared() <= MAX_BODY) {
            byte[] bytes = body.readNBytes(MAX_BODY + 1);
            if (bytes.length <= MAX_BODY) {
                return bytes.length == 0 ? NO_BODY : bytes;
            }
        }
        throw new ProblemException(Problem.Code.TOO_LARGE, "a body may have " + MAX_BODY + " bytes");
    }

    private BodyStream body(HttpServerRequest request) {
        return new BodyStream(
                request, vertx.getOrCreateContext(), connections.limits().body());
    }

    /** Makes the body of an answer; may block. */
    @FunctionalInterface
    private interface Work {
        byte[] on(BodyStream body) throws IOException, InterruptedException;
    }

    /** Runs it on a thread of its own; whatever comes out becomes an answer, back on the request's event loop. */
    private void onThread(HttpServerRequest request, BodyStream body, String what, Work work) {
        Context loop = vertx.getOrCreateContext();
        threads.execute(() -> {
            try {
                byte[] answer = work.on(body);
                loop.runOnContext(run -> answers.json(request, answer));
            } catch (Throwable failure) {
                // An Error too: without an answer the other side would wait for ever.
                loop.runOnContext(run -> answers.failure(request, what, failure));
            }
        });
    }

    /** What failed before it came to a row: an address that cannot be decoded, say. */
    private void onFailure(RoutingContext ctx) {
        Throwable failure = ctx.failure();
        boolean ofTheSender = failure == null
                || failure instanceof IllegalArgumentException
                || failure instanceof io.vertx.ext.web.handler.HttpException;
        if (ofTheSender) {
            answers.problem(ctx.request(), new Problem(Problem.Code.BAD_REQUEST, "the address cannot be read"));
        } else {
            answers.failure(ctx.request(), "a request", failure);
        }
    }

    /** Not HTTP, or more of it than we take: said, and over. */
    private void refuseUnreadable(HttpServerRequest request) {
        Answers.harden(request.response());
        answers.problem(request, new Problem(Problem.Code.BAD_REQUEST, "this is not a request that can be read"));
        request.connection().close();
    }
}
