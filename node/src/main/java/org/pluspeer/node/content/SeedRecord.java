package org.pluspeer.node.content;

import org.jspecify.annotations.Nullable;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.fetch.Rate;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * What the owner offers to seed, as the journal keeps it; the last record about a root counts.
 *
 * @param on false: not any more
 * @param at unix seconds
 * @param token that it is paid in; null where it is free
 * @param perGib base units for 2^30 bytes; null where it is free
 */
record SeedRecord(
        Hash32 listing,
        Hash32 exchangeRoot,
        long size,
        int blockSize,
        Address seller,
        String title,
        boolean on,
        long at,
        @Nullable Address token,
        @Nullable Amount perGib) {
    ContentShape shape() {
        return new ContentShape(size, blockSize);
    }

    SeedRecord off(long when) {
        return new SeedRecord(listing, exchangeRoot, size, blockSize, seller, title, false, when, token, perGib);
    }

    SeedRecord priced(Rate rate, long when) {
        return new SeedRecord(
                listing, exchangeRoot, size, blockSize, seller, title, on, when, rate.token(), rate.perGib());
    }

    Rate rate() {
        return token == null || perGib == null ? Rate.FREE : new Rate(token, perGib);
    }
}
