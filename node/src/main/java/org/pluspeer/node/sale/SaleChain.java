package org.pluspeer.node.sale;

import org.pluspeer.market.sale.ChainTime;
import org.pluspeer.market.sale.PaymentMethod;
import org.pluspeer.market.sale.Venue;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** What the desks read off the chain. Everything may throw CHAIN_UNAVAILABLE. */
public interface SaleChain {
    /** The chain and the contract that this node buys and sells on. */
    Venue venue();

    /**
     * Whether what the chain told so far goes up to its head. A node that is behind does not know what its own deals
     * came to: it promises and pays nothing.
     */
    boolean isCaughtUp();

    /** Freshly read. */
    ChainTime now();

    /**
     * Whether the contract, asked at a block that will not be undone, knows of a sale.
     *
     * @param block in which it was seen to be accepted
     */
    boolean isPaidForGood(Hash32 offerId, long block);

    /** What the account holds, in base units; the zero address for the chain's own coin. */
    Amount balance(Address account, Address token);

    /** What the contract owes the account and has not locked in a sale. */
    Amount ledger(Address account, Address token);

    /** The most that a unit of gas costs in the next blocks, in wei. */
    Amount gasPrice();

    /** How a price in this token gets into escrow. */
    PaymentMethod methodFor(Address token);

    /** For people; a token that cannot be read is shown by its address. */
    TokenView token(Address address);
}
