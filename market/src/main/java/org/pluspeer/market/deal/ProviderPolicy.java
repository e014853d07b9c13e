package org.pluspeer.market.deal;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/**
 * The deals that a provider enters.
 *
 * @param tokens that it takes; the zero address for the chain's coin
 * @param priceOfGib least price of a GiB an epoch, in base units of whatever token
 * @param mostCollateral that it puts into one deal
 * @param mostPenalty for one missed epoch, in prices of an epoch
 * @param minMissed epochs that must be forgiven: an outage of the chain must not be a default
 * @param minWindow blocks
 * @param mostBlocks how long a deal may run, in blocks
 * @param margin per cent that the income must lie above the gas
 */
public record ProviderPolicy(
        Set<Address> tokens,
        Amount priceOfGib,
        Amount mostCollateral,
        int mostPenalty,
        int minMissed,
        int minWindow,
        long mostBlocks,
        int margin) {
    /** Seconds: a deal that nobody opens must not tie up its collateral for longer. */
    public static final long LONGEST_TO_OPEN = 24 * 3600;

    private static final long GIB = 1L << 30;

    public ProviderPolicy {
        tokens = Set.copyOf(tokens);
    }

    /**
     * Whether to sign these terms.
     *
     * @param self the provider's account
     * @param replica what lies on its disk, checked
     * @param headTime unix seconds of the chain's head
     * @return the first fault found; null if there is none
     */
    public @Nullable DealFault fault(DealTerms terms, Address self, Replica replica, long headTime, GasQuote quote) {
        if (!terms.provider().equals(self)) {
            return DealFault.OTHER_SIDE;
        }
        if (!terms.root().equals(replica.root()) || terms.size() != replica.size()) {
            return DealFault.REPLICA;
        }
        DealFault fault = money(terms);
        fault = fault != null ? fault : time(terms, headTime);
        boolean pays = DealBalance.of(terms, quote, margin).paysForTheProvider();
        return fault != null || pays ? fault : DealFault.UNECONOMIC;
    }

    private @Nullable DealFault money(DealTerms terms) {
        if (!tokens.contains(terms.token())) {
            return DealFault.TOKEN;
        }
        // price >= priceOfGib * size / GiB, without dividing
        Amount asked = priceOfGib.times(terms.size());
        if (terms.pricePerEpoch().times(GIB).isLessThan(asked)) {
            return DealFault.PRICE;
        }
        if (terms.collateral().isMoreThan(mostCollateral)) {
            return DealFault.COLLATERAL;
        }
        if (terms.penalty().isMoreThan(terms.pricePerEpoch().times(mostPenalty))) {
            return DealFault.PENALTY;
        }
        // It raises what the client gets when the provider fails: a reward for making it fail.
        return terms.repairCost().isMoreThan(terms.price()) ? DealFault.REPAIR : null;
    }

    private @Nullable DealFault time(DealTerms terms, long headTime) {
        if (terms.maxMissed() < minMissed) {
            return DealFault.FORGIVENESS;
        }
        if (terms.windowBlocks() < minWindow) {
            return DealFault.WINDOW;
        }
        if ((long) terms.epochs() * terms.epochBlocks() > mostBlocks) {
            return DealFault.DURATION;
        }
        if (headTime > terms.acceptBy()) {
            return DealFault.EXPIRED;
        }
        return terms.acceptBy() > headTime + LONGEST_TO_OPEN ? DealFault.EXPIRY : null;
    }
}
