package org.pluspeer.node.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A real chain behind an endpoint that answers for a few blocks at once only, as those that people rent do. */
final class StrictRpc implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** How a refusal looks; all of these were seen at public endpoints. */
    enum Manner {
        RESULTS("{\"code\":-32005,\"message\":\"query returned more than 10000 results\"}", 200),
        RANGE("{\"code\":-32602,\"message\":\"exceed maximum block range: 3\"}", 200),
        RESPONSE("{\"code\":-32008,\"message\":\"Response is too big\"}", 200),
        STATUS("{\"code\":-32701,\"message\":\"Please specify less number of addresses or shrink the range\"}", 413);

        private final String error;
        private final int status;

        Manner(String error, int status) {
            this.error = error;
            this.status = status;
        }
    }

    private final URI behind;
    private final Manner manner;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    /** How many blocks each question that was answered was about. */
    final List<Long> answered = new CopyOnWriteArrayList<>();

    volatile long most;

    StrictRpc(URI behind, Manner manner, long most) throws IOException {
        this.behind = behind;
        this.manner = manner;
        this.most = most;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        JsonNode question = JSON.readTree(body);
        if (question.path("method").asText().equals("eth_getLogs")) {
            JsonNode filter = question.path("params").path(0);
            long blocks = number(filter.path("toBlock")) - number(filter.path("fromBlock")) + 1;
            if (blocks > most) {
                String refusal =
                        "{\"jsonrpc\":\"2.0\",\"id\":" + question.path("id") + ",\"error\":" + manner.error + "}";
                reply(exchange, manner.status, refusal.getBytes(StandardCharsets.UTF_8));
                return;
            }
            answered.add(blocks);
        }
        try {
            HttpRequest request = HttpRequest.newBuilder(behind)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
            reply(
                    exchange,
                    200,
                    client.send(request, HttpResponse.BodyHandlers.ofByteArray())
                            .body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long number(JsonNode hex) {
        return Long.decode(hex.asText());
    }

    private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        client.close();
    }
}
