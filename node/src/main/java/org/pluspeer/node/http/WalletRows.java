package org.pluspeer.node.http;

import java.util.List;
import java.util.function.Supplier;
import org.pluspeer.node.account.BalanceSheet;
import org.pluspeer.node.account.HistoryView;
import org.pluspeer.node.account.WalletView;
import org.pluspeer.node.http.Endpoint.None;

/** The rows about the account and its money. */
final class WalletRows {
    private WalletRows() {}

    static List<Endpoint<?, ?>> table(Supplier<Api.Rooms> rooms) {
        Endpoint.Function<None, WalletView> wallet =
                call -> rooms.get().account().wallet();
        Endpoint.Function<None, HistoryView> history =
                call -> rooms.get().account().history(Rows.limit(call), call.queryText("cursor"));
        Endpoint.Function<None, BalanceSheet> balance =
                call -> rooms.get().account().balance();
        Endpoint.Function<Views.Withdraw, Views.Sent> withdraw = call -> withdraw(rooms.get(), call.body());
        return List.of(
                Rows.get("/wallet", "What the account holds", Rows.NONE, WalletView.class, wallet),
                Rows.get("/wallet/history", "Every movement with its reason", Rows.PAGE, HistoryView.class, history),
                Rows.get(
                        "/balance",
                        "Earned, pending, at risk, claimable, spent",
                        Rows.NONE,
                        BalanceSheet.class,
                        balance),
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
}
