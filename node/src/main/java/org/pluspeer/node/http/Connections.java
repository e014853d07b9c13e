package org.pluspeer.node.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many connections there may be, and how long each may keep us waiting for a whole request head. While a request is
 * being answered nothing runs out: that some answers take long is ours to know.
 */
final class Connections {
    private final Vertx vertx;
    private final Limits limits;
    private final Map<HttpConnection, Long> waiting = new ConcurrentHashMap<>();
    private final Map<HttpConnection, Boolean> open = new ConcurrentHashMap<>();

    /**
     * What is allowed.
     *
     * @param most connections that are served; as many again are told so, and no more than that are held
     * @param head for the first request head to be complete, from the connection on
     * @param idle for each further one, from the answer before it on
     * @param body for a JSON body, and the longest silence in an upload
     */
    record Limits(int most, Duration head, Duration idle, Duration body) {
        static final Limits STANDARD =
                new Limits(512, Duration.ofSeconds(10), Duration.ofSeconds(75), Duration.ofSeconds(30));
    }

    Connections(Vertx vertx, Limits limits) {
        this.vertx = vertx;
        this.limits = limits;
    }

    Limits limits() {
        return limits;
    }

    int count() {
        return open.size();
    }

    void opened(HttpConnection connection) {
        connection.closeHandler(closed -> {
            open.remove(connection);
            stopWaiting(connection);
        });
        if (open.size() >= 2 * limits.most()) {
            connection.close();
            return;
        }
        // The value says whether it is served, or only told that there are too many.
        open.put(connection, open.size() < limits.most());
        await(connection, limits.head());
    }

    /** A request head is whole; false if it came on a connection too many. */
    boolean asked(HttpConnection connection) {
        stopWaiting(connection);
        return open.getOrDefault(connection, true);
    }

    void answered(HttpConnection connection) {
        if (open.containsKey(connection)) {
            await(connection, limits.idle());
        }
    }

    private void await(HttpConnection connection, Duration patience) {
        stopWaiting(connection);
        waiting.put(connection, vertx.setTimer(patience.toMillis(), late -> connection.close()));
    }

    private void stopWaiting(HttpConnection connection) {
        Long timer = waiting.remove(connection);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }
}
