package org.pluspeer.node.http;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.account.OpenTransactions;
import org.pluspeer.node.account.QrCode;
import org.pluspeer.node.account.QuoteView;
import org.pluspeer.node.account.RequestDesk;
import org.pluspeer.node.account.SpendOrder;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.node.approval.Inbox;
import org.pluspeer.node.http.Endpoint.Access;
import org.pluspeer.node.http.Endpoint.Call;
import org.pluspeer.node.http.Endpoint.None;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.policy.Asker;
import org.pluspeer.wallet.spend.Quantity;

/** The rows about sending, what is under way, and being paid. */
final class SpendRows {
    private SpendRows() {}

    record Send(
            @Nullable Address from,
            Address to,
            Address token,
            Quantity amount,
            @Nullable String pace,
            String idempotencyKey) {}

    record SpeedUp(@Nullable String pace) {}

    /** @param transaction the hash that it has from now on */
    record Replaced(Hash32 transaction) {}

    /**
     * A request to pay; one of the two is there.
     *
     * @param file id of a picture that was handed over with {@code POST /files}
     */
    record Asked(@Nullable String uri, @Nullable String file) {}

    record NewToken(Address address) {}

    static List<Endpoint<?, ?>> table(Supplier<Api.Rooms> rooms) {
        Endpoint.Function<SpendOrder, QuoteView> quote =
                call -> rooms.get().money().spending().quote(call.body());
        Endpoint.Function<Send, Views.Sent> send = call -> send(rooms.get(), call);
        Endpoint.Function<None, OpenTransactions> open =
                call -> rooms.get().money().spending().open();
        Endpoint.Function<SpeedUp, Replaced> speedUp = call -> new Replaced(rooms.get()
                .money()
                .spending()
                .speedUp(hash(call), SpendOrder.pace(call.body().pace()), call.caller()));
        Endpoint.Function<None, Replaced> cancel =
                call -> new Replaced(rooms.get().money().spending().cancel(hash(call), call.caller()));
        Endpoint.Function<NewToken, TokenView> token =
                call -> rooms.get().money().contacts().addToken(call.body().address());
        return List.of(
                Rows.post("/wallet/quote", "What sending would do and cost", SpendOrder.class, QuoteView.class, quote)
                        .forApps(Access.SPEND),
                Rows.post("/wallet/send", "Send money to an address", Send.class, Views.Sent.class, send)
                        .forApps(Access.SPEND),
                Rows.get("/wallet/transactions", "What is under way", Rows.NONE, OpenTransactions.class, open)
                        .forApps(Access.READ),
                Rows.post(
                        "/wallet/transactions/{hash}/speed-up",
                        "Offer more for a transaction that waits",
                        SpeedUp.class,
                        Replaced.class,
                        speedUp),
                Rows.post(
                        "/wallet/transactions/{hash}/cancel",
                        "Send an empty transaction in its place",
                        None.class,
                        Replaced.class,
                        cancel),
                Rows.post("/wallet/tokens", "Show a token from now on", NewToken.class, TokenView.class, token));
    }

    /** Being paid. */
    static List<Endpoint<?, ?>> requests(Supplier<Api.Rooms> rooms) {
        Endpoint.Function<None, RequestDesk.Written> write = call -> write(rooms.get(), call);
        Endpoint.Function<Asked, RequestDesk.Read> read = call -> read(rooms.get(), call.body());
        return List.of(
                Rows.get(
                                "/wallet/request",
                                "A request to be paid, with its QR code (EIP-681)",
                                List.of("account", "token", "amount"),
                                RequestDesk.Written.class,
                                write)
                        .forApps(Access.READ),
                Rows.post(
                                "/wallet/request/read",
                                "Read a request to pay, or a picture of its QR code",
                                Asked.class,
                                RequestDesk.Read.class,
                                read)
                        .forApps(Access.READ));
    }

    private static RequestDesk.Read read(Api.Rooms rooms, Asked asked) {
        String uri = asked.uri();
        String file = asked.file();
        if ((uri == null) == (file == null)) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "say the uri or the file of a picture, one of them");
        }
        return uri != null
                ? rooms.money().requests().read(uri)
                : rooms.money().requests().read(rooms.uploads().read(String.valueOf(file), QrCode.MAX_PICTURE));
    }

    private static Views.Sent send(Api.Rooms rooms, Call<Send> call) {
        Send send = call.body();
        SpendOrder order = new SpendOrder(send.from(), send.to(), send.token(), send.amount(), send.pace());
        return switch (call.caller()) {
            case Asker.Owner _, Asker.Node _ ->
                Views.Sent.done(rooms.money().spending().send(order, send.idempotencyKey(), call.caller()));
            case Asker.App app ->
                switch (rooms.programs().spending().send(app, order, send.idempotencyKey())) {
                    case Inbox.Answer.Done done -> Views.Sent.done(Hash32.parse(done.result()));
                    case Inbox.Answer.Waiting waiting -> Views.Sent.waiting(waiting.approval());
                };
        };
    }

    private static RequestDesk.Written write(Api.Rooms rooms, Call<None> call) {
        Optional<Address> account = call.queryText("account").map(Address::parse);
        Address token = call.queryText("token").map(Address::parse).orElse(Address.ZERO);
        Optional<Amount> amount = call.queryText("amount").map(Amount::parseUnits);
        return rooms.money().requests().write(account, token, amount);
    }

    private static Hash32 hash(Call<?> call) {
        return Hash32.parse(call.pathPart("hash"));
    }
}
