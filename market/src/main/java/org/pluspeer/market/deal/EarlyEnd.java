package org.pluspeer.market.deal;

import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Eip712;
import org.pluspeer.wallet.eth.Hash32;

/**
 * What both sign to end a deal before its time.
 *
 * @param epochs how many are decided; it is void once another number is
 * @param validUntil unix seconds, chain time, the last one
 */
public record EarlyEnd(Hash32 dealId, int epochs, long validUntil) {
    public Eip712.Struct struct() {
        return Eip712.Struct.named("EarlyEnd")
                .bytes32("dealId", dealId)
                .uint(32, "epochs", epochs)
                .uint(64, "validUntil", validUntil)
                .build();
    }

    /** What is signed. */
    public Hash32 digest(long chainId, Address storageDeals) {
        return Eip712.digest(DealTerms.domain(chainId, storageDeals), struct());
    }
}
