package org.pluspeer.node.http;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.IdempotencyKey;
import org.pluspeer.node.deal.HostedView;
import org.pluspeer.node.deal.KeepDesk;
import org.pluspeer.node.deal.KeptView;
import org.pluspeer.node.deal.PlanView;
import org.pluspeer.node.deal.RetrievalView;
import org.pluspeer.node.deal.StorageDesk;
import org.pluspeer.node.http.Endpoint.Access;
import org.pluspeer.node.http.Endpoint.None;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/** The rows about room on disks: what the owner offers, and what others keep. */
final class StorageRows {
    private StorageRows() {}

    /** @param token of which all that is free is taken out of the ledger */
    record Withdraw(Address token, String idempotencyKey) {}

    /**
     * @param seconds more than now
     * @param max base units that may be spent on it in all
     */
    record Extend(long seconds, Amount max) {}

    /** @param max base units that may be paid for it; absent for nothing */
    record Fetch(@Nullable Amount max) {}

    static List<Endpoint<?, ?>> table(Supplier<Api.Rooms> rooms) {
        List<Endpoint<?, ?>> all =
                new ArrayList<>(hosted(() -> rooms.get().storage().room()));
        all.addAll(kept(() -> rooms.get().storage().keeping()));
        return all;
    }

    private static List<Endpoint<?, ?>> hosted(Supplier<StorageDesk> room) {
        Endpoint.Function<None, HostedView.All> offered = call -> room.get().list();
        Endpoint.Function<StorageDesk.Offer, HostedView.All> offer =
                call -> room.get().offer(call.body());
        Endpoint.Function<Withdraw, StorageDesk.Withdrawn> withdraw = call -> room.get()
                .withdraw(
                        call.body().token(), IdempotencyKey.require(call.body().idempotencyKey()));
        return List.of(
                Rows.get("/storage/offered", "My room, and what I keep in it", Rows.NONE, HostedView.All.class, offered)
                        .forApps(Access.READ),
                Rows.post(
                        "/storage/offered",
                        "Put room up for hire",
                        StorageDesk.Offer.class,
                        HostedView.All.class,
                        offer),
                Rows.post(
                        "/storage/withdraw",
                        "Take out of the ledger what is free",
                        Withdraw.class,
                        StorageDesk.Withdrawn.class,
                        withdraw));
    }

    private static List<Endpoint<?, ?>> kept(Supplier<KeepDesk> keeping) {
        Endpoint.Function<KeepDesk.Order, PlanView> plan = call -> keeping.get().plan(call.body());
        Endpoint.Function<KeepDesk.Order, KeptView> keep = call -> keeping.get().keep(call.body());
        Endpoint.Function<None, KeptView.All> kept = call -> keeping.get().list();
        Endpoint.Function<None, KeptView> one = call -> keeping.get().get(call.pathPart("id"));
        Endpoint.Function<Extend, KeptView> extend = call -> keeping.get()
                .extend(call.pathPart("id"), call.body().seconds(), call.body().max());
        Endpoint.Function<None, KeptView> end = call -> keeping.get().end(call.pathPart("id"));
        Endpoint.Function<None, KeptView> resume = call -> keeping.get().resume(call.pathPart("id"));
        Endpoint.Function<None, RetrievalView> cost =
                call -> keeping.get().retrieval().plan(call.pathPart("id"));
        Endpoint.Function<Fetch, RetrievalView.Progress> fetch = call ->
                keeping.get().retrieval().fetch(call.pathPart("id"), call.body().max());
        return List.of(
                Rows.post(
                        "/storage/plan",
                        "What keeping a file would cost, with its gas",
                        KeepDesk.Order.class,
                        PlanView.class,
                        plan),
                Rows.get("/storage/kept", "What others keep for me", Rows.NONE, KeptView.All.class, kept)
                        .forApps(Access.READ),
                Rows.post("/storage/kept", "Have a file kept", KeepDesk.Order.class, KeptView.class, keep),
                Rows.get("/storage/kept/{id}", "One of them, replica by replica", Rows.NONE, KeptView.class, one)
                        .forApps(Access.READ),
                Rows.post("/storage/kept/{id}/extend", "Keep it for longer", Extend.class, KeptView.class, extend),
                Rows.post("/storage/kept/{id}/end", "End it before its time", None.class, KeptView.class, end),
                Rows.post(
                        "/storage/kept/{id}/resume",
                        "Go on with what came out of a backup",
                        None.class,
                        KeptView.class,
                        resume),
                Rows.get(
                        "/storage/kept/{id}/fetch",
                        "What bringing it back would cost",
                        Rows.NONE,
                        RetrievalView.class,
                        cost),
                Rows.post(
                        "/storage/kept/{id}/fetch",
                        "Bring it back; asked again, how far it is",
                        Fetch.class,
                        RetrievalView.Progress.class,
                        fetch));
    }
}
