package org.pluspeer.node.http;

import static org.pluspeer.node.http.Endpoint.Method.DELETE;

import java.util.List;
import java.util.function.Supplier;
import org.pluspeer.node.http.Endpoint.Call;
import org.pluspeer.node.http.Endpoint.None;
import org.pluspeer.node.listing.ListingView;
import org.pluspeer.node.listing.NewListing;
import org.pluspeer.node.listing.Showcase;
import org.pluspeer.wallet.eth.Hash32;

/** The rows about listings. */
final class ListingRows {
    private ListingRows() {}

    static List<Endpoint<?, ?>> table(Supplier<Api.Rooms> rooms) {
        List<String> filters = List.of("q", "tag", "mine", "limit", "cursor");
        Endpoint.Function<None, ListingView.Found> search = call -> search(rooms.get(), call);
        Endpoint.Function<NewListing, ListingView> create =
                call -> rooms.get().listings().create(call.body());
        Endpoint.Function<None, ListingView> show =
                call -> rooms.get().showcase().view(listing(call));
        Endpoint.Function<None, ListingView.Revoked> revoke =
                call -> rooms.get().listings().revoke(listing(call));
        return List.of(
                Rows.get("/listings", "Find listings", filters, ListingView.Found.class, search),
                Rows.post("/listings", "List a file for sale", NewListing.class, ListingView.class, create),
                Rows.get("/listings/{id}", "One listing with its sample", Rows.NONE, ListingView.class, show),
                new Endpoint<>(
                        DELETE,
                        "/listings/{id}",
                        "Take a listing back",
                        Rows.NONE,
                        None.class,
                        ListingView.Revoked.class,
                        revoke));
    }

    private static ListingView.Found search(Api.Rooms rooms, Call<None> call) {
        boolean mine = call.queryText("mine").map(Boolean::parseBoolean).orElse(false);
        return rooms.showcase()
                .search(new Showcase.Query(
                        call.queryText("q"), call.queryText("tag"), mine, Rows.limit(call), call.queryText("cursor")));
    }

    private static Hash32 listing(Call<None> call) {
        return Showcase.id(call.pathPart("id"));
    }
}
