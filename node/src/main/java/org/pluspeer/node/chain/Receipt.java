package org.pluspeer.node.chain;

import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * What became of a transaction in the block that holds it.
 *
 * @param succeeded false where it reverted; its gas is spent all the same
 * @param effectiveGasPrice wei per gas
 */
public record Receipt(
        Hash32 transaction,
        boolean succeeded,
        long blockNumber,
        Hash32 blockHash,
        long gasUsed,
        Amount effectiveGasPrice) {

    /** In wei. */
    public Amount fee() {
        return effectiveGasPrice.times(gasUsed);
    }
}
