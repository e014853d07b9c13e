package org.pluspeer.node.x402;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.account.Books.Line;
import org.pluspeer.node.account.Books.Source;
import org.pluspeer.node.account.Books.State;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** Payments for calls by the transactions that moved them: the newest one by one, those before added up by day. */
final class TakenCalls {
    private static final long DAY = 86_400;

    private final int most;
    private final State state;
    private final Map<Hash32, Taken> newest = new LinkedHashMap<>();
    private final Map<Hash32, Hash32> byTransaction = new HashMap<>();
    private final Map<Before, Amount> before = new HashMap<>();

    /**
     * One payment.
     *
     * @param what it was for
     * @param other who paid or was paid
     * @param at unix seconds
     * @param listing of the file that it was for; null where it was for a call
     */
    record Taken(
            Hash32 id,
            String what,
            Address token,
            Address other,
            Amount value,
            long at,
            Hash32 transaction,
            @Nullable Hash32 listing) {}

    private record Before(long day, Address token, @Nullable Hash32 listing) {
        String id(State state) {
            String about = listing == null ? "" : "/" + listing.hex();
            return "calls/" + state + "/" + day + "/" + token.hex() + about;
        }
    }

    private static Source source(@Nullable Hash32 listing) {
        return listing == null ? Source.CALLS : Source.DATA;
    }

    /**
     * @param most so many are held one by one
     * @param state what a payment is to us
     */
    TakenCalls(int most, State state) {
        this.most = most;
        this.state = state;
    }

    void add(Taken taken) {
        if (newest.put(taken.id(), taken) == null && newest.size() > most) {
            Taken oldest = newest.remove(newest.keySet().iterator().next());
            byTransaction.remove(oldest.transaction(), oldest.id());
            before.merge(new Before(oldest.at() / DAY, oldest.token(), oldest.listing()), oldest.value(), Amount::plus);
        }
        byTransaction.put(taken.transaction(), taken.id());
    }

    Optional<Taken> by(Hash32 transaction) {
        return Optional.ofNullable(byTransaction.get(transaction)).map(newest::get);
    }

    List<Line> lines() {
        Stream<Line> old = before.entrySet().stream()
                .map(day -> new Line(
                        day.getKey().id(state),
                        state,
                        source(day.getKey().listing()),
                        day.getKey().token(),
                        day.getValue(),
                        day.getKey().day() * DAY,
                        null,
                        null,
                        null,
                        day.getKey().listing()));
        Stream<Line> single = newest.values().stream()
                .map(one -> new Line(
                        "call/" + one.id().hex(),
                        state,
                        source(one.listing()),
                        one.token(),
                        one.value(),
                        one.at(),
                        one.other(),
                        null,
                        one.transaction(),
                        one.listing()));
        return Stream.concat(old, single).toList();
    }
}
