package org.pluspeer.node.account;

import java.math.BigInteger;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/** A contract's ledger that a room of this node has money in, by its books and by the chain. */
public interface LedgerWord {
    /** What it is called beside the numbers, in one word. */
    String place();

    /** Base units that the books say. */
    BigInteger said(Address token);

    /**
     * Base units that the chain says.
     *
     * @throws org.pluspeer.node.ProblemException CHAIN_UNAVAILABLE
     */
    Amount there(Address token);
}
