package org.pluspeer.node;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** Somebody's own HTTP service, with a log: it answers what it was asked, and one that knows nothing of payments. */
public final class Backend implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, String> log = new ConcurrentHashMap<>();
    private final List<String> asked = new ArrayList<>();

    private Backend(HttpServer server) {
        this.server = server;
    }

    public static Backend start() {
        return start(0);
    }

    public static Backend start(int port) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
            Backend backend = new Backend(server);
            server.createContext("/", backend::answer);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return backend;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** What it did, by the name that each call was given: the same name is the same call. */
    public Map<String, String> log() {
        return log;
    }

    /** Every request that came, also the same again. */
    public synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String what = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            byte[] body = exchange.getRequestBody().readAllBytes();
            synchronized (this) {
                asked.add(what);
            }
            if (exchange.getRequestURI().getPath().endsWith("/broken")) {
                exchange.sendResponseHeaders(500, -1);
                return;
            }
            String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            log.put(key == null ? "no key" : key, what);
            byte[] said = (what + " " + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/plain");
            exchange.getResponseHeaders().add("X-Backend", "yes");
            exchange.sendResponseHeaders(200, said.length);
            exchange.getResponseBody().write(said);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
