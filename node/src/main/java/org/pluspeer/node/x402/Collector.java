package org.pluspeer.node.x402;

import java.time.Duration;
import java.util.Optional;
import org.pluspeer.market.service.Authorization;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** The chain, as far as payments for calls need it. */
interface Collector {

    /** What came of bringing a payment to the chain. */
    sealed interface Taking {
        record Taken(Hash32 transaction) implements Taking {}

        record Lost(String reason) implements Taking {}

        /** It is tried again. */
        record Later(String reason) implements Taking {}
    }

    /**
     * Takes a payment that is owed; the same again is taken once.
     *
     * @param limit for the transaction to be in a block
     */
    Taking take(CallRecord.Owed owed, Duration limit);

    /**
     * Looks whether the chain would take a payment.
     *
     * @return base units that the payer holds; empty where the payment was used already
     * @throws org.pluspeer.node.ProblemException CHAIN_UNAVAILABLE
     */
    Optional<Amount> balance(Address token, Authorization authorization);
}
