package org.pluspeer.node.http;

import java.util.List;
import java.util.function.Supplier;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.app.Scope;
import org.pluspeer.node.http.Endpoint.Access;
import org.pluspeer.node.http.Endpoint.Call;
import org.pluspeer.node.http.Endpoint.None;
import org.pluspeer.node.listing.Showcase;
import org.pluspeer.node.sale.PurchaseView;
import org.pluspeer.node.sale.SaleView;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.policy.Asker;

/** The rows about purchases and sales. */
final class DealRows {
    private DealRows() {}

    static List<Endpoint<?, ?>> table(Supplier<Api.Rooms> rooms) {
        Endpoint.Function<None, PurchaseView.All> purchases =
                call -> rooms.get().purchases().list();
        Endpoint.Function<Views.Buy, PurchaseView> buy = call -> buy(rooms.get(), call);
        Endpoint.Function<None, PurchaseView> purchase = call -> show(rooms.get(), call);
        Endpoint.Function<Views.Approval, PurchaseView> approve = call -> approve(rooms.get(), call);
        Endpoint.Function<None, PurchaseView> cancel = call -> cancel(rooms.get(), call);
        Endpoint.Function<None, Views.Download> download = call -> download(rooms.get(), call);
        Endpoint.Function<None, SaleView.All> sales =
                call -> rooms.get().sales().list();
        Endpoint.Function<None, SaleView> sale = call -> rooms.get().sales().get(call.pathPart("id"));
        return List.of(
                Rows.get("/purchases", "What I bought and am buying", Rows.NONE, PurchaseView.All.class, purchases)
                        .forApps(Access.READ),
                Rows.post("/purchases", "Ask the seller for an offer", Views.Buy.class, PurchaseView.class, buy)
                        .forApps(Access.BUY),
                Rows.get("/purchases/{id}", "One purchase, step by step", Rows.NONE, PurchaseView.class, purchase)
                        .forApps(Access.APP),
                Rows.post(
                                "/purchases/{id}/approve",
                                "Agree to the total",
                                Views.Approval.class,
                                PurchaseView.class,
                                approve)
                        .forApps(Access.BUY),
                Rows.post(
                                "/purchases/{id}/cancel",
                                "Stop it while it is not paid",
                                None.class,
                                PurchaseView.class,
                                cancel)
                        .forApps(Access.BUY),
                Rows.post("/purchases/{id}/download", "A one-time address", None.class, Views.Download.class, download)
                        .forApps(Access.BUY),
                Rows.get("/sales", "What others buy from me", Rows.NONE, SaleView.All.class, sales)
                        .forApps(Access.READ),
                Rows.get("/sales/{id}", "One sale, step by step", Rows.NONE, SaleView.class, sale)
                        .forApps(Access.READ));
    }

    private static PurchaseView buy(Api.Rooms rooms, Call<Views.Buy> call) {
        Hash32 listing = Showcase.id(call.body().listingId());
        String key = call.body().idempotencyKey();
        return switch (call.caller()) {
            case Asker.Owner _, Asker.Node _ -> rooms.purchases().request(listing, key);
            case Asker.App app -> rooms.programs().purchases().request(app, listing, key);
        };
    }

    /** A program that may not look at everything sees its own. */
    private static PurchaseView show(Api.Rooms rooms, Call<None> call) {
        String id = call.pathPart("id");
        return switch (call.caller()) {
            case Asker.Owner _, Asker.Node _ -> rooms.purchases().get(id);
            case Asker.App app ->
                rooms.trust().has(app, Scope.READ)
                        ? rooms.purchases().get(id)
                        : rooms.programs().purchases().get(app, id);
        };
    }

    private static PurchaseView approve(Api.Rooms rooms, Call<Views.Approval> call) {
        String id = call.pathPart("id");
        return switch (call.caller()) {
            case Asker.Owner _, Asker.Node _ ->
                rooms.purchases().approve(id, call.body().total(), call.body().transferMax());
            case Asker.App app ->
                rooms.programs().purchases().approve(app, id, call.body().total());
        };
    }

    private static PurchaseView cancel(Api.Rooms rooms, Call<None> call) {
        String id = call.pathPart("id");
        return switch (call.caller()) {
            case Asker.Owner _, Asker.Node _ -> rooms.purchases().cancel(id);
            case Asker.App app -> rooms.programs().purchases().cancel(app, id);
        };
    }

    private static Views.Download download(Api.Rooms rooms, Call<None> call) {
        String id = call.pathPart("id");
        PurchaseView purchase =
                switch (call.caller()) {
                    case Asker.Owner _, Asker.Node _ -> rooms.purchases().get(id);
                    case Asker.App app -> rooms.programs().purchases().get(app, id);
                };
        PurchaseView.FileView file = purchase.file();
        if (file == null) {
            throw new ProblemException(Problem.Code.CONFLICT, "it is not delivered; it is " + purchase.state());
        }
        return new Views.Download(
                rooms.downloads().issue(new DownloadTickets.Download(java.nio.file.Path.of(file.path()), file.name())));
    }
}
