package org.pluspeer.node.x402;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The body of an answer that comes by HTTP; the sender is asked for another piece when one was read. */
final class Inflow implements HttpResponse.BodySubscriber<Inflow>, AnswerBody {
    private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
    private final Deque<ByteBuffer> here = new ArrayDeque<>();
    private final Duration patience;
    private Flow.@Nullable Subscription subscription;
    private boolean ended;

    private sealed interface Piece {
        record Bytes(List<ByteBuffer> buffers) implements Piece {}

        record End(@Nullable Throwable cause) implements Piece {}
    }

    /** @param patience how long the sender may be silent */
    Inflow(Duration patience) {
        this.patience = patience;
    }

    /** At once: the body is read while it comes. */
    @Override
    public CompletionStage<Inflow> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        pieces.add(new Piece.Bytes(buffers));
    }

    @Override
    public void onError(Throwable cause) {
        pieces.add(new Piece.End(cause));
    }

    @Override
    public void onComplete() {
        pieces.add(new Piece.End(null));
    }

    @Override
    public byte[] next() throws IOException {
        while (here.isEmpty()) {
            if (ended) {
                return new byte[0];
            }
            take();
        }
        ByteBuffer buffer = here.removeFirst();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes.length == 0 ? next() : bytes;
    }

    private void take() throws IOException {
        try {
            Piece piece = pieces.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            switch (piece) {
                case null -> throw new IOException("no byte came for " + patience.toSeconds() + " seconds");
                case Piece.Bytes(List<ByteBuffer> buffers) -> {
                    here.addAll(buffers);
                    request();
                }
                case Piece.End(Throwable cause) -> {
                    ended = true;
                    if (cause != null) {
                        throw new IOException("the answer did not come whole", cause);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private synchronized void request() {
        Flow.Subscription from = subscription;
        if (from != null) {
            from.request(1);
        }
    }

    @Override
    public synchronized void close() {
        Flow.Subscription from = subscription;
        if (from != null) {
            from.cancel();
        }
    }
}
