package org.pluspeer.node.http;

import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.json.Json;
import org.pluspeer.node.listing.Uploads;

/** Whole files in and out of the page, streamed: neither way holds more than a few buffers in memory. */
final class FileTransfers {
    private final @Nullable Uploads uploads;
    private final @Nullable DownloadTickets tickets;
    private final Answers answers;

    FileTransfers(@Nullable Uploads uploads, @Nullable DownloadTickets tickets, Answers answers) {
        this.uploads = uploads;
        this.tickets = tickets;
        this.answers = answers;
    }

    /** Runs on the event loop, which sends the file from the disk. */
    void download(RoutingContext ctx) {
        Optional<DownloadTickets.Download> download =
                Objects.requireNonNull(tickets).redeem(ctx.pathParam("ticket"));
        if (download.isEmpty() || !Files.isRegularFile(download.get().file())) {
            answers.problem(
                    ctx.request(),
                    new Problem(
                            Problem.Code.NOT_FOUND, "this address was good once and for a minute; ask for another"));
            return;
        }
        ctx.response()
                .putHeader("Content-Type", "application/octet-stream")
                .putHeader(
                        "Content-Disposition",
                        "attachment; filename*=UTF-8''"
                                + percentEncoded(download.get().name()))
                .sendFile(download.get().file().toString())
                .onFailure(failure -> answers.failure(ctx.request(), "the download of a file", failure));
    }

    /** Runs on a thread of its own. */
    byte[] upload(@Nullable String nameHeader, BodyStream body) throws IOException {
        String name = nameHeader == null ? "file" : decoded(nameHeader);
        return Json.write(Objects.requireNonNull(uploads).receive(name, body.declared(), body));
    }

    private static String decoded(String header) {
        try {
            return URLDecoder.decode(header.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "X-File-Name is not percent-encoded", e);
        }
    }

    private static String percentEncoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
