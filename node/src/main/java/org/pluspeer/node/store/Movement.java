package org.pluspeer.node.store;

import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * Money that came or went, or a transaction that only cost gas.
 *
 * @param id chosen by who writes it; the same id is the same movement, at most 300 characters
 * @param seq the order in which movements came to be known, from 1
 * @param at unix seconds: of its block; until there is one, of its plan
 * @param place {@code wallet}, or {@code ledger} for what the exchange holds for the account
 * @param kind a code such as {@code transfer}, at most 40 characters
 * @param amount in the token's base units
 * @param counted whether the amount is in the running balance
 * @param filled whether token and amount are known from the chain alone
 * @param balance of the account in this token at this place, after it; null while it is in no block. Below nothing where
 *     a token moved what it did not tell
 * @param other who paid or was paid
 * @param gasFee in wei; null until it is known
 * @param block that holds it; null while none does
 */
public record Movement(
        String id,
        long seq,
        long at,
        Address account,
        String place,
        String kind,
        Address token,
        Amount amount,
        boolean incoming,
        boolean counted,
        boolean filled,
        @Nullable BigInteger balance,
        @Nullable Address other,
        @Nullable Hash32 transaction,
        @Nullable Amount gasFee,
        @Nullable Hash32 deal,
        State state,
        @Nullable String reason,
        @Nullable Long block) {
    public static final String WALLET = "wallet";
    public static final String LEDGER = "ledger";

    /** The names are in the database. */
    public enum State {
        PENDING,
        DONE,
        FAILED,
        DROPPED,
        OVERTAKEN,
        REPLACED
    }

    /** What it adds to the balance; below nothing where it takes. */
    BigInteger signed() {
        return incoming ? amount.units() : amount.units().negate();
    }

    Optional<Long> inBlock() {
        return Optional.ofNullable(block);
    }

    Movement numbered(long number) {
        return new Movement(
                id,
                number,
                at,
                account,
                place,
                kind,
                token,
                amount,
                incoming,
                counted,
                filled,
                balance,
                other,
                transaction,
                gasFee,
                deal,
                state,
                reason,
                block);
    }

    Movement hashed(Hash32 hash) {
        return new Movement(
                id, seq, at, account, place, kind, token, amount, incoming, counted, filled, balance, other, hash,
                gasFee, deal, state, reason, block);
    }

    Movement in(State now, @Nullable String why) {
        return new Movement(
                id,
                seq,
                at,
                account,
                place,
                kind,
                token,
                amount,
                incoming,
                counted,
                filled,
                balance,
                other,
                transaction,
                gasFee,
                deal,
                now,
                why == null ? reason : why,
                block);
    }

    /** Token and amount as the chain tells them; counted from now on. */
    Movement moved(Address what, Amount howMuch, boolean comes, @Nullable Address who, boolean told) {
        return new Movement(
                id,
                seq,
                at,
                account,
                place,
                kind,
                what,
                howMuch,
                comes,
                true,
                told,
                balance,
                who == null ? other : who,
                transaction,
                gasFee,
                deal,
                state,
                reason,
                block);
    }

    Movement mined(Hash32 hash, long time, long number, Amount fee) {
        return new Movement(
                id, seq, time, account, place, kind, token, amount, incoming, counted, filled, balance, other, hash,
                fee, deal, state, reason, number);
    }

    Movement leaving(BigInteger after) {
        return new Movement(
                id,
                seq,
                at,
                account,
                place,
                kind,
                token,
                amount,
                incoming,
                counted,
                filled,
                after,
                other,
                transaction,
                gasFee,
                deal,
                state,
                reason,
                block);
    }

    /** As before a block took it. */
    Movement undone() {
        return new Movement(
                id,
                seq,
                at,
                account,
                place,
                kind,
                filled ? Address.ZERO : token,
                filled ? Amount.ZERO : amount,
                !filled && incoming,
                false,
                false,
                null,
                other,
                transaction,
                null,
                deal,
                State.PENDING,
                null,
                null);
    }
}
