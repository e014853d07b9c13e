package org.pluspeer.node.http;

import static org.pluspeer.node.http.Endpoint.Method.DELETE;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.bandwidth.EarningsView;
import org.pluspeer.node.content.SeedDesk;
import org.pluspeer.node.content.SeedView;
import org.pluspeer.node.http.Endpoint.Access;
import org.pluspeer.node.http.Endpoint.None;
import org.pluspeer.node.listing.Showcase;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** The rows about what this node serves for others. */
final class SeedRows {
    private SeedRows() {}

    /**
     * @param listing the listing's id
     * @param perGib base units for 2^30 bytes; absent: nothing, or what was charged before
     * @param token absent: the one that the listing is sold for
     */
    record Seed(
            Hash32 listing,
            @Nullable Amount perGib,
            @Nullable Address token) {
        SeedDesk.@Nullable Charge charge() {
            Amount price = perGib;
            return price == null ? null : new SeedDesk.Charge(price, token);
        }
    }

    static List<Endpoint<?, ?>> table(Supplier<Api.Rooms> rooms) {
        Endpoint.Function<None, SeedView.All> list = call -> rooms.get().seeds().list();
        Endpoint.Function<Seed, SeedView> seed = call ->
                rooms.get().seeds().seed(call.body().listing(), call.body().charge());
        Endpoint.Function<None, SeedView> stop = call -> rooms.get().seeds().stop(Showcase.id(call.pathPart("id")));
        Endpoint.Function<None, EarningsView> earned =
                call -> rooms.get().bandwidth().earnings();
        return List.of(
                Rows.get("/seeds", "What I keep and serve for others", Rows.NONE, SeedView.All.class, list)
                        .forApps(Access.READ),
                Rows.get(
                                "/seeds/earnings",
                                "What seeding earned, by listing and peer",
                                Rows.NONE,
                                EarningsView.class,
                                earned)
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
