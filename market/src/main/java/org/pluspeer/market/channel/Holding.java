package org.pluspeer.market.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.sale.ChainTime;
import org.pluspeer.wallet.eth.Amount;

/**
 * What the chain holds about one channel at present. Facts may arrive in any order, and twice. Of those that can no
 * longer be taken back only the ones that still say something are kept, so this stays small however long the channel
 * lives.
 *
 * @param facts of blocks that are part of the chain
 * @param time how far the chain is
 */
public record Holding(List<ChannelFact> facts, ChainTime time) {
    public static final Holding NOTHING = new Holding(List.of(), ChainTime.UNKNOWN);

    public Holding {
        facts = List.copyOf(facts);
    }

    public Holding with(ChannelFact fact) {
        if (facts.contains(fact) || (isFinal(fact) && isOutdone(fact, time.finalizedBlock()))) {
            return this;
        }
        List<ChannelFact> all = new ArrayList<>(facts);
        all.add(fact);
        return new Holding(all, time);
    }

    /** Without what a reorganisation took back. */
    public Holding before(long block) {
        return new Holding(facts.stream().filter(fact -> fact.block() < block).toList(), time);
    }

    public Holding with(ChainTime now) {
        ChainTime later = time.latest(now);
        List<ChannelFact> kept = new ArrayList<>();
        for (ChannelFact fact : facts) {
            if (fact.block() > later.finalizedBlock() || !isOutdone(fact, later.finalizedBlock())) {
                kept.add(fact);
            }
        }
        return new Holding(kept, later);
    }

    public boolean isOpened() {
        return has(ChannelFact.Opened.class) || has(ChannelFact.ToppedUp.class);
    }

    /** All that was paid in, by the newest block. */
    public Amount deposited() {
        return highest(facts, Holding::depositIn);
    }

    /** All that was paid in and can no longer be taken back. */
    public Amount finalDeposit() {
        return highest(facts, fact -> isFinal(fact) ? depositIn(fact) : null);
    }

    /** All that the payee was credited. */
    public Amount claimed() {
        return highest(facts, Holding::claimIn);
    }

    /** Null unless the payer is leaving. */
    public ChannelFact.@Nullable ExitStarted exit() {
        return last(ChannelFact.ExitStarted.class);
    }

    /** Null while the channel is not over. */
    public ChannelFact.@Nullable Closed closed() {
        return last(ChannelFact.Closed.class);
    }

    /**
     * The last second, unix time, in which a voucher surely counts.
     *
     * @return {@code Long.MAX_VALUE} while there is no such
     */
    public long countsUntil(ChannelTerms terms) {
        ChannelFact.ExitStarted exit = exit();
        long expiry = terms.expires() ? terms.expiry() : Long.MAX_VALUE;
        return exit == null ? expiry : Math.min(expiry, exit.exitAt());
    }

    private boolean isFinal(ChannelFact fact) {
        return fact.block() <= time.finalizedBlock();
    }

    /** Whether another final fact of its kind says more. */
    private boolean isOutdone(ChannelFact fact, long finalizedBlock) {
        Predicate<ChannelFact> more =
                switch (fact) {
                    case ChannelFact.ToppedUp it ->
                        other -> other instanceof ChannelFact.ToppedUp(var _, var _, var deposited)
                                && deposited.isMoreThan(it.deposited());
                    case ChannelFact.Claimed it ->
                        other -> other instanceof ChannelFact.Claimed(var _, var _, var claimed)
                                && claimed.isMoreThan(it.claimed());
                    case ChannelFact.Opened _, ChannelFact.ExitStarted _, ChannelFact.Closed _ -> _ -> false;
                };
        return facts.stream().anyMatch(other -> other.block() <= finalizedBlock && more.test(other));
    }

    private boolean has(Class<? extends ChannelFact> kind) {
        return facts.stream().anyMatch(kind::isInstance);
    }

    private <F extends ChannelFact> @Nullable F last(Class<F> kind) {
        for (ChannelFact fact : facts.reversed()) {
            if (kind.isInstance(fact)) {
                return kind.cast(fact);
            }
        }
        return null;
    }

    private static @Nullable Amount depositIn(ChannelFact fact) {
        return switch (fact) {
            case ChannelFact.Opened it -> it.deposited();
            case ChannelFact.ToppedUp it -> it.deposited();
            case ChannelFact.Claimed _, ChannelFact.ExitStarted _, ChannelFact.Closed _ -> null;
        };
    }

    private static @Nullable Amount claimIn(ChannelFact fact) {
        return switch (fact) {
            case ChannelFact.Claimed it -> it.claimed();
            case ChannelFact.Closed it -> it.claimed();
            case ChannelFact.Opened _, ChannelFact.ToppedUp _, ChannelFact.ExitStarted _ -> null;
        };
    }

    private interface Reading {
        @Nullable
        Amount of(ChannelFact fact);
    }

    private static Amount highest(List<ChannelFact> facts, Reading reading) {
        Amount highest = Amount.ZERO;
        for (ChannelFact fact : facts) {
            Amount amount = reading.of(fact);
            if (amount != null && amount.isMoreThan(highest)) {
                highest = amount;
            }
        }
        return highest;
    }
}
