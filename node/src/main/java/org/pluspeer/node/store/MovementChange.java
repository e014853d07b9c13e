package org.pluspeer.node.store;

import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** What a record of the journal changes in the history of money. */
public sealed interface MovementChange {

    /** A payment of ours is about to be sent, under this hash. */
    record Planned(
            String id,
            long at,
            Address account,
            String kind,
            Address token,
            Amount amount,
            @Nullable Address other,
            @Nullable Hash32 deal,
            Hash32 hash)
            implements MovementChange {}

    /** It has another hash from now on; any of them may be taken. */
    record Priced(String id, Hash32 hash) implements MovementChange {}

    /**
     * A block took it.
     *
     * @param moved wei that left the account with it
     * @param fee wei
     */
    record Mined(String id, Hash32 hash, long at, long block, Movement.State state, Amount moved, Amount fee)
            implements MovementChange {}

    /** It is over. */
    record Ended(String id, Movement.State state, @Nullable String reason) implements MovementChange {}

    /** Money moved, as the chain shows it; part of a payment of ours where that has its hash. */
    record Moved(
            String id,
            long at,
            Address account,
            String place,
            String kind,
            Address token,
            Amount amount,
            boolean incoming,
            @Nullable Address other,
            @Nullable Hash32 hash,
            @Nullable Hash32 deal,
            long block)
            implements MovementChange {}

    /** The chain took back this block and all after it. */
    record Undone(long block) implements MovementChange {}
}
