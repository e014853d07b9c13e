package org.pluspeer.market.deal;

import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/**
 * The deals that a client opens.
 *
 * @param mostPrice for all epochs of one deal
 * @param minCollateral that the provider must put in
 * @param maxMissed most epochs that may be missed before the collateral is lost
 * @param minSamples leaves an epoch
 * @param minBlocks how long the bytes must be kept at least, in blocks
 */
public record ClientPolicy(Amount mostPrice, Amount minCollateral, int maxMissed, int minSamples, long minBlocks) {
    /**
     * Whether to open a deal.
     *
     * @param proposed the terms that the client named
     * @param signed what came back, with the account recovered from the signature over its id
     * @param headTime unix seconds of the chain's head
     * @return the first fault found; null if there is none
     */
    public @Nullable DealFault fault(
            DealTerms proposed, DealTerms signed, Address signer, Replica replica, long headTime, GasQuote quote) {
        if (!signed.equals(proposed)) {
            return DealFault.TERMS;
        }
        if (!signer.equals(signed.provider())) {
            return DealFault.SIGNATURE;
        }
        if (!signed.root().equals(replica.root()) || signed.size() != replica.size()) {
            return DealFault.REPLICA;
        }
        if (signed.price().isMoreThan(mostPrice)) {
            return DealFault.PRICE;
        }
        if (signed.collateral().isLessThan(minCollateral)) {
            return DealFault.COLLATERAL;
        }
        if (signed.maxMissed() > maxMissed) {
            return DealFault.FORGIVENESS;
        }
        if (signed.samples() < minSamples) {
            return DealFault.SAMPLES;
        }
        if ((long) signed.epochs() * signed.epochBlocks() < minBlocks) {
            return DealFault.DURATION;
        }
        if (headTime > signed.acceptBy()) {
            return DealFault.EXPIRED;
        }
        return DealBalance.of(signed, quote, 0).isWorthOpening() ? null : DealFault.UNECONOMIC;
    }
}
