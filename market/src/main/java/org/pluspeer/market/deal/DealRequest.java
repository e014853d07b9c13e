package org.pluspeer.market.deal;

import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;

/**
 * A deal that is to be.
 *
 * @param id EIP-712 digest of the terms at the contract, computed here and never taken from the other side
 * @param historyBlocks how far back the chain tells hashes: 256, or 8,191 where EIP-2935 is there
 * @param settleEvery epochs after which the provider has what it earned credited; 0 for at the end only
 */
public record DealRequest(Hash32 id, DealTerms terms, int historyBlocks, int settleEvery) {
    public static final int SHORT_HISTORY = 256;
    public static final int LONG_HISTORY = 8191;

    public static DealRequest at(
            long chainId, Address storageDeals, DealTerms terms, int historyBlocks, int settleEvery) {
        return new DealRequest(terms.id(chainId, storageDeals), terms, historyBlocks, settleEvery);
    }
}
