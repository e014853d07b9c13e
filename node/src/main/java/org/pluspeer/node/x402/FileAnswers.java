package org.pluspeer.node.x402;

import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import org.pluspeer.node.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers a call that asks for one of the owner's files, as a service would that holds nothing else. */
final class FileAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(FileAnswers.class);
    private static final int PIECE = 256 << 10;

    private final Contents contents;

    FileAnswers(Contents contents) {
        this.contents = contents;
    }

    /** The whole file to a GET of its own path; everything else is refused, and so is not charged. */
    Outbound.Reply answer(Offering.File file, Call call) {
        int query = call.path().indexOf('?');
        String path = query < 0 ? call.path() : call.path().substring(0, query);
        if (!path.isEmpty() && !path.equals("/")) {
            return refused(404);
        }
        if (!call.method().equals("GET")) {
            return refused(405);
        }
        try {
            return new Outbound.Reply(200, headers(file), new Body(contents.stream(file.sha256())));
        } catch (ProblemException e) {
            LOG.error("A file that is sold cannot be read: {}", e.problem().detail());
            return refused(500);
        }
    }

    private static List<Header> headers(Offering.File file) {
        return List.of(
                new Header("Content-Type", file.mediaType()),
                new Header("Content-Length", String.valueOf(file.size())),
                new Header("Content-Disposition", "attachment; filename*=UTF-8''" + extended(file.name())),
                // RFC 9530.
                new Header(
                        "Repr-Digest",
                        "sha-256=:"
                                + Base64.getEncoder()
                                        .encodeToString(file.sha256().bytes()) + ":"),
                new Header("X-Content-Type-Options", "nosniff"),
                new Header("Cache-Control", "no-store"));
    }

    /** RFC 8187: what is no letter, digit, dash, dot or underscore is written by its bytes. */
    private static String extended(String name) {
        StringBuilder text = new StringBuilder();
        for (byte each : name.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
            boolean plain = (each >= 'a' && each <= 'z')
                    || (each >= 'A' && each <= 'Z')
                    || (each >= '0' && each <= '9')
                    || each == '-'
                    || each == '.'
                    || each == '_';
            text.append(plain ? String.valueOf((char) each) : "%%%02X".formatted(each & 0xff));
        }
        return text.toString();
    }

    private static Outbound.Reply refused(int status) {
        return new Outbound.Reply(status, List.of(), new Body(InputStream.nullInputStream()));
    }

    private record Body(InputStream in) implements AnswerBody {
        @Override
        public byte[] next() throws IOException {
            try {
                return in.readNBytes(PIECE);
            } catch (ProblemException e) {
                throw new IOException("the file cannot be read on", e);
            }
        }

        @Override
        public void close() {
            try {
                in.close();
            } catch (IOException e) {
                LOG.debug("a file that was sold was not closed", e);
            }
        }
    }
}
