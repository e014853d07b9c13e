package org.pluspeer.node.http;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.DataDirectory;
import org.pluspeer.node.account.BalanceSheet;
import org.pluspeer.node.account.HistoryView;
import org.pluspeer.node.account.WalletView;
import org.pluspeer.node.http.Endpoint.Access;
import org.pluspeer.node.http.Endpoint.None;
import org.pluspeer.node.ledger.EarningsCsv;
import org.pluspeer.node.ledger.Reconciliation;
import org.pluspeer.node.store.MovementStore;
import org.pluspeer.wallet.eth.Address;

/** The rows about the account and its money. */
final class WalletRows {
    private static final List<String> HISTORY = List.of("limit", "cursor", "account", "token");

    private WalletRows() {}

    record Export(@Nullable Address account, @Nullable Address token) {}

    static List<Endpoint<?, ?>> table(Supplier<Api.Rooms> rooms) {
        Endpoint.Function<None, WalletView> wallet =
                call -> rooms.get().account().wallet();
        Endpoint.Function<None, HistoryView> history =
                call -> rooms.get().money().history().history(Rows.limit(call), call.queryText("cursor"), filter(call));
        Endpoint.Function<Export, Views.Download> export = call -> export(rooms.get(), call.body());
        Endpoint.Function<None, Reconciliation> reconcile =
                call -> rooms.get().money().reconciling().reconcile();
        Endpoint.Function<None, BalanceSheet> balance =
                call -> rooms.get().account().balance();
        Endpoint.Function<None, Views.Download> earnings = call -> earnings(rooms.get());
        Endpoint.Function<Views.Withdraw, Views.Sent> withdraw = call -> withdraw(rooms.get(), call.body());
        return List.of(
                Rows.get("/wallet", "What the account holds", Rows.NONE, WalletView.class, wallet)
                        .forApps(Access.READ),
                Rows.get("/wallet/history", "Every movement with its reason", HISTORY, HistoryView.class, history)
                        .forApps(Access.READ),
                Rows.post(
                        "/wallet/history/export",
                        "A one-time address of all of it as CSV",
                        Export.class,
                        Views.Download.class,
                        export),
                Rows.get(
                        "/wallet/reconcile", "The books against the chain", Rows.NONE, Reconciliation.class, reconcile),
                Rows.get(
                                "/balance",
                                "Earned, pending, at risk, claimable, spent, by source and by day",
                                Rows.NONE,
                                BalanceSheet.class,
                                balance)
                        .forApps(Access.READ),
                Rows.post(
                        "/balance/export",
                        "A one-time address of what was earned and spent by day and source, as CSV",
                        None.class,
                        Views.Download.class,
                        earnings),
                Rows.post(
                        "/wallet/withdraw",
                        "Bring money out of the ledger",
                        Views.Withdraw.class,
                        Views.Sent.class,
                        withdraw));
    }

    private static Views.Sent withdraw(Api.Rooms rooms, Views.Withdraw order) {
        return Views.Sent.done(rooms.account().withdraw(order.token(), order.amount(), order.idempotencyKey()));
    }

    private static MovementStore.Filter filter(Endpoint.Call<?> call) {
        return new MovementStore.Filter(
                call.queryText("account").map(Address::parse).orElse(null),
                call.queryText("token").map(Address::parse).orElse(null));
    }

    private static Views.Download earnings(Api.Rooms rooms) {
        byte[] csv = EarningsCsv.of(rooms.account().balance());
        Path file = rooms.money().exports().resolveSibling("earnings.csv");
        DataDirectory.replace(file, csv);
        return new Views.Download(rooms.downloads().issue(new DownloadTickets.Download(file, "earnings.csv")));
    }

    private static Views.Download export(Api.Rooms rooms, Export wanted) {
        byte[] csv = rooms.money().history().csv(new MovementStore.Filter(wanted.account(), wanted.token()));
        Path file = rooms.money().exports();
        DataDirectory.replace(file, csv);
        return new Views.Download(rooms.downloads().issue(new DownloadTickets.Download(file, "history.csv")));
    }
}
