package org.pluspeer.node.http;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.app.App;
import org.pluspeer.node.app.Scope;
import org.pluspeer.node.blob.BlobStore;
import org.pluspeer.node.events.Bell;
import org.pluspeer.node.listing.Uploads;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.policy.Limits;

/** The edge on a free port with the whole table, and behind it only files, tickets and the bell. */
final class EdgeStand implements AutoCloseable {
    static final String TOKEN = "5ec2e7".repeat(10);

    final AtomicReference<Instant> now = new AtomicReference<>(Instant.ofEpochSecond(1_800_000_000));
    final Bell bell = new Bell();
    final DownloadTickets tickets;
    final List<Endpoint<?, ?>> table;
    private final AtomicLong serial = new AtomicLong();
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpEdge edge;

    record Thrown(String how) {}

    EdgeStand(Path directory) {
        this(directory, Connections.Limits.STANDARD);
    }

    EdgeStand(Path directory, Connections.Limits limits) {
        InstantSource clock = now::get;
        tickets = new DownloadTickets(clock, () -> new byte[] {(byte) serial.incrementAndGet()});
        Uploads uploads = new Uploads(BlobStore.open(directory.resolve("blobs"), directory.resolve("downloads")));
        Api.Rooms rooms = rooms(uploads);
        table = new ArrayList<>(Api.table(() -> rooms));
        edge = new HttpEdge(
                vertx,
                threads,
                new HttpEdge.Rows(withFaults(), uploads, tickets, null),
                new Gate(new AccessToken(TOKEN), this::admit, _ -> {}),
                0,
                limits);
    }

    /** The table never comes to a room that is not there: what it is asked is refused before. */
    @SuppressWarnings("NullAway")
    private Api.Rooms rooms(Uploads uploads) {
        return new Api.Rooms(
                null, null, null, null, null, null, uploads, null, null, null, null, tickets, bell, null, null, null,
                null, null, null, null, null, () -> {});
    }

    /** A program whose token is its one scope's name. */
    private Optional<App> admit(String token) {
        return Arrays.stream(Scope.values())
                .filter(scope -> scope.text().equals(token))
                .findFirst()
                .map(scope -> new App(
                        token,
                        token,
                        Set.of(scope),
                        new Limits(Map.of(), Amount.ZERO, Amount.ZERO, OptionalLong.of(1)),
                        0,
                        1,
                        null,
                        null));
    }

    private List<Endpoint<?, ?>> withFaults() {
        List<Endpoint<?, ?>> rows = new ArrayList<>(table);
        rows.add(new Endpoint<>(
                Endpoint.Method.POST, "/fault", "Throws", List.of(), Thrown.class, Endpoint.None.class, call -> {
                    switch (call.body().how()) {
                        case "error" -> throw new StackOverflowError("deep in /home/secret");
                        case "problem" -> throw new ProblemException(Problem.Code.DISK_FULL, "full");
                        default -> throw new IllegalStateException("SELECT secret FROM /home/secret");
                    }
                }));
        return rows;
    }

    int port() {
        return edge.port();
    }

    int connections() {
        return edge.connections();
    }

    static Connections.Limits quick(int most, Duration head) {
        return new Connections.Limits(most, head, Duration.ofMinutes(1), Duration.ofSeconds(10));
    }

    /** A request head as our own page sends it, with an empty line at its end. */
    String head(String method, String path, Map<String, String> more) {
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port() + "\r\n");
        more.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("\r\n").toString();
    }

    String known(String method, String path) {
        return head(method, path, Map.of("Authorization", "Bearer " + TOKEN));
    }

    RawHttp.Answer get(String path) throws IOException {
        return RawHttp.ask(port(), known("GET", path));
    }

    RawHttp.Answer post(String path, String json) throws IOException {
        return post(path, json.getBytes(StandardCharsets.UTF_8));
    }

    RawHttp.Answer post(String path, byte[] body) throws IOException {
        return send(path, body, Map.of("Content-Type", "application/json"));
    }

    RawHttp.Answer send(String path, byte[] body, Map<String, String> more) throws IOException {
        Map<String, String> headers = new java.util.HashMap<>(more);
        headers.put("Authorization", "Bearer " + TOKEN);
        headers.put("Content-Length", String.valueOf(body.length));
        byte[] head = head("POST", path, headers).getBytes(StandardCharsets.ISO_8859_1);
        try (RawHttp raw = new RawHttp(port())) {
            raw.say(head);
            raw.say(body);
            return raw.answer();
        }
    }

    @Override
    public void close() throws IOException {
        edge.close();
        bell.close();
        threads.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
