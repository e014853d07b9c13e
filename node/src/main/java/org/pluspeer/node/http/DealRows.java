package org.pluspeer.node.http;

import java.util.List;
import java.util.function.Supplier;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.http.Endpoint.None;
import org.pluspeer.node.listing.Showcase;
import org.pluspeer.node.sale.PurchaseView;
import org.pluspeer.node.sale.SaleView;

/** The rows about purchases and sales. */
final class DealRows {
    private DealRows() {}

    static List<Endpoint<?, ?>> table(Supplier<Api.Rooms> rooms) {
        Endpoint.Function<None, PurchaseView.All> purchases =
                call -> rooms.get().purchases().list();
        Endpoint.Function<Views.Buy, PurchaseView> buy = call -> buy(rooms.get(), call.body());
        Endpoint.Function<None, PurchaseView> purchase =
                call -> rooms.get().purchases().get(call.pathPart("id"));
        Endpoint.Function<Views.Approval, PurchaseView> approve = call ->
                rooms.get().purchases().approve(call.pathPart("id"), call.body().total());
        Endpoint.Function<None, PurchaseView> cancel =
                call -> rooms.get().purchases().cancel(call.pathPart("id"));
        Endpoint.Function<None, Views.Download> download = call -> download(rooms.get(), call.pathPart("id"));
        Endpoint.Function<None, SaleView.All> sales =
                call -> rooms.get().sales().list();
        Endpoint.Function<None, SaleView> sale = call -> rooms.get().sales().get(call.pathPart("id"));
        return List.of(
                Rows.get("/purchases", "What I bought and am buying", Rows.NONE, PurchaseView.All.class, purchases),
                Rows.post("/purchases", "Ask the seller for an offer", Views.Buy.class, PurchaseView.class, buy),
                Rows.get("/purchases/{id}", "One purchase, step by step", Rows.NONE, PurchaseView.class, purchase),
                Rows.post(
                        "/purchases/{id}/approve",
                        "Agree to the total",
                        Views.Approval.class,
                        PurchaseView.class,
                        approve),
                Rows.post(
                        "/purchases/{id}/cancel",
                        "Stop it while it is not paid",
                        None.class,
                        PurchaseView.class,
                        cancel),
                Rows.post("/purchases/{id}/download", "A one-time address", None.class, Views.Download.class, download),
                Rows.get("/sales", "What others buy from me", Rows.NONE, SaleView.All.class, sales),
                Rows.get("/sales/{id}", "One sale, step by step", Rows.NONE, SaleView.class, sale));
    }

    private static PurchaseView buy(Api.Rooms rooms, Views.Buy wanted) {
        return rooms.purchases().request(Showcase.id(wanted.listingId()), wanted.idempotencyKey());
    }

    private static Views.Download download(Api.Rooms rooms, String id) {
        PurchaseView purchase = rooms.purchases().get(id);
        PurchaseView.FileView file = purchase.file();
        if (file == null) {
            throw new ProblemException(Problem.Code.CONFLICT, "it is not delivered; it is " + purchase.state());
        }
        return new Views.Download(
                rooms.downloads().issue(new DownloadTickets.Download(java.nio.file.Path.of(file.path()), file.name())));
    }
}
