package org.pluspeer.node.chain;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.web3j.protocol.Service;

/** The way to one endpoint. Every answer comes within a stated time and length, or not at all. */
abstract class RpcLine extends Service {
    RpcLine() {
        super(false);
    }

    static RpcLine to(URI url, Duration timeout, int maxReply) {
        return RpcUrl.isSocket(url) ? new RpcSocket(url, timeout, maxReply) : new BoundedHttp(url, timeout, maxReply);
    }

    /** @param ring called, from a thread of the line, when the endpoint tells of a new block */
    abstract void onHead(Runnable ring);

    /** Whether new blocks are told of at present; else the endpoint has to be asked. */
    abstract boolean announces();

    /** Whoever is there afterwards may be another than before; the question may be put once more. */
    static final class BrokenException extends IOException {
        BrokenException(Throwable cause) {
            super("the connection broke", cause);
        }
    }

    /** It answers, but not with an answer. */
    static final class StatusException extends IOException {
        private static final int TOO_MUCH = 413;

        private final int status;

        StatusException(int status) {
            super("it answered HTTP " + status);
            this.status = status;
        }

        /** Only this question was too much. */
        boolean isAboutTheQuestion() {
            return status == TOO_MUCH;
        }
    }

    @Override
    public abstract void close();
}
