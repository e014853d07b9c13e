package org.pluspeer.node.http;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.pluspeer.node.events.Bell;
import org.pluspeer.node.http.Endpoint.Access;
import org.pluspeer.node.http.Endpoint.Call;
import org.pluspeer.node.http.Endpoint.None;

/** The rows about the node itself. */
final class NodeRows {
    private static final int MAX_WAIT_SECONDS = 30;

    private NodeRows() {}

    static List<Endpoint<?, ?>> table(Supplier<Api.Rooms> rooms) {
        Endpoint.Function<None, Views.Status> status =
                call -> rooms.get().status().get();
        Endpoint.Function<None, Views.Peers> peers = call -> rooms.get().peers().get();
        Endpoint.Function<None, DoctorView> doctor =
                call -> rooms.get().doctor().get();
        Endpoint.Function<None, Views.Events> events = call -> events(rooms.get(), call);
        Endpoint.Function<None, Views.Stopping> stop = call -> stop(rooms.get());
        return List.of(
                Rows.get("/status", "What the node is doing", Rows.NONE, Views.Status.class, status)
                        .forApps(Access.READ),
                Rows.get("/peers", "The peers, how they are linked, and who left", Rows.NONE, Views.Peers.class, peers)
                        .forApps(Access.READ),
                Rows.get("/doctor", "How the node is, and what to do", Rows.NONE, DoctorView.class, doctor)
                        .forApps(Access.READ),
                Rows.get("/events", "Wait for the next change", List.of("since", "wait"), Views.Events.class, events)
                        .forApps(Access.APP),
                Rows.post("/stop", "Stop the node; nothing is lost", None.class, Views.Stopping.class, stop));
    }

    private static Views.Events events(Api.Rooms rooms, Call<None> call) throws InterruptedException {
        Duration wait = Duration.ofSeconds(call.queryNumber("wait", 0, MAX_WAIT_SECONDS));
        Bell.Rings rings = rooms.bell().since(call.queryLong("since", 0, Long.MAX_VALUE), wait);
        return new Views.Events(rings.last(), rings.changed());
    }

    private static Views.Stopping stop(Api.Rooms rooms) {
        rooms.stop().run();
        return new Views.Stopping(true);
    }
}
