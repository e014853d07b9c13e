package org.pluspeer.node.http;

import java.util.List;
import java.util.function.Supplier;
import org.pluspeer.node.channel.ChannelView;
import org.pluspeer.node.http.Endpoint.Access;
import org.pluspeer.node.http.Endpoint.Call;
import org.pluspeer.node.http.Endpoint.None;
import org.pluspeer.wallet.eth.Hash32;

/** The rows about channels. Programs may look; what they pay by is the owner's to open. */
final class ChannelRows {
    private ChannelRows() {}

    static List<Endpoint<?, ?>> table(Supplier<Api.Rooms> rooms) {
        Endpoint.Function<None, ChannelView.All> list =
                call -> rooms.get().channels().list();
        Endpoint.Function<None, ChannelView> show =
                call -> rooms.get().channels().get(id(call));
        Endpoint.Function<ChannelView.Order, ChannelView.Quote> quote =
                call -> rooms.get().channels().quote(call.body());
        Endpoint.Function<ChannelView.Order, ChannelView> open =
                call -> rooms.get().channels().open(call.body());
        Endpoint.Function<ChannelView.TopUp, ChannelView> topUp =
                call -> rooms.get().channels().topUp(id(call), call.body());
        Endpoint.Function<None, ChannelView> claim =
                call -> rooms.get().channels().claim(id(call));
        Endpoint.Function<None, ChannelView> close =
                call -> rooms.get().channels().close(id(call));
        return List.of(
                Rows.get("/channels", "Channels that I pay and am paid through", Rows.NONE, ChannelView.All.class, list)
                        .forApps(Access.READ),
                Rows.post(
                        "/channels/quote",
                        "What opening a channel would take",
                        ChannelView.Order.class,
                        ChannelView.Quote.class,
                        quote),
                Rows.post("/channels", "Open a channel", ChannelView.Order.class, ChannelView.class, open),
                Rows.get("/channels/{id}", "One channel", Rows.NONE, ChannelView.class, show)
                        .forApps(Access.READ),
                Rows.post(
                        "/channels/{id}/top-up",
                        "Raise its deposit",
                        ChannelView.TopUp.class,
                        ChannelView.class,
                        topUp),
                Rows.post(
                        "/channels/{id}/claim",
                        "Bring what was earned to the chain",
                        None.class,
                        ChannelView.class,
                        claim),
                Rows.post("/channels/{id}/close", "End it", None.class, ChannelView.class, close));
    }

    private static Hash32 id(Call<?> call) {
        return Hash32.parse(call.pathPart("id"));
    }
}
