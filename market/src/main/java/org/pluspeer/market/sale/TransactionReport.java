package org.pluspeer.market.sale;

import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** What became of one transaction of a sale. */
public sealed interface TransactionReport {
    SaleTransaction transaction();

    /** Which try it was, from 0. */
    int attempt();

    /** It is on its way; it may be told again, with another hash where a higher fee replaced it. */
    record Sent(SaleTransaction transaction, int attempt, Hash32 hash) implements TransactionReport {}

    /**
     * It is in a block and did what it should.
     *
     * @param gasPrice wei per unit of gas
     */
    record Succeeded(SaleTransaction transaction, int attempt, Hash32 hash, long gasUsed, Amount gasPrice)
            implements TransactionReport {}

    /** The chain refused it, or it can no longer be mined. */
    record Refused(SaleTransaction transaction, int attempt, String reason) implements TransactionReport {}
}
