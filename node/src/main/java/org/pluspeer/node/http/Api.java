package org.pluspeer.node.http;

import static org.pluspeer.node.http.Endpoint.Method.DELETE;
import static org.pluspeer.node.http.Endpoint.Method.GET;
import static org.pluspeer.node.http.Endpoint.Method.POST;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.account.AccountDesk;
import org.pluspeer.node.account.BalanceSheet;
import org.pluspeer.node.account.HistoryView;
import org.pluspeer.node.account.WalletView;
import org.pluspeer.node.events.Bell;
import org.pluspeer.node.http.Endpoint.Call;
import org.pluspeer.node.http.Endpoint.None;
import org.pluspeer.node.listing.ListingDesk;
import org.pluspeer.node.listing.ListingView;
import org.pluspeer.node.listing.NewListing;
import org.pluspeer.node.listing.Showcase;
import org.pluspeer.node.listing.Uploads;
import org.pluspeer.node.sale.PurchaseDesk;
import org.pluspeer.node.sale.PurchaseView;
import org.pluspeer.node.sale.SaleDesk;
import org.pluspeer.node.sale.SaleView;
import org.pluspeer.wallet.eth.Hash32;

/** The whole API in one table. What a row does is in the room that it asks. */
public final class Api {
    public static final String BASE = "/api/v1";
    private static final int MAX_LIMIT = 100;
    private static final int MAX_WAIT_SECONDS = 30;
    private static final List<String> NONE = List.of();
    private static final List<String> PAGE = List.of("limit", "cursor");

    private final List<Endpoint<?, ?>> endpoints;
    private final Rooms rooms;

    public Api(Rooms rooms) {
        this.rooms = rooms;
        this.endpoints = table(() -> rooms);
    }

    /** Whom the rows ask. */
    public record Rooms(
            Supplier<Views.Status> status,
            Supplier<Views.Peers> peers,
            AccountDesk account,
            ListingDesk listings,
            Showcase showcase,
            Uploads uploads,
            PurchaseDesk purchases,
            SaleDesk sales,
            DownloadTickets downloads,
            Bell bell,
            Runnable stop) {}

    List<Endpoint<?, ?>> endpoints() {
        return endpoints;
    }

    Uploads uploads() {
        return rooms.uploads();
    }

    DownloadTickets downloads() {
        return rooms.downloads();
    }

    /** The rows; nothing is asked of the rooms before a row is called. */
    public static List<Endpoint<?, ?>> table(Supplier<Rooms> rooms) {
        return Stream.of(node(rooms), account(rooms), listings(rooms), deals(rooms))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Endpoint<?, ?>> node(Supplier<Rooms> rooms) {
        Endpoint.Function<None, Views.Status> status =
                call -> rooms.get().status().get();
        Endpoint.Function<None, Views.Peers> peers = call -> rooms.get().peers().get();
        Endpoint.Function<None, Views.Events> events = call -> events(rooms.get(), call);
        Endpoint.Function<None, Views.Stopping> stop = call -> stop(rooms.get());
        return List.of(
                get("/status", "What the node is doing", NONE, Views.Status.class, status),
                get("/peers", "The neighbours", NONE, Views.Peers.class, peers),
                get("/events", "Wait for the next change", List.of("since", "wait"), Views.Events.class, events),
                post("/stop", "Stop the node; nothing is lost", None.class, Views.Stopping.class, stop));
    }

    private static List<Endpoint<?, ?>> account(Supplier<Rooms> rooms) {
        Endpoint.Function<None, WalletView> wallet =
                call -> rooms.get().account().wallet();
        Endpoint.Function<None, HistoryView> history =
                call -> rooms.get().account().history(limit(call), call.queryText("cursor"));
        Endpoint.Function<None, BalanceSheet> balance =
                call -> rooms.get().account().balance();
        Endpoint.Function<Views.Send, Views.Sent> send = call -> send(rooms.get(), call.body());
        Endpoint.Function<Views.Withdraw, Views.Sent> withdraw = call -> withdraw(rooms.get(), call.body());
        return List.of(
                get("/wallet", "What the account holds", NONE, WalletView.class, wallet),
                get("/wallet/history", "Every movement with its reason", PAGE, HistoryView.class, history),
                get("/balance", "Earned, pending, at risk, claimable, spent", NONE, BalanceSheet.class, balance),
                post("/wallet/send", "Send money to an address", Views.Send.class, Views.Sent.class, send),
                post(
                        "/wallet/withdraw",
                        "Bring money out of the ledger",
                        Views.Withdraw.class,
                        Views.Sent.class,
                        withdraw));
    }

    private static List<Endpoint<?, ?>> listings(Supplier<Rooms> rooms) {
        List<String> filters = List.of("q", "tag", "mine", "limit", "cursor");
        Endpoint.Function<None, ListingView.Found> search = call -> search(rooms.get(), call);
        Endpoint.Function<NewListing, ListingView> create =
                call -> rooms.get().listings().create(call.body());
        Endpoint.Function<None, ListingView> show =
                call -> rooms.get().showcase().view(listing(call));
        Endpoint.Function<None, ListingView.Revoked> revoke =
                call -> rooms.get().listings().revoke(listing(call));
        return List.of(
                get("/listings", "Find listings", filters, ListingView.Found.class, search),
                post("/listings", "List a file for sale", NewListing.class, ListingView.class, create),
                get("/listings/{id}", "One listing with its sample", NONE, ListingView.class, show),
                new Endpoint<>(
                        DELETE,
                        "/listings/{id}",
                        "Take a listing back",
                        NONE,
                        None.class,
                        ListingView.Revoked.class,
                        revoke));
    }

    private static List<Endpoint<?, ?>> deals(Supplier<Rooms> rooms) {
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
                get("/purchases", "What I bought and am buying", NONE, PurchaseView.All.class, purchases),
                post("/purchases", "Ask the seller for an offer", Views.Buy.class, PurchaseView.class, buy),
                get("/purchases/{id}", "One purchase, step by step", NONE, PurchaseView.class, purchase),
                post(
                        "/purchases/{id}/approve",
                        "Agree to the total",
                        Views.Approval.class,
                        PurchaseView.class,
                        approve),
                post("/purchases/{id}/cancel", "Stop it while it is not paid", None.class, PurchaseView.class, cancel),
                post("/purchases/{id}/download", "A one-time address", None.class, Views.Download.class, download),
                get("/sales", "What others buy from me", NONE, SaleView.All.class, sales),
                get("/sales/{id}", "One sale, step by step", NONE, SaleView.class, sale));
    }

    private static Hash32 listing(Call<None> call) {
        return Showcase.id(call.pathPart("id"));
    }

    private static PurchaseView buy(Rooms rooms, Views.Buy wanted) {
        return rooms.purchases().request(Showcase.id(wanted.listingId()), wanted.idempotencyKey());
    }

    private static <O> Endpoint<None, O> get(
            String path, String summary, List<String> query, Class<O> output, Endpoint.Function<None, O> function) {
        return new Endpoint<>(GET, path, summary, query, None.class, output, function);
    }

    private static <I, O> Endpoint<I, O> post(
            String path, String summary, Class<I> input, Class<O> output, Endpoint.Function<I, O> function) {
        return new Endpoint<>(POST, path, summary, NONE, input, output, function);
    }

    private static int limit(Call<?> call) {
        return Math.max(1, call.queryNumber("limit", 20, MAX_LIMIT));
    }

    private static Views.Events events(Rooms rooms, Call<None> call) throws InterruptedException {
        Duration wait = Duration.ofSeconds(call.queryNumber("wait", 0, MAX_WAIT_SECONDS));
        Bell.Rings rings = rooms.bell().since(call.queryLong("since", 0, Long.MAX_VALUE), wait);
        return new Views.Events(rings.last(), rings.changed());
    }

    private static ListingView.Found search(Rooms rooms, Call<None> call) {
        boolean mine = call.queryText("mine").map(Boolean::parseBoolean).orElse(false);
        return rooms.showcase()
                .search(new Showcase.Query(
                        call.queryText("q"), call.queryText("tag"), mine, limit(call), call.queryText("cursor")));
    }

    private static Views.Sent send(Rooms rooms, Views.Send order) {
        return new Views.Sent(rooms.account()
                .send(order.to(), order.token(), order.amount(), order.idempotencyKey())
                .hex());
    }

    private static Views.Sent withdraw(Rooms rooms, Views.Withdraw order) {
        return new Views.Sent(rooms.account()
                .withdraw(order.token(), order.amount(), order.idempotencyKey())
                .hex());
    }

    private static Views.Download download(Rooms rooms, String id) {
        PurchaseView purchase = rooms.purchases().get(id);
        PurchaseView.FileView file = purchase.file();
        if (file == null) {
            throw new ProblemException(Problem.Code.CONFLICT, "it is not delivered; it is " + purchase.state());
        }
        return new Views.Download(
                rooms.downloads().issue(new DownloadTickets.Download(java.nio.file.Path.of(file.path()), file.name())));
    }

    private static Views.Stopping stop(Rooms rooms) {
        rooms.stop().run();
        return new Views.Stopping(true);
    }
}
