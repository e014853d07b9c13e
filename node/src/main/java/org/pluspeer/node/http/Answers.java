package org.pluspeer.node.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.eth.MoneyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes answers, good and bad, on the event loop. Every answer has the same headers; no problem shows its cause. */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final long DRAIN_MILLIS = 2000;
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "connect-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'none'; require-trusted-types-for 'script'";
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy", CONTENT_SECURITY_POLICY,
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cache-Control", "no-store");

    private final Vertx vertx;
    private final SecureRandom random = new SecureRandom();

    Answers(Vertx vertx) {
        this.vertx = vertx;
    }

    static void harden(HttpServerResponse response) {
        HEADERS.forEach(response::putHeader);
    }

    void json(HttpServerRequest request, byte[] body) {
        if (isOpen(request)) {
            request.response().putHeader("Content-Type", "application/json").end(Buffer.buffer(body));
        }
    }

    /** @param what was asked, in our own words: nothing of the sender's goes into the log */
    void failure(HttpServerRequest request, String what, Throwable failure) {
        switch (failure) {
            case ProblemException problem -> problem(request, problem.problem());
            case MalformedException malformed -> refuse(request, malformed);
            case MoneyException money -> refuse(request, money);
            case BodyStream.BrokenOffException broken -> refuse(request, broken);
            case InterruptedException _ ->
                problem(request, new Problem(Problem.Code.STOPPING, "the node is stopping; ask again later"));
            default -> {
                String id = requestId();
                LOG.error("request {} failed: {}", id, what, failure);
                problem(request, new Problem(Problem.Code.INTERNAL, "it failed; the node's log has the cause"), id);
            }
        }
    }

    private void refuse(HttpServerRequest request, Exception failure) {
        problem(request, new Problem(Problem.Code.BAD_REQUEST, String.valueOf(failure.getMessage())));
    }

    void problem(HttpServerRequest request, Problem problem) {
        problem(request, problem, requestId());
    }

    private void problem(HttpServerRequest request, Problem problem, String requestId) {
        if (!isOpen(request)) {
            return;
        }
        HttpServerResponse response = request.response();
        response.setStatusCode(problem.code().status()).putHeader("Content-Type", "application/problem+json");
        if (problem.code().status() == 503) {
            response.putHeader("Retry-After", "5");
        }
        boolean unread = !request.isEnded();
        if (unread) {
            response.putHeader("Connection", "close");
        }
        var sent = response.end(Buffer.buffer(Json.write(ProblemView.of(problem, requestId))));
        if (unread) {
            sent.onComplete(done -> drain(request));
        }
    }

    /** Closing at once would take the answer back from a sender who is still sending; so what comes is thrown away. */
    private void drain(HttpServerRequest request) {
        HttpConnection connection = request.connection();
        if (request.isEnded()) {
            connection.close();
            return;
        }
        long timer = vertx.setTimer(DRAIN_MILLIS, late -> connection.close());
        request.exceptionHandler(failure -> vertx.cancelTimer(timer));
        request.endHandler(end -> {
            vertx.cancelTimer(timer);
            connection.close();
        });
        request.handler(buffer -> {});
        request.resume();
    }

    private static boolean isOpen(HttpServerRequest request) {
        return !request.response().ended() && !request.response().closed();
    }

    private String requestId() {
        byte[] id = new byte[6];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}
