package org.pluspeer.node.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;

/** Somebody's HTTP service with a log of its own, which knows nothing of payments. */
final class LoggedBackend implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    /** Where it was asked, by the name that a call was given: the same name is the same call. */
    private final Map<String, String> log = new ConcurrentHashMap<>();

    LoggedBackend() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
            server.createContext("/", this::answer);
            server.setExecutor(threads);
            server.start();
        } catch (IOException e) {
            throw new ProblemException(Problem.Code.PORT_IN_USE, "the service could not be started", e);
        }
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Calls below a path, each once. */
    long logged(String path) {
        return log.values().stream().filter(where -> where.startsWith(path)).count();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String where = exchange.getRequestURI().toString();
            log.put(String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")), where);
            byte[] said = ("the next tram at " + where + " comes in 3 minutes").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/plain");
            exchange.sendResponseHeaders(200, said.length);
            exchange.getResponseBody().write(said);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
