package org.pluspeer.node.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** An endpoint of a real chain that can be told to fail, to lag and to lie. */
public final class FaultyRpc implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What it makes of a true answer. */
    @FunctionalInterface
    public interface Lie {
        /**
         * @param question whole, with {@code method} and {@code params}
         * @param answer whole; its {@code result} may be changed
         */
        void about(JsonNode question, ObjectNode answer);
    }

    private final URI behind;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private volatile Lie lie = (_, _) -> {};
    private volatile long frozenAt = Long.MAX_VALUE;
    private volatile boolean cut;
    private volatile boolean mute;
    private volatile String cutsAt = "";

    public FaultyRpc(URI behind) {
        this.behind = behind;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** As status shows it. */
    public String name() {
        return url().toString();
    }

    /** No answer any more, at once. */
    public void cut() {
        cut = true;
    }

    /** It is cut as soon as this is asked. */
    public void cutAt(String method) {
        cutsAt = method;
    }

    /** No answer any more, and no end of the connection either. */
    void fallSilent() {
        mute = true;
    }

    /** It goes no further than the block that it has now. */
    void freeze() {
        frozenAt = number(real("eth_blockNumber"));
    }

    public void lie(Lie lie) {
        this.lie = lie;
    }

    /** Whole and honest again. */
    public void mend() {
        cut = false;
        mute = false;
        cutsAt = "";
        frozenAt = Long.MAX_VALUE;
        lie = (_, _) -> {};
    }

    /** Methods that it was asked for since this was last called. */
    Set<String> asked() {
        Set<String> all = Set.copyOf(asked);
        asked.clear();
        return all;
    }

    private JsonNode real(String method) {
        return new AnvilRpc(behind).result(method, "[]");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            ObjectNode question =
                    (ObjectNode) JSON.readTree(exchange.getRequestBody().readAllBytes());
            String method = question.path("method").asText();
            asked.add(method);
            if (method.equals(cutsAt)) {
                cut = true;
            }
            if (mute) {
                closed.await();
            }
            if (cut) {
                return;
            }
            byte[] body = JSON.writeValueAsBytes(answer(question));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ObjectNode answer(ObjectNode question) throws IOException, InterruptedException {
        JsonNode told = question.deepCopy();
        long last = frozenAt;
        if (last != Long.MAX_VALUE) {
            lag((ArrayNode) question.path("params"), last);
        }
        HttpRequest request = HttpRequest.newBuilder(behind)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(question)))
                .build();
        ObjectNode answer = (ObjectNode) JSON.readTree(
                client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
        JsonNode result = answer.path("result");
        JsonNode number = result.has("blockNumber") ? result.path("blockNumber") : result.path("number");
        if (number.isTextual() && number(number) > last) {
            answer.putNull("result");
        }
        lie.about(told, answer);
        return answer;
    }

    /** Whoever asks for the newest gets that of then. */
    private static void lag(ArrayNode params, long last) {
        for (int i = 0; i < params.size(); i++) {
            String text = params.path(i).asText();
            if (text.equals("latest") || text.equals("pending")) {
                params.set(i, JSON.getNodeFactory().textNode("0x" + Long.toHexString(last)));
            }
        }
    }

    private static long number(JsonNode hex) {
        return Long.decode(hex.asText());
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        client.close();
    }
}
