package org.pluspeer.node.chain;

import org.pluspeer.market.sale.How;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** What FairExchange wrote. */
public sealed interface ExchangeEvent {
    Origin origin();

    /**
     * Where it stands. The block's hash and the index name it for good.
     *
     * @param time unix seconds of the block
     */
    record Origin(long block, Hash32 blockHash, long time, Hash32 transaction, int logIndex) {}

    /** @param revealBy unix seconds */
    record Accepted(Origin origin, Hash32 offerId, Address seller, Address buyer, long revealBy)
            implements ExchangeEvent {}

    /** @param disputeBy unix seconds */
    record Revealed(Origin origin, Hash32 offerId, Hash32 z, long disputeBy) implements ExchangeEvent {}

    record Ended(Origin origin, Hash32 offerId, How how) implements ExchangeEvent {}

    /** Into the ledger. */
    record Deposited(Origin origin, Address account, Address token, Amount amount) implements ExchangeEvent {}

    /** Out of the ledger. */
    record Withdrawn(Origin origin, Address account, Address token, Amount amount, Address to)
            implements ExchangeEvent {}
}
