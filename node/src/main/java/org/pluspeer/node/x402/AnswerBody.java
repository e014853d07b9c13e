package org.pluspeer.node.x402;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** An answer's body, read piece by piece. */
interface AnswerBody extends AutoCloseable {
    /**
     * The next bytes; empty at the end.
     *
     * @throws IOException where it breaks off, or nothing comes for too long
     */
    byte[] next() throws IOException;

    /**
     * All that is left of it.
     *
     * @param most bytes
     * @param until by {@link System#nanoTime}; the last piece may come a silence later
     * @throws IOException also where it is more, or takes longer
     */
    default byte[] all(int most, long until) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] bytes = next(); bytes.length > 0; bytes = next()) {
            if (whole.size() + bytes.length > most) {
                throw new TooLongException("the answer has more than " + most + " bytes");
            }
            if (System.nanoTime() - until > 0) {
                throw new Outbound.SlowException("the answer did not end in time");
            }
            whole.writeBytes(bytes);
        }
        return whole.toByteArray();
    }

    @Override
    void close();

    /** More than is taken. */
    final class TooLongException extends IOException {
        TooLongException(String message) {
            super(message);
        }
    }
}
