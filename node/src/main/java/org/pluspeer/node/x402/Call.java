package org.pluspeer.node.x402;

import java.io.IOException;
import java.util.List;

/**
 * A request that came in at the public side.
 *
 * @param method such as {@code GET}
 * @param path as it was sent, from the slash after the service's name on, with the query
 * @param remote the caller's IP address
 */
public record Call(String method, String path, List<Header> headers, byte[] body, String remote) {
    public Call {
        headers = List.copyOf(headers);
    }

    /** Where the answer goes. */
    public interface Reply {
        /**
         * Once, before all else.
         *
         * @throws IOException where the caller hung up
         */
        void head(int status, List<Header> headers) throws IOException;

        /** Returns when the caller has room for more. */
        void write(byte[] bytes) throws IOException;

        void end() throws IOException;

        /** Breaks off, so that the caller sees that it is not whole. */
        void abort();
    }
}
