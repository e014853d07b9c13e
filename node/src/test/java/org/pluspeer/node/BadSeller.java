package org.pluspeer.node;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Asks what the node asks, and treats payments badly: it hangs up, and later leads to another origin. */
final class BadSeller implements AutoCloseable {
    private final List<String> payments = new CopyOnWriteArrayList<>();
    private final List<String> strayed = new CopyOnWriteArrayList<>();
    private final HttpServer server = listening(this::answer);
    private final HttpServer elsewhere = listening(this::stray);
    private final String demand;
    private volatile boolean answers;

    /** @param demand the PAYMENT-REQUIRED header of the seller that it imitates */
    BadSeller(String demand) {
        this.demand = demand;
    }

    /** The payments that came, each as its header had it. */
    List<String> payments() {
        return payments;
    }

    /** What came where it led to. */
    List<String> strayed() {
        return strayed;
    }

    /** From now on it answers, and leads away. */
    void answer() {
        answers = true;
    }

    private static HttpServer listening(HttpHandler handler) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
            server.createContext("/", handler);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String address(HttpServer of) {
        return "http://127.0.0.1:" + of.getAddress().getPort();
    }

    String address() {
        return address(server);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String payment = exchange.getRequestHeaders().getFirst("PAYMENT-SIGNATURE");
            if (payment == null) {
                exchange.getResponseHeaders().add("PAYMENT-REQUIRED", demand);
                exchange.sendResponseHeaders(402, -1);
                return;
            }
            payments.add(payment);
            if (answers) {
                exchange.getResponseHeaders().add("Location", address(elsewhere) + "/stray");
                exchange.sendResponseHeaders(302, -1);
            }
        }
    }

    private void stray(HttpExchange exchange) throws IOException {
        try (exchange) {
            strayed.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(200, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        elsewhere.stop(0);
    }
}
