package org.pluspeer.node.account;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** The money of one room, as its own records have it. Whoever earns, stands surety or spends gives one of these. */
@FunctionalInterface
public interface Books {
    /** All of it up to now; what the chain took back is not in it. */
    List<Line> lines();

    /** What money came from, or went for. The names are in the API. */
    enum Source {
        /** Listings sold and bought. */
        DATA,
        /** Calls of services. */
        CALLS,
        /** Calls between peers, and whatever else is paid ahead through channels. */
        CHANNELS,
        /** Content brought to others, or by others. */
        BANDWIDTH,
        /** Room on disks. */
        STORAGE,
        /** Gas. */
        FEES;

        /** As JSON has it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How it stands. */
    enum State {
        /** Ours, and nobody can call it back but a reorganisation of the chain. */
        EARNED,
        /** Ours once a window has passed or a transaction is taken. */
        PENDING,
        /** Ours in a contract; one transaction away from the account. */
        CLAIMABLE,
        /** Our own money that a contract holds, and that could be lost: bonds, collateral, prices in escrow. */
        AT_RISK,
        /** Gone, for something that came. */
        SPENT
    }

    /**
     * One sum.
     *
     * @param id names it among all lines of all rooms; the same as long as it is the same money
     * @param token the zero address for the chain's own coin
     * @param amount base units
     * @param at unix seconds: of what made it so
     * @param other who paid or was paid; null where it is many, or nobody
     * @param block that made it so; null where it is not known here
     * @param transaction that made it so; null where it is not known here
     * @param listing that it was for; null where it was for none
     */
    record Line(
            String id,
            State state,
            Source source,
            Address token,
            Amount amount,
            long at,
            @Nullable Address other,
            @Nullable Long block,
            @Nullable Hash32 transaction,
            @Nullable Hash32 listing) {
        /** Of nobody in particular. */
        public Line(String id, State state, Source source, Address token, Amount amount, long at) {
            this(id, state, source, token, amount, at, null, null, null, null);
        }
    }
}
