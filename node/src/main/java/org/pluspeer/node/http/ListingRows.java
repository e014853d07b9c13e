package org.pluspeer.node.http;

import static org.pluspeer.node.http.Endpoint.Method.DELETE;

import java.util.List;
import java.util.function.Supplier;
import org.pluspeer.node.IdempotencyKey;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.http.Endpoint.Access;
import org.pluspeer.node.http.Endpoint.Call;
import org.pluspeer.node.http.Endpoint.None;
import org.pluspeer.node.listing.ListingView;
import org.pluspeer.node.listing.NewListing;
import org.pluspeer.node.listing.Showcase;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.policy.Asker;

/** The rows about listings. */
final class ListingRows {
    private ListingRows() {}

    static List<Endpoint<?, ?>> table(Supplier<Api.Rooms> rooms) {
        List<String> filters = List.of("q", "tag", "mine", "limit", "cursor");
        Endpoint.Function<None, ListingView.Found> search = call -> search(rooms.get(), call);
        Endpoint.Function<NewListing, ListingView> create = call -> create(rooms.get(), call);
        Endpoint.Function<None, ListingView> show =
                call -> rooms.get().showcase().view(listing(call));
        Endpoint.Function<None, ListingView.Revoked> revoke = call -> revoke(rooms.get(), call);
        return List.of(
                Rows.get("/listings", "Find listings", filters, ListingView.Found.class, search)
                        .forApps(Access.READ),
                Rows.post("/listings", "List a file for sale", NewListing.class, ListingView.class, create)
                        .forApps(Access.SELL),
                Rows.get("/listings/{id}", "One listing with its sample", Rows.NONE, ListingView.class, show)
                        .forApps(Access.READ),
                new Endpoint<>(
                        DELETE,
                        "/listings/{id}",
                        "Take a listing back",
                        Rows.NONE,
                        None.class,
                        ListingView.Revoked.class,
                        Access.SELL,
                        revoke));
    }

    /** A program lists what it uploads: a path would let it sell itself any file that the owner can read. */
    private static ListingView create(Api.Rooms rooms, Call<NewListing> call) {
        NewListing wanted = call.body();
        return switch (call.caller()) {
            case Asker.Owner _, Asker.Node _ -> create(rooms, wanted, call.caller());
            case Asker.App app -> {
                if (wanted.path() != null) {
                    throw new ProblemException(
                            Problem.Code.FORBIDDEN, "a program lists what it uploads, and no path on this machine");
                }
                yield create(rooms, wanted.withKey(app.key(IdempotencyKey.require(wanted.idempotencyKey()))), app);
            }
        };
    }

    private static ListingView create(Api.Rooms rooms, NewListing wanted, Asker asker) {
        return Boolean.TRUE.equals(wanted.x402())
                ? rooms.services().files().create(wanted, asker)
                : rooms.listings().create(wanted, asker);
    }

    private static ListingView.Revoked revoke(Api.Rooms rooms, Call<None> call) {
        Hash32 id = listing(call);
        if (call.caller() instanceof Asker.App app && !rooms.listings().isMadeBy(app, id)) {
            throw new ProblemException(Problem.Code.NOT_FOUND, "this is not a listing of this program");
        }
        rooms.services().files().withdraw(id);
        return rooms.listings().revoke(id, call.caller());
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
