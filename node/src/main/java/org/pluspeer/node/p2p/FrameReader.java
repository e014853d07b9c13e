package org.pluspeer.node.p2p;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;

/**
 * Cuts a stream of bytes into frames. It holds at most one unfinished frame, and no byte of a body whose length or
 * type is refused; room for more than 16 KiB of a body is made once that much has come. Used by one thread at a time.
 */
final class FrameReader {
    private static final int HEADER = 4 + Frame.HEAD;
    private static final int FIRST_PIECE = 16 << 10;

    private final IntUnaryOperator largestBody;
    private final byte[] header = new byte[HEADER];
    private int headerFilled;
    private byte[] body = new byte[0];
    private int bodyFilled;
    private int bodyLength;

    /** @param largestBody the most bytes that a body of this type may have now; negative if the type is refused */
    FrameReader(IntUnaryOperator largestBody) {
        this.largestBody = largestBody;
    }

    /** @throws BadFrameException for a length or type that is not allowed; nothing more may be read then */
    void read(Buffer bytes, Consumer<Frame> sink) throws BadFrameException {
        int at = 0;
        while (at < bytes.length()) {
            at = headerFilled < HEADER ? readHeader(bytes, at) : readBody(bytes, at);
            if (headerFilled == HEADER && bodyFilled == bodyLength) {
                sink.accept(finished());
            }
        }
    }

    private int readHeader(Buffer bytes, int at) throws BadFrameException {
        int take = Math.min(HEADER - headerFilled, bytes.length() - at);
        bytes.getBytes(at, at + take, header, headerFilled);
        boolean hadType = headerFilled >= 5;
        headerFilled += take;
        if (!hadType && headerFilled >= 5) {
            checkLength();
        }
        return at + take;
    }

    private void checkLength() throws BadFrameException {
        int type = header[4] & 0xff;
        long length = intAt(0) & 0xffffffffL;
        int most = largestBody.applyAsInt(type);
        if (most < 0) {
            throw new BadFrameException(false, "a frame of type " + type + " is not expected here");
        }
        if (length < Frame.HEAD || length - Frame.HEAD > most) {
            throw new BadFrameException(
                    true, "a frame of type " + type + " and " + length + " bytes, at most " + (most + Frame.HEAD));
        }
        bodyLength = (int) length - Frame.HEAD;
        bodyFilled = 0;
        body = new byte[Math.min(bodyLength, FIRST_PIECE)];
    }

    private int readBody(Buffer bytes, int at) {
        int take = Math.min(bodyLength - bodyFilled, bytes.length() - at);
        if (bodyFilled + take > body.length) {
            body = Arrays.copyOf(body, bodyLength);
        }
        bytes.getBytes(at, at + take, body, bodyFilled);
        bodyFilled += take;
        return at + take;
    }

    private Frame finished() {
        Frame frame = new Frame(header[4] & 0xff, intAt(5), body);
        headerFilled = 0;
        body = new byte[0];
        bodyFilled = 0;
        bodyLength = 0;
        return frame;
    }

    private int intAt(int i) {
        return (header[i] & 0xff) << 24
                | (header[i + 1] & 0xff) << 16
                | (header[i + 2] & 0xff) << 8
                | (header[i + 3] & 0xff);
    }

    /** A frame that ends the link. */
    static final class BadFrameException extends Exception {
        private final boolean tooLong;
        private final String sentence;

        BadFrameException(boolean tooLong, String message) {
            super(message);
            this.tooLong = tooLong;
            this.sentence = message;
        }

        String sentence() {
            return sentence;
        }

        /** True for a length out of bounds, false for a type that may not come now. */
        boolean tooLong() {
            return tooLong;
        }
    }
}
