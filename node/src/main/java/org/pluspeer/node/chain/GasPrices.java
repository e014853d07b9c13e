package org.pluspeer.node.chain;

import java.util.List;
import java.util.Optional;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.spend.FeeMarket;
import org.pluspeer.wallet.spend.Fees;

/** What gas costs at present, and how far blocks are apart, as the chain's latest blocks show it. */
public final class GasPrices {
    private static final int BLOCKS = 20;
    private static final Amount LEAST_PRIORITY = Amount.of(1);

    private final ChainClient chain;

    public GasPrices(ChainClient chain) {
        this.chain = chain;
    }

    /** A quarter more than is expected: state may change until the transaction is in a block. */
    public static long limit(long estimate) {
        return estimate + estimate / 4;
    }

    /** Where the chain tells no history, prices rest on what its node suggests, and no time to wait is known. */
    public FeeMarket now() {
        FeeQuote quote = chain.fees();
        Amount least = quote.priorityFee().isZero() ? LEAST_PRIORITY : quote.priorityFee();
        Optional<FeeHistory> history = chain.feeHistory(BLOCKS, Fees.History.PERCENTILES);
        List<FeeMarket.Block> blocks = history.map(FeeHistory::blocks).orElse(List.of()).stream()
                .map(block -> new FeeMarket.Block(block.baseFee(), block.rewards(), !block.used()))
                .toList();
        Amount next = history.map(FeeHistory::nextBaseFee).orElse(quote.baseFee());
        boolean priced = blocks.stream().anyMatch(block -> !block.empty());
        return new FeeMarket(next, priced ? LEAST_PRIORITY : least, blocks, blockMillis());
    }

    /** On average over the latest blocks; 0 where there is only one. */
    private long blockMillis() {
        BlockRef head = chain.head();
        long count = Math.min(BLOCKS, head.number());
        if (count == 0) {
            return 0;
        }
        return chain.block(head.number() - count)
                .map(old -> Math.max(1, (head.time() - old.time()) * 1000 / count))
                .orElse(0L);
    }
}
