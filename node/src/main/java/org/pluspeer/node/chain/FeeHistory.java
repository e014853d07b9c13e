package org.pluspeer.node.chain;

import java.util.List;
import org.pluspeer.wallet.eth.Amount;

/**
 * What {@code eth_feeHistory} told.
 *
 * @param nextBaseFee wei per gas, of the block to come
 * @param blocks oldest first
 */
public record FeeHistory(Amount nextBaseFee, List<Block> blocks) {
    /**
     * One block.
     *
     * @param baseFee wei per gas
     * @param used whether it holds anything
     * @param rewards priority fees in wei per gas, one for each percentile that was asked for
     */
    public record Block(Amount baseFee, boolean used, List<Amount> rewards) {
        public Block {
            rewards = List.copyOf(rewards);
        }
    }

    public FeeHistory {
        blocks = List.copyOf(blocks);
    }
}
