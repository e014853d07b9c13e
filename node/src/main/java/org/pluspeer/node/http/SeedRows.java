package org.pluspeer.node.http;

import static org.pluspeer.node.http.Endpoint.Method.DELETE;

import java.util.List;
import java.util.function.Supplier;
import org.pluspeer.node.content.SeedView;
import org.pluspeer.node.http.Endpoint.Access;
import org.pluspeer.node.http.Endpoint.None;
import org.pluspeer.node.listing.Showcase;
import org.pluspeer.wallet.eth.Hash32;

/** The rows about what this node serves for others. */
final class SeedRows {
    private SeedRows() {}

    /** @param listing the listing's id */
    record Seed(Hash32 listing) {}

    static List<Endpoint<?, ?>> table(Supplier<Api.Rooms> rooms) {
        Endpoint.Function<None, SeedView.All> list = call -> rooms.get().seeds().list();
        Endpoint.Function<Seed, SeedView> seed =
                call -> rooms.get().seeds().seed(call.body().listing());
        Endpoint.Function<None, SeedView> stop = call -> rooms.get().seeds().stop(Showcase.id(call.pathPart("id")));
        return List.of(
                Rows.get("/seeds", "What I keep and serve for others", Rows.NONE, SeedView.All.class, list)
                        .forApps(Access.READ),
                Rows.post(
                        "/seeds", "Keep a listing's encrypted content and serve it", Seed.class, SeedView.class, seed),
                new Endpoint<>(
                        DELETE,
                        "/seeds/{id}",
                        "Serve a listing's content no more, and delete it",
                        Rows.NONE,
                        None.class,
                        SeedView.class,
                        Access.OWNER,
                        stop));
    }
}
