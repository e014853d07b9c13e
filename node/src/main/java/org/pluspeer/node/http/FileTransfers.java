package org.pluspeer.node.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.json.Json;
import org.pluspeer.node.listing.Uploads;

/** Whole files in and out of the page, streamed: neither way holds more than a few buffers in memory. */
final class FileTransfers {
    private static final int QUEUE = 16;
    private static final int PATIENCE_SECONDS = 60;
    private static final Buffer END = Buffer.buffer();

    private final Uploads uploads;
    private final DownloadTickets tickets;

    FileTransfers(Uploads uploads, DownloadTickets tickets) {
        this.uploads = uploads;
        this.tickets = tickets;
    }

    void download(RoutingContext ctx) {
        Optional<DownloadTickets.Download> download = tickets.redeem(ctx.pathParam("ticket"));
        if (download.isEmpty() || !Files.isRegularFile(download.get().file())) {
            ctx.next();
            return;
        }
        String name = download.get().name();
        ctx.response()
                .putHeader("Content-Type", "application/octet-stream")
                .putHeader("Content-Disposition", "attachment; filename*=UTF-8''" + percentEncoded(name))
                .sendFile(download.get().file().toString());
    }

    /** Runs on a thread of its own and reads what the event loop hands over. */
    void upload(RoutingContext ctx) throws IOException, InterruptedException {
        String header = ctx.request().getHeader("X-File-Name");
        String name = header == null ? "file" : decoded(header);
        try (BodyStream body = new BodyStream(ctx)) {
            Uploads.Upload upload = uploads.receive(name, body);
            byte[] bytes = Json.write(upload);
            HttpEdge.reply(ctx, () -> ctx.response()
                    .putHeader("Content-Type", "application/json")
                    .end(Buffer.buffer(bytes)));
        }
    }

    private static String decoded(String header) {
        try {
            return URLDecoder.decode(header, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "X-File-Name is not percent-encoded", e);
        }
    }

    private static String percentEncoded(String name) {
        return java.net.URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The request's body as a blocking stream, with back-pressure: the request is paused while nobody reads. */
    private static final class BodyStream extends InputStream {
        private final BlockingQueue<Buffer> buffers = new ArrayBlockingQueue<>(QUEUE * 4);
        private final RoutingContext ctx;
        private final Context loop;
        private @Nullable Buffer current;
        private int at;
        private boolean ended;
        private volatile boolean broken;

        BodyStream(RoutingContext ctx) {
            this.ctx = ctx;
            this.loop = ((io.vertx.core.internal.http.HttpServerRequestInternal) ctx.request()).context();
            loop.runOnContext(run -> start());
        }

        private void start() {
            ctx.request().handler(buffer -> {
                buffers.add(buffer);
                if (buffers.size() >= QUEUE) {
                    ctx.request().pause();
                }
            });
            ctx.request().endHandler(end -> buffers.add(END));
            ctx.request().exceptionHandler(failure -> {
                broken = true;
                buffers.add(END);
            });
            ctx.request().resume();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (ended) {
                return -1;
            }
            Buffer buffer = current;
            while (buffer == null || at >= buffer.length()) {
                buffer = next();
                if (buffer == END) {
                    ended = true;
                    return -1;
                }
                current = buffer;
                at = 0;
            }
            int count = Math.min(length, buffer.length() - at);
            buffer.getBytes(at, at + count, into, offset);
            at += count;
            return count;
        }

        private Buffer next() throws IOException {
            try {
                Buffer buffer = buffers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (buffer == null || broken) {
                    throw new IOException("the upload broke off");
                }
                if (buffers.isEmpty()) {
                    loop.runOnContext(run -> ctx.request().resume());
                }
                return buffer;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }
}
