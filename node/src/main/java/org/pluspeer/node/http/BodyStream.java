package org.pluspeer.node.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A request's body as a blocking stream. The sender is asked for a few buffers ahead and for another one only when one
 * was read, so that a slow disk slows the sender down and not the memory.
 */
final class BodyStream extends InputStream {
    private static final int AHEAD = 16;
    private static final Buffer END = Buffer.buffer();
    private static final Buffer BROKEN = Buffer.buffer();

    private final BlockingQueue<Buffer> buffers = new LinkedBlockingQueue<>();
    private final HttpServerRequest request;
    private final Context loop;
    private final Duration patience;
    private Buffer current = Buffer.buffer();
    private int at;

    /** The sender broke off, or was silent for too long. */
    static final class BrokenOffException extends IOException {
        BrokenOffException(String message) {
            super(message);
        }
    }

    /**
     * To be made on the event loop before anything else is done there: later the first bytes may be lost.
     *
     * @param patience how long the sender may be silent
     */
    BodyStream(HttpServerRequest request, Context loop, Duration patience) {
        this.request = request;
        this.loop = loop;
        this.patience = patience;
        request.pause();
        request.handler(buffers::add);
        request.endHandler(end -> buffers.add(END));
        request.exceptionHandler(failure -> buffers.add(BROKEN));
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
        }
        request.fetch(AHEAD);
    }

    /** Ends it for a reader who is still at it: the time for the whole is over. */
    void giveUp() {
        buffers.add(BROKEN);
    }

    /** What the sender said about the length, in bytes; -1 if nothing. */
    long declared() {
        String header = request.getHeader("Content-Length");
        if (header == null) {
            return -1;
        }
        try {
            return Long.parseLong(header);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (at >= current.length()) {
            if (current == END) {
                return -1;
            }
            current = next();
            at = 0;
        }
        int count = Math.min(length, current.length() - at);
        current.getBytes(at, at + count, into, offset);
        at += count;
        return count;
    }

    private Buffer next() throws IOException {
        try {
            Buffer buffer = buffers.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (buffer == null) {
                throw new BrokenOffException("no byte came for " + patience.toSeconds() + " seconds");
            }
            if (buffer == BROKEN) {
                throw new BrokenOffException("the body did not come whole, or not in time");
            }
            if (buffer != END) {
                loop.runOnContext(run -> request.fetch(1));
            }
            return buffer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokenOffException("interrupted");
        }
    }
}
