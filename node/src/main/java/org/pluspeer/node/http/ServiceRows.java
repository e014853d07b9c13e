package org.pluspeer.node.http;

import static org.pluspeer.node.http.Endpoint.Method.DELETE;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.pluspeer.node.http.Endpoint.Access;
import org.pluspeer.node.http.Endpoint.Call;
import org.pluspeer.node.http.Endpoint.None;
import org.pluspeer.node.x402.FetchOrder;
import org.pluspeer.node.x402.FetchView;
import org.pluspeer.node.x402.LinkFetchDesk;
import org.pluspeer.node.x402.ServiceOrder;
import org.pluspeer.node.x402.ServiceView;
import org.pluspeer.wallet.policy.Asker;
import org.pluspeer.wallet.policy.Consent;

/**
 * The rows about services that are paid by the call. No program may sell one: its address could be of anything that
 * this machine reaches.
 */
final class ServiceRows {
    private ServiceRows() {}

    static List<Endpoint<?, ?>> table(Supplier<Api.Rooms> rooms) {
        Endpoint.Function<None, ServiceView.All> list =
                call -> rooms.get().services().selling().list();
        Endpoint.Function<ServiceOrder, ServiceView> create = call -> create(rooms.get(), call);
        Endpoint.Function<None, ServiceView> show =
                call -> rooms.get().services().selling().get(call.pathPart("name"));
        Endpoint.Function<None, ServiceView.Ended> end = call -> end(rooms.get(), call);
        Endpoint.Function<FetchOrder, FetchView.Quote> quote = call -> quote(rooms.get(), call);
        Endpoint.Function<FetchOrder, FetchView> fetch = call -> fetch(rooms.get(), call);
        Endpoint.Function<None, FetchView.All> paid =
                call -> rooms.get().services().buying().payments(Rows.limit(call));
        return List.of(
                Rows.post(
                                "/fetch/quote",
                                "What an address asks to be paid",
                                FetchOrder.class,
                                FetchView.Quote.class,
                                quote)
                        .forApps(Access.BUY),
                Rows.post(
                                "/fetch",
                                "Fetch an address, and pay what it asks (x402)",
                                FetchOrder.class,
                                FetchView.class,
                                fetch)
                        .forApps(Access.BUY),
                Rows.get("/fetch", "What I paid for calls", List.of("limit"), FetchView.All.class, paid)
                        .forApps(Access.READ),
                Rows.get("/services", "What I sell by the call", Rows.NONE, ServiceView.All.class, list)
                        .forApps(Access.READ),
                Rows.post("/services", "Sell calls of a service", ServiceOrder.class, ServiceView.class, create),
                Rows.get("/services/{name}", "One service", Rows.NONE, ServiceView.class, show)
                        .forApps(Access.READ),
                new Endpoint<>(
                        DELETE,
                        "/services/{name}",
                        "Sell it no more",
                        Rows.NONE,
                        None.class,
                        ServiceView.Ended.class,
                        Access.OWNER,
                        end));
    }

    private static FetchView.Quote quote(Api.Rooms rooms, Call<FetchOrder> call) {
        return LinkFetchDesk.isFor(call.body())
                ? rooms.services().links().quote(call.body())
                : rooms.services().buying().quote(call.body(), call.caller());
    }

    private static FetchView fetch(Api.Rooms rooms, Call<FetchOrder> call) {
        FetchView view =
                switch (call.caller()) {
                    case Asker.Owner _, Asker.Node _ ->
                        LinkFetchDesk.isFor(call.body())
                                ? rooms.services().links().fetch(call.body(), call.caller(), Consent.none())
                                : rooms.services().buying().fetch(call.body(), call.caller());
                    case Asker.App app -> rooms.services().programs().fetch(app, call.body());
                };
        String file = view.file();
        return file == null
                ? view
                : view.at(rooms.downloads().issue(new DownloadTickets.Download(Path.of(file), "answer")));
    }

    private static ServiceView create(Api.Rooms rooms, Call<ServiceOrder> call) {
        return rooms.services().selling().create(call.body(), call.caller());
    }

    private static ServiceView.Ended end(Api.Rooms rooms, Call<None> call) {
        return rooms.services().selling().end(call.pathPart("name"), call.caller());
    }
}
