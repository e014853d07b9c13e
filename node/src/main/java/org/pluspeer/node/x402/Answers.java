package org.pluspeer.node.x402;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers to fetches: short ones as they are, long ones in files. */
final class Answers {
    private static final int SHORT = 384 << 10;
    private static final long LONGEST = 1L << 30;
    private static final int MOST_HEADERS = 100;

    private final Path folder;

    Answers(Path folder) {
        this.folder = folder;
    }

    FetchView view(Outbound.Reply reply, FetchView.@Nullable Paid payment) throws IOException {
        List<FetchView.Head> headers = reply.headers().stream()
                .limit(MOST_HEADERS)
                .map(header -> new FetchView.Head(header.name(), header.value()))
                .toList();
        List<byte[]> pieces = new ArrayList<>();
        long length = 0;
        byte[] piece = reply.body().next();
        while (piece.length > 0 && length + piece.length <= SHORT) {
            pieces.add(piece);
            length += piece.length;
            piece = reply.body().next();
        }
        if (piece.length == 0) {
            byte[] body = org.pluspeer.wallet.eth.Bytes.concat(pieces.toArray(new byte[0][]));
            return new FetchView(
                    "done",
                    null,
                    reply.status(),
                    headers,
                    Base64.getEncoder().encodeToString(body),
                    null,
                    null,
                    payment);
        }
        pieces.add(piece);
        Path file = file(pieces, reply.body());
        return new FetchView("done", null, reply.status(), headers, null, file.toString(), null, payment);
    }

    private Path file(List<byte[]> begun, AnswerBody rest) throws IOException {
        Files.createDirectories(folder);
        Path file = Files.createTempFile(folder, "answer-", "");
        long length = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (byte[] piece : begun) {
                out.write(piece);
                length += piece.length;
            }
            for (byte[] piece = rest.next(); piece.length > 0; piece = rest.next()) {
                length += piece.length;
                if (length > LONGEST) {
                    throw new AnswerBody.TooLongException("the answer has no end");
                }
                out.write(piece);
            }
            return file;
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }
}
