package org.pluspeer.node.chain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.core.methods.response.EthSubscribe;

/**
 * JSON-RPC over a WebSocket, with {@code newHeads} subscribed to. A message is at most as long as an answer may be; the
 * next one is taken only when the last was read. What breaks is opened again by the next question. What the endpoint
 * tells of a block is not believed, it only rings.
 */
final class RpcSocket extends RpcLine {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_QUESTIONS = 256;
    private static final Duration PROBE = Duration.ofSeconds(1);

    private final HttpClient http;
    private final URI url;
    private final Duration timeout;
    private final int maxReply;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile @Nullable Link link;
    private volatile Runnable ring = () -> {};
    private volatile boolean closed;

    RpcSocket(URI url, Duration timeout, int maxReply) {
        this.url = url;
        this.timeout = timeout;
        this.maxReply = maxReply;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
    }

    @Override
    void onHead(Runnable ring) {
        this.ring = ring;
    }

    @Override
    boolean announces() {
        Link now = link;
        return now != null && now.subscribed && !now.over;
    }

    /** The answer goes to its question by the id, so the text alone is not enough. */
    @Override
    protected InputStream performIO(String payload) {
        throw new UnsupportedOperationException();
    }

    @Override
    @SuppressWarnings("rawtypes")
    public <T extends Response> T send(Request request, Class<T> type) throws IOException {
        String answer = open().ask(request.getId(), objectMapper.writeValueAsString(request));
        return objectMapper.readValue(answer, type);
    }

    private Link open() throws IOException {
        opening.lock();
        try {
            Link now = link;
            if (now != null && !now.over) {
                return now;
            }
            if (closed) {
                throw new IOException("it was closed");
            }
            boolean lost = now != null;
            Link fresh = new Link();
            fresh.socket =
                    within(http.newWebSocketBuilder().connectTimeout(timeout).buildAsync(url, fresh));
            link = fresh;
            subscribe(fresh);
            if (lost) {
                // Whoever asked has to look first whether this is still the same chain.
                throw new BrokenException(new IOException("opened again"));
            }
            return fresh;
        } finally {
            opening.unlock();
        }
    }

    private static void subscribe(Link fresh) throws IOException {
        try {
            fresh.subscribe();
        } catch (IOException e) {
            fresh.end(e);
            throw e;
        }
    }

    private <T> T within(Future<T> future) throws IOException {
        try {
            return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            future.cancel(true);
            throw new IOException("no answer within " + timeout.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException e) {
            throw reason(e);
        }
    }

    private static IOException reason(ExecutionException e) {
        return switch (e.getCause()) {
            case BrokenException broken -> broken;
            case EndedException ended -> ended;
            case java.net.ConnectException _ -> new IOException("nobody listens there", e);
            case java.net.http.WebSocketHandshakeException refused ->
                new IOException(
                        "it takes no WebSocket: HTTP " + refused.getResponse().statusCode(), e);
            case null, default -> new IOException("the connection could not be opened", e);
        };
    }

    @Override
    public void close() {
        closed = true;
        Link now = link;
        if (now != null) {
            now.end(new EndedException("it was closed"));
        }
        http.shutdownNow();
    }

    /** We broke it off. */
    private static final class EndedException extends IOException {
        EndedException(String why) {
            super(why);
        }
    }

    /** One connection, from its opening to its end. */
    private final class Link implements WebSocket.Listener {
        private final Map<Long, CompletableFuture<String>> questions = new ConcurrentHashMap<>();
        private final StringBuilder message = new StringBuilder();
        private final ReentrantLock sending = new ReentrantLock();
        private @Nullable WebSocket socket;
        private volatile boolean subscribed;
        private volatile boolean over;

        String ask(long id, String text) throws IOException {
            if (questions.size() >= MOST_QUESTIONS) {
                throw new IOException("too many questions are open");
            }
            CompletableFuture<String> answer = new CompletableFuture<>();
            questions.put(id, answer);
            try {
                post(text);
                return heard(answer);
            } catch (IOException e) {
                // One that keeps silent may be cut off without a sign: better a new connection.
                end(e);
                throw e;
            } finally {
                questions.remove(id);
            }
        }

        /**
         * The JDK now and then closes a line that was cut and tells nobody (seen on 25.0.3, once in some twenty cuts
         * in the midst of a question); what is written to it afterwards fails. So it is pinged while nothing is heard.
         */
        private String heard(CompletableFuture<String> answer) throws IOException {
            long end = System.nanoTime() + timeout.toNanos();
            while (!answer.isDone() && end - System.nanoTime() > PROBE.toNanos()) {
                try {
                    answer.get(PROBE.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    write(there -> there.sendPing(ByteBuffer.allocate(0)));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    break;
                } catch (ExecutionException e) {
                    throw reason(e);
                }
            }
            return within(answer);
        }

        private void post(String text) throws IOException {
            write(there -> there.sendText(text, true));
        }

        /** One message after the other, as a WebSocket wants it. */
        private void write(Function<WebSocket, CompletableFuture<WebSocket>> message) throws IOException {
            WebSocket there = socket;
            if (over || there == null) {
                throw new BrokenException(new IOException("it ended"));
            }
            sending.lock();
            try {
                // What can't be written any more broke on the way, just like a line that was hung up.
                within(message.apply(there)
                        .exceptionallyCompose(cause -> CompletableFuture.failedFuture(new BrokenException(cause))));
            } finally {
                sending.unlock();
            }
        }

        /** Without waiting: an endpoint that refuses is asked now and then instead. */
        void subscribe() throws IOException {
            Request<String, EthSubscribe> request =
                    new Request<>("eth_subscribe", List.of("newHeads"), RpcSocket.this, EthSubscribe.class);
            CompletableFuture<String> answer = new CompletableFuture<>();
            questions.put(request.getId(), answer);
            var _ = answer.thenAccept(text -> {
                questions.remove(request.getId());
                subscribed = isGranted(text);
                ring.run();
            });
            post(objectMapper.writeValueAsString(request));
        }

        private boolean isGranted(String text) {
            try {
                return JSON.readTree(text).path("result").isTextual();
            } catch (JsonProcessingException e) {
                return false;
            }
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            if (message.length() + data.length() > maxReply) {
                end(new EndedException("its answer is too long"));
                return null;
            }
            message.append(data);
            if (last) {
                String text = message.toString();
                message.setLength(0);
                take(text);
            }
            from.request(1);
            return null;
        }

        private void take(String text) {
            JsonNode tree;
            try {
                tree = JSON.readTree(text);
            } catch (JsonProcessingException e) {
                end(new EndedException("its answer is not JSON"));
                return;
            }
            if (tree.path("method").asText().equals("eth_subscription")) {
                ring.run();
                return;
            }
            CompletableFuture<String> question = questions.get(tree.path("id").asLong(-1));
            if (question != null) {
                question.complete(text);
            }
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            end(new EndedException("its answer is no text"));
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            end(new BrokenException(new IOException("closed with " + code)));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            end(new BrokenException(error));
        }

        /** Every open question fails; the follower looks at once, and so opens it again. */
        void end(IOException why) {
            if (over) {
                return;
            }
            over = true;
            WebSocket there = socket;
            if (there != null) {
                there.abort();
            }
            questions.values().forEach(question -> question.completeExceptionally(why));
            ring.run();
        }
    }
}
