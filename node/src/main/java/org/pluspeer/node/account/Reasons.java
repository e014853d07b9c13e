package org.pluspeer.node.account;

import java.util.Optional;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** What money that moved without a transaction of ours was for. */
public interface Reasons {
    /**
     * In one line; empty where it is not known.
     *
     * @param other who paid or was paid
     * @param amount base units
     */
    Optional<String> why(Hash32 transaction, boolean incoming, Address other, Address token, Amount amount);
}
