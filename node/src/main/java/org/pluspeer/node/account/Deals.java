package org.pluspeer.node.account;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** The owner's purchases and sales, as far as money goes: what this room needs of the one that runs them. */
public interface Deals {
    List<Deal> all();

    /** Base units of a token in the contract's ledger that open offers need as bonds. */
    Amount reserved(Address token);

    /** Which side the owner is on. */
    enum Side {
        BOUGHT,
        SOLD
    }

    /** How far the money is. */
    enum Phase {
        /** Nothing is locked. */
        UNPAID,
        /** The price is in escrow; the seller's bond too. */
        OPEN,
        /** The price went to the seller. */
        PAID_OUT,
        /** The price went back to the buyer. */
        RETURNED
    }

    /**
     * One deal.
     *
     * @param other whom it is with
     * @param price what is ours of it, where we sold: nothing if it was to be credited to others
     * @param returned what the buyer got back beyond the price, or the seller lost of the bond
     * @param at unix seconds: of its end, else of its beginning
     * @param block that ended it; null where it is not over, or that is not known
     */
    record Deal(
            Hash32 id,
            Hash32 listing,
            Address other,
            Side side,
            Phase phase,
            String title,
            Address token,
            Amount price,
            Amount bond,
            Amount returned,
            long at,
            @Nullable Long block) {}
}
