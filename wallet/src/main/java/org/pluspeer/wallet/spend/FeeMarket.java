package org.pluspeer.wallet.spend;

import java.util.List;
import java.util.OptionalLong;
import org.pluspeer.wallet.eth.Amount;

/**
 * What the latest blocks tell about fees and about waiting.
 *
 * @param nextBaseFee wei per gas, of the block to come
 * @param leastPriority wei per gas that the chain asks for at least, from 1
 * @param blocks the latest, in any order; none where the chain does not tell
 * @param blockMillis how far apart they were on average; 0 where it is not known
 */
public record FeeMarket(Amount nextBaseFee, Amount leastPriority, List<Block> blocks, long blockMillis) {
    /**
     * One block.
     *
     * @param baseFee wei per gas
     * @param rewards priority fees at {@link Fees.History#PERCENTILES}
     * @param empty holds nothing, so that it would have taken anything that pays its base fee
     */
    public record Block(Amount baseFee, List<Amount> rewards, boolean empty) {
        /** @throws IllegalArgumentException if there is another number of rewards */
        public Block {
            if (rewards.size() != Fees.History.PERCENTILES.size()) {
                throw new IllegalArgumentException("a block's rewards are three");
            }
            rewards = List.copyOf(rewards);
        }

        /** Whether a transaction with these fees would have been among those it took. */
        boolean wouldTake(Fees fees) {
            if (baseFee.isMoreThan(fees.maxFee())) {
                return false;
            }
            Amount left = fees.maxFee().minus(baseFee);
            Amount tip = left.isLessThan(fees.priorityFee()) ? left : fees.priorityFee();
            return empty || !tip.isLessThan(rewards.getFirst());
        }
    }

    public FeeMarket {
        blocks = List.copyOf(blocks);
    }

    /** What to offer at this pace. */
    public Fees fees(Fees.Pace pace) {
        List<List<Amount>> rewards = blocks.stream()
                .filter(block -> !block.empty())
                .map(Block::rewards)
                .toList();
        return Fees.suggest(new Fees.History(nextBaseFee, rewards), pace, leastPriority);
    }

    /**
     * How long a transaction with these fees would wait, by how many of the latest blocks would have taken it: with one
     * in four, four blocks. Whole seconds, from 1; empty where nothing was measured, or no block would have taken it.
     */
    public OptionalLong seconds(Fees fees) {
        long takers = blocks.stream().filter(block -> block.wouldTake(fees)).count();
        if (takers == 0 || blockMillis <= 0) {
            return OptionalLong.empty();
        }
        long waits = (blocks.size() + takers - 1) / takers;
        return OptionalLong.of(Math.max(1, (Math.multiplyExact(waits, blockMillis) + 999) / 1000));
    }
}
