package org.pluspeer.market.service;

import org.pluspeer.wallet.eth.Hash32;

/**
 * One payment, as the seller sees it.
 *
 * <pre>
 *   Fresh ── ask ──▶ Serving ── answered ──▶ Owed ── taken ──▶ Settled
 *     ▲                 │                      └── untakeable ──▶ Lost
 *     └── not served ───┘
 * </pre>
 *
 * {@code Owed}, {@code Settled} and {@code Lost} are written down; the others are in memory. A restart between asking
 * the service and writing down that it answered leaves nothing owed.
 */
public sealed interface PaidCall {
    static PaidCall fresh() {
        return new Fresh();
    }

    /** Nothing is known of it. */
    record Fresh() implements PaidCall {}

    record Serving(Hash32 request) implements PaidCall {}

    record Owed(Hash32 request) implements PaidCall {}

    /** @param anew how often it was served once more */
    record Settled(Hash32 request, Hash32 transaction, int anew) implements PaidCall {}

    record Lost(Hash32 request, String reason) implements PaidCall {}

    /** Answers a command; one that comes at the wrong time changes nothing. */
    default CallTurn on(CallCommand command) {
        return switch (command) {
            case CallCommand.Ask ask -> ask(ask);
            case CallCommand.Answered _ ->
                this instanceof Serving(Hash32 request)
                        ? new CallTurn(new Owed(request), new CallStep.Take())
                        : nothing();
            case CallCommand.NotServed _ ->
                this instanceof Serving ? new CallTurn(fresh(), new CallStep.Nothing()) : nothing();
            case CallCommand.Taken(Hash32 transaction) ->
                this instanceof Owed(Hash32 request)
                        ? new CallTurn(new Settled(request, transaction, 0), new CallStep.WriteDown())
                        : nothing();
            case CallCommand.Untakeable(String reason) ->
                this instanceof Owed(Hash32 request)
                        ? new CallTurn(new Lost(request, reason), new CallStep.WriteDown())
                        : nothing();
            case CallCommand.Restarted _ -> restarted();
        };
    }

    private CallTurn ask(CallCommand.Ask ask) {
        return switch (this) {
            case Fresh _ -> new CallTurn(new Serving(ask.request()), new CallStep.Serve());
            case Serving(Hash32 request) -> same(request, ask, new CallStep.Await());
            case Owed(Hash32 request) -> same(request, ask, new CallStep.Await());
            case Settled settled -> again(settled, ask);
            case Lost(Hash32 request, String _) -> same(request, ask, new CallStep.Refuse(CallDenial.NOT_TAKEN));
        };
    }

    private CallTurn again(Settled settled, CallCommand.Ask ask) {
        if (ask.kept() || settled.anew() >= ask.anew()) {
            CallStep step = ask.kept() ? new CallStep.HandOver() : new CallStep.Refuse(CallDenial.ANSWERED);
            return same(settled.request(), ask, step);
        }
        return settled.request().equals(ask.request())
                ? new CallTurn(
                        new Settled(settled.request(), settled.transaction(), settled.anew() + 1),
                        new CallStep.ServeAgain())
                : refused(CallDenial.OTHER_REQUEST);
    }

    private CallTurn same(Hash32 request, CallCommand.Ask ask, CallStep step) {
        return request.equals(ask.request()) ? new CallTurn(this, step) : refused(CallDenial.OTHER_REQUEST);
    }

    private CallTurn restarted() {
        return switch (this) {
            case Fresh _, Serving _ -> new CallTurn(fresh(), new CallStep.Nothing());
            case Owed owed -> new CallTurn(owed, new CallStep.Take());
            case Settled(Hash32 request, Hash32 transaction, int _) ->
                new CallTurn(new Settled(request, transaction, 0), new CallStep.Nothing());
            case Lost lost -> new CallTurn(lost, new CallStep.Nothing());
        };
    }

    private CallTurn refused(CallDenial denial) {
        return new CallTurn(this, new CallStep.Refuse(denial));
    }

    private CallTurn nothing() {
        return new CallTurn(this, new CallStep.Nothing());
    }
}
