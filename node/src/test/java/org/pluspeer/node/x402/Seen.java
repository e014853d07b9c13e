package org.pluspeer.node.x402;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a caller sees; one that hung up takes nothing. */
final class Seen implements Call.Reply {
    final boolean gone;
    int status;
    List<Header> headers = List.of();
    final ByteArrayOutputStream body = new ByteArrayOutputStream();
    boolean ended;
    boolean aborted;

    Seen(boolean gone) {
        this.gone = gone;
    }

    @Override
    public void head(int code, List<Header> all) throws IOException {
        if (gone) {
            throw new IOException("hung up");
        }
        status = code;
        headers = all;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        if (gone) {
            throw new IOException("hung up");
        }
        body.writeBytes(bytes);
    }

    @Override
    public void end() {
        ended = true;
    }

    @Override
    public void abort() {
        aborted = true;
    }

    String text() {
        return body.toString(StandardCharsets.UTF_8);
    }

    boolean isPaid() {
        return headers.stream().anyMatch(header -> header.name().equals(Words402.RESPONSE));
    }
}
