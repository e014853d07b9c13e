package org.pluspeer.node.x402;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.Hash32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands answers to callers, and keeps those that were paid for. */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final Till till;

    Delivery(Till till) {
        this.till = till;
    }

    /**
     * How an answer is passed on.
     *
     * @param more headers beside its own
     * @param keep it, where it is short, for who hangs up and asks again
     * @param longest bytes of it
     * @param whole for its last byte to come
     */
    record Passing(List<Header> more, boolean keep, long longest, Duration whole) {}

    /** What is kept is read to its end also where the caller hangs up meanwhile. */
    void pass(Call.Reply reply, Outbound.Reply answer, Hash32 id, Passing how) throws IOException {
        boolean keep = how.keep();
        List<Header> headers = new ArrayList<>(Words402.withoutPayments(answer.headers()));
        headers.addAll(how.more());
        Outflow out = new Outflow(reply);
        out.head(answer.status(), headers);
        ByteArrayOutputStream start = new ByteArrayOutputStream();
        long sent = 0;
        long until = System.nanoTime() + how.whole().toNanos();
        try {
            for (byte[] bytes = answer.body().next();
                    bytes.length > 0;
                    bytes = answer.body().next()) {
                sent += bytes.length;
                if (sent > how.longest() || System.nanoTime() > until) {
                    throw new AnswerBody.TooLongException("the service's answer has no end");
                }
                if (keep && sent <= KeptAnswers.MOST_EACH) {
                    start.writeBytes(bytes);
                }
                boolean worthwhile = out.write(bytes) || (keep && sent <= KeptAnswers.MOST_EACH);
                if (!worthwhile) {
                    return;
                }
            }
        } catch (IOException e) {
            LOG.info("A service's answer was cut off: {}", e.getMessage());
            reply.abort();
            return;
        }
        if (keep && sent <= KeptAnswers.MOST_EACH) {
            till.keep(id, new KeptAnswers.Kept(answer.status(), headers, start.toByteArray()));
        }
        out.end();
    }

    /** To a caller who may be gone: then nothing is sent any more. */
    private static final class Outflow {
        private final Call.Reply reply;
        private boolean gone;

        Outflow(Call.Reply reply) {
            this.reply = reply;
        }

        void head(int status, List<Header> headers) {
            attempt(() -> reply.head(status, headers));
        }

        /** Whether somebody still reads. */
        boolean write(byte[] bytes) {
            attempt(() -> reply.write(bytes));
            return !gone;
        }

        void end() {
            attempt(reply::end);
        }

        private interface Act {
            void run() throws IOException;
        }

        private void attempt(Act act) {
            try {
                if (!gone) {
                    act.run();
                }
            } catch (IOException e) {
                gone = true;
            }
        }
    }

    static void handOver(Call.Reply reply, KeptAnswers.Kept kept) throws IOException {
        reply.head(kept.status(), kept.headers());
        reply.write(kept.body());
        reply.end();
    }

    /** In the shape of the API's own problems (RFC 9457). */
    static void refuse(Call.Reply reply, int status, String code, String sentence) throws IOException {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("code", code);
        problem.put("status", status);
        problem.put("detail", sentence);
        List<Header> headers = new ArrayList<>(List.of(new Header("Content-Type", "application/problem+json")));
        if (status == 503) {
            headers.add(new Header("Retry-After", "5"));
        }
        reply.head(status, headers);
        reply.write(Json.write(problem));
        reply.end();
    }
}
