package org.pluspeer.wallet.spend;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.MoneyException;

/**
 * What a transaction offers for gas (EIP-1559), in wei per gas.
 *
 * @param priorityFee for the block's producer; at most the maximum
 * @param maxFee all in all
 */
public record Fees(Amount priorityFee, Amount maxFee) {
    /** geth's and others' pools take a replacement only if both fees are a tenth higher. */
    private static final BigInteger BUMP_PERCENT = BigInteger.valueOf(110);

    private static final BigInteger HUNDRED = BigInteger.valueOf(100);

    /** How soon it should be in a block. */
    public enum Pace {
        /** The base fee may rise by a quarter before it has to wait. */
        SLOW(0, 125),
        /** The base fee may double: six full blocks in a row. */
        NORMAL(1, 200),
        /** The base fee may rise fourfold. */
        FAST(2, 400);

        private final int percentile;
        private final BigInteger basePercent;

        Pace(int percentile, int basePercent) {
            this.percentile = percentile;
            this.basePercent = BigInteger.valueOf(basePercent);
        }
    }

    /**
     * What {@code eth_feeHistory} told.
     *
     * @param nextBaseFee wei per gas, of the block to come
     * @param rewards priority fees of the latest blocks, three a block, at the percentiles {@link #PERCENTILES}
     */
    public record History(Amount nextBaseFee, List<List<Amount>> rewards) {
        /** To be asked for, in this order. */
        public static final List<Integer> PERCENTILES = List.of(10, 50, 90);

        /** @throws IllegalArgumentException if a block has another number of rewards */
        public History {
            if (rewards.stream().anyMatch(block -> block.size() != PERCENTILES.size())) {
                throw new IllegalArgumentException("a block's rewards are three");
            }
            rewards = rewards.stream().map(List::copyOf).toList();
        }
    }

    /** @throws MoneyException if the priority fee is above the maximum */
    public Fees {
        if (priorityFee.isMoreThan(maxFee)) {
            throw new MoneyException("the priority fee is above the maximum");
        }
    }

    /**
     * @param leastPriority wei per gas that the chain asks for at least (its {@code eth_maxPriorityFeePerGas}, or 1);
     *     all there is to go by where the latest blocks were empty
     */
    public static Fees suggest(History history, Pace pace, Amount leastPriority) {
        Amount priority = max(median(history, pace.percentile), leastPriority);
        Amount base = new Amount(percent(history.nextBaseFee().units(), pace.basePercent));
        return new Fees(priority, base.plus(priority));
    }

    /**
     * What a replacement of a transaction with these fees must offer: a tenth more of both, or what is suggested now
     * where that is higher.
     *
     * @param ceiling wei per gas that is never gone beyond
     * @return empty where the ceiling leaves no room for one
     */
    public Optional<Fees> replacement(Fees now, Amount ceiling) {
        Amount leastMax = bumped(maxFee);
        if (leastMax.isMoreThan(ceiling)) {
            return Optional.empty();
        }
        Amount priority = max(bumped(priorityFee), now.priorityFee);
        Amount most = max(max(leastMax, now.maxFee), priority);
        Amount capped = most.isMoreThan(ceiling) ? ceiling : most;
        Amount least = bumped(priorityFee);
        Amount affordable = priority.isMoreThan(capped) ? capped : priority;
        return affordable.isLessThan(least) ? Optional.empty() : Optional.of(new Fees(affordable, capped));
    }

    /** What a unit of gas costs in a block with this base fee; the most is the maximum. */
    public Amount effective(Amount baseFee) {
        Amount wanted = baseFee.plus(priorityFee);
        return wanted.isMoreThan(maxFee) ? maxFee : wanted;
    }

    private static Amount bumped(Amount fee) {
        BigInteger tenthMore = percent(fee.units(), BUMP_PERCENT);
        return new Amount(tenthMore.max(fee.units().add(BigInteger.ONE)));
    }

    /** Rounded up. */
    private static BigInteger percent(BigInteger units, BigInteger percent) {
        return units.multiply(percent).add(HUNDRED).subtract(BigInteger.ONE).divide(HUNDRED);
    }

    private static Amount median(History history, int percentile) {
        List<Amount> sorted = history.rewards().stream()
                .map(block -> block.get(percentile))
                .sorted()
                .toList();
        return sorted.isEmpty() ? Amount.ZERO : sorted.get(sorted.size() / 2);
    }

    private static Amount max(Amount a, Amount b) {
        return a.isMoreThan(b) ? a : b;
    }
}
