package org.pluspeer.node.channel;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.channel.Voucher;
import org.pluspeer.market.wire.ChannelStanding;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * Channels by which is paid what has come: one for each payee and token, and for nothing else. Nothing is signed ahead, so
 * all that a payee can cheat this node of is what it says got lost on the way. Amounts are base units. Safe for any number
 * of threads.
 */
public interface Postpaid {
    /** Where it stands. */
    enum Stage {
        /** The deposit is on its way, or the payee is asked what it holds. */
        WAITING,
        READY,
        /** Nothing more is paid through it. */
        OVER
    }

    /** Whether it is one of these. */
    boolean contains(Hash32 id);

    /** The channel to a payee that is not over; null if there is none. */
    @Nullable
    Hash32 find(Address payee, Address token);

    /**
     * The channel to a payee; opened in the background where there is none.
     *
     * @param deposit if it has to be opened
     * @throws ProblemException BAD_REQUEST where that is no deposit, or the payee is this account
     */
    Hash32 open(Address payee, Address token, Amount deposit);

    /** What opening and ending one costs in gas, in the token; empty where nobody knows what that is worth. */
    Optional<Amount> openingCost(Address token);

    // ---- how it stands

    Stage stage(Hash32 id);

    /** What can still be signed for, of the deposit that the payee counts on. */
    Amount free(Hash32 id);

    /** What could be signed for if all that is on its way into the deposit were there for good. */
    Amount freeSoon(Hash32 id);

    /** Worth of all that came through it and was paid for. */
    Amount received(Hash32 id);

    /** What was paid under a name since ever, through all of these channels. */
    Amount spent(Hash32 name);

    /** What was ever paid through it for what did not come. */
    Amount lost(Hash32 id);

    /** How often a higher deposit was refused, by the owner's rules or the chain. */
    int refusals(Hash32 id);

    /**
     * Has the deposit raised, in the background, until so much can be signed for; nothing happens where it is being raised
     * already.
     *
     * @throws ProblemException CONFLICT where it is not open
     */
    void raise(Hash32 id, Amount free);

    // ---- paying

    /**
     * Pays for what came: on the disk when this returns, and before it is signed.
     *
     * @param name under which it is counted
     * @throws ProblemException CHANNEL_IN_DOUBT, INSUFFICIENT_FUNDS where the deposit is used up, NOT_READY where it is not
     *     open yet, CONFLICT where it is ending
     */
    void pay(Hash32 id, Amount amount, Hash32 name);

    /**
     * Pays for what the payee says it delivered, and did not come.
     *
     * @param name whose sum it counts in as well, to the end of this run
     */
    void payLost(Hash32 id, Amount amount, Hash32 name);

    /** The newest voucher, signed once for as often as it is asked for; null before anything was paid. */
    @Nullable
    Voucher newest(Hash32 id);

    /** What the payee shows of a voucher that this node may not know of counts if the channel's key signed it. */
    void heard(Hash32 id, ChannelStanding standing);

    // ---- in use

    /** Vouchers go with requests from now on, and are not sent apart. */
    void use(Hash32 id);

    /** What was not shown to the payee is sent now. */
    void release(Hash32 id);
}
