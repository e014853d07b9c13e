package org.pluspeer.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.pluspeer.wallet.eth.Amount;

/** Whose money it is after a sale, by the chain's own word, beside what it was before. */
final class Audit {
    private final WalkedTown town;
    private final WalkedTown.Ware ware;
    private final WalkedTown.Books before;
    private final int deposits;

    private Audit(WalkedTown town, WalkedTown.Ware ware, int deposits) {
        this.town = town;
        this.ware = ware;
        this.before = town.books(ware.token());
        this.deposits = deposits;
    }

    /** The seller's deposit is expected beside what is said later, unless sales before have left enough for this bond. */
    static Audit begin(WalkedTown town, WalkedTown.Ware ware) {
        return new Audit(town, ware, town.hasBond(ware) ? 0 : 1);
    }

    /** The seller can't put up its bond. */
    static Audit beginBondless(WalkedTown town, WalkedTown.Ware ware) {
        return new Audit(town, ware, 0);
    }

    /**
     * @param bought transactions that the buyer sent in all, each once however often it died
     * @param sold those of the seller, but for its deposit
     */
    void isPaid(int bought, int sold) {
        WalkedTown.Books after = adds(bought, sold);
        assertEquals(before.buyer().minus(ware.price()), after.buyer());
        assertEquals(before.seller().plus(ware.price()), after.seller());
    }

    /** @param extra what the seller forfeits to the buyer, beside the price */
    void isGivenBack(Amount extra, int bought, int sold) {
        WalkedTown.Books after = adds(bought, sold);
        assertEquals(before.buyer().plus(extra), after.buyer());
        assertEquals(before.seller().minus(extra), after.seller());
    }

    void isUnpaid(int bought, int sold) {
        isGivenBack(Amount.ZERO, bought, sold);
    }

    private WalkedTown.Books adds(int bought, int sold) {
        WalkedTown.Books after = town.books(ware.token());
        assertEquals(before.total(), after.total());
        assertEquals(Amount.ZERO, after.escrow());
        assertEquals(before.bought() + bought, after.bought(), "transactions of the buyer");
        assertEquals(before.sold() + deposits + sold, after.sold(), "transactions of the seller");
        return after;
    }
}
