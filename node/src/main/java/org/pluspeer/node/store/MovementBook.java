package org.pluspeer.node.store;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.journal.RecordKind;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** Keeps the movements and what each account holds by them, as the journal tells. */
public final class MovementBook implements Projection {
    private final Function<Journal.Record, List<MovementChange>> reading;

    /** @param reading what a record changes; nothing for records that do not concern money */
    public MovementBook(Function<Journal.Record, List<MovementChange>> reading) {
        this.reading = reading;
    }

    @Override
    public String name() {
        return "movements";
    }

    @Override
    public boolean concerns(RecordKind kind) {
        return kind == RecordKind.TRANSACTION || kind == RecordKind.LEDGER;
    }

    @Override
    public void apply(Journal.Record record, Connection in) throws SQLException {
        for (MovementChange change : reading.apply(record)) {
            apply(change, in);
        }
    }

    @Override
    public void clear(Connection in) throws SQLException {
        MovementStore.clear(in);
    }

    static void apply(MovementChange change, Connection in) throws SQLException {
        switch (change) {
            case MovementChange.Planned planned -> plan(planned, in);
            case MovementChange.Priced priced -> {
                Optional<Movement> there = MovementStore.find(priced.id(), in);
                if (there.isPresent()) {
                    MovementStore.version(priced.hash(), priced.id(), in);
                    MovementStore.put(there.get().hashed(priced.hash()), in);
                }
            }
            case MovementChange.Mined mined -> mine(mined, in);
            case MovementChange.Ended ended -> {
                Optional<Movement> there = MovementStore.find(ended.id(), in);
                if (there.isPresent()) {
                    MovementStore.put(there.get().in(ended.state(), ended.reason()), in);
                }
            }
            case MovementChange.Moved moved -> move(moved, in);
            case MovementChange.Undone undone -> undo(undone.block(), in);
        }
    }

    private static void plan(MovementChange.Planned planned, Connection in) throws SQLException {
        MovementStore.version(planned.hash(), planned.id(), in);
        Optional<Movement> there = MovementStore.find(planned.id(), in);
        if (there.isPresent()) {
            MovementStore.put(there.get().hashed(planned.hash()), in);
            return;
        }
        MovementStore.put(
                new Movement(
                        planned.id(),
                        MovementStore.next(in),
                        planned.at(),
                        planned.account(),
                        Movement.WALLET,
                        planned.kind(),
                        planned.token(),
                        planned.amount(),
                        false,
                        false,
                        false,
                        null,
                        planned.other(),
                        planned.hash(),
                        null,
                        planned.deal(),
                        Movement.State.PENDING,
                        null,
                        null),
                in);
    }

    private static void mine(MovementChange.Mined mined, Connection in) throws SQLException {
        Optional<Movement> there = MovementStore.find(mined.id(), in);
        if (there.isEmpty() || there.get().inBlock().isPresent()) {
            return;
        }
        Movement row = there.get()
                .numbered(MovementStore.next(in))
                .mined(mined.hash(), mined.at(), mined.block(), mined.fee());
        boolean coin = row.token().isZero();
        Amount leaves = coin && !row.counted() ? mined.moved() : Amount.ZERO;
        BigInteger change = mined.fee().plus(leaves).units().negate();
        BigInteger left = add(row.account(), row.place(), Address.ZERO, change, in);
        if (!leaves.isZero()) {
            row = row.moved(Address.ZERO, leaves, false, null, false);
        }
        MovementStore.put((coin ? row.leaving(left) : row).in(mined.state(), null), in);
    }

    private static void move(MovementChange.Moved moved, Connection in) throws SQLException {
        if (MovementStore.find(moved.id(), in).isPresent()) {
            return;
        }
        BigInteger change = moved.incoming()
                ? moved.amount().units()
                : moved.amount().units().negate();
        BigInteger left = add(moved.account(), moved.place(), moved.token(), change, in);
        Optional<Movement> payment = payment(moved, in);
        if (payment.isPresent()) {
            Movement row = payment.get();
            boolean told = !row.token().equals(moved.token()) || !row.amount().equals(moved.amount()) || row.filled();
            MovementStore.put(
                    row.moved(moved.token(), moved.amount(), moved.incoming(), told ? moved.other() : null, told)
                            .leaving(left),
                    in);
            return;
        }
        MovementStore.put(
                new Movement(
                        moved.id(),
                        MovementStore.next(in),
                        moved.at(),
                        moved.account(),
                        moved.place(),
                        moved.kind(),
                        moved.token(),
                        moved.amount(),
                        moved.incoming(),
                        true,
                        false,
                        left,
                        moved.other(),
                        moved.hash(),
                        null,
                        moved.deal(),
                        Movement.State.DONE,
                        null,
                        moved.block()),
                in);
    }

    /** The payment of ours that this is, or is part of: it said so, or said nothing. */
    private static Optional<Movement> payment(MovementChange.Moved moved, Connection in) throws SQLException {
        @Nullable Hash32 hash = moved.hash();
        if (hash == null || !moved.place().equals(Movement.WALLET)) {
            return Optional.empty();
        }
        return MovementStore.ofVersion(hash, in)
                .filter(row -> row.account().equals(moved.account()) && !row.counted())
                .filter(row -> row.amount().isZero()
                        || (row.token().equals(moved.token())
                                && row.amount().equals(moved.amount())
                                && row.incoming() == moved.incoming()));
    }

    private static BigInteger add(Address account, String place, Address token, BigInteger change, Connection in)
            throws SQLException {
        BigInteger after = MovementStore.holding(account, place, token, in).add(change);
        MovementStore.hold(account, place, token, after, in);
        return after;
    }

    /** Rare, so it may take its time: what is held is added up anew. */
    private static void undo(long block, Connection in) throws SQLException {
        for (Movement row : MovementStore.from(block, in)) {
            if (row.id().startsWith("tx:")) {
                MovementStore.put(row.undone(), in);
            } else {
                Sql.update("DELETE FROM movement WHERE id = ?", in, row.id());
            }
        }
        Sql.update("DELETE FROM holding", in);
        Sql.update(
                "INSERT INTO holding (account, place, token, amount)"
                        + " SELECT account, place, token, SUM(CASE WHEN incoming THEN amount ELSE -amount END)"
                        + " FROM movement WHERE counted GROUP BY account, place, token",
                in);
        List<Fees> fees = Sql.rows(
                "SELECT account, SUM(gas_fee) FROM movement WHERE gas_fee IS NOT NULL AND block IS NOT NULL"
                        + " GROUP BY account",
                in,
                row -> new Fees(Address.of(row.getBytes(1)), row.getBigDecimal(2)));
        for (Fees fee : fees) {
            add(
                    fee.account(),
                    Movement.WALLET,
                    Address.ZERO,
                    fee.sum().toBigIntegerExact().negate(),
                    in);
        }
    }

    private record Fees(Address account, BigDecimal sum) {}
}
