package org.pluspeer.node.content;

import org.pluspeer.market.content.ContentShape;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;

/**
 * What the owner offers to seed, as the journal keeps it; the last record about a root counts.
 *
 * @param on false: not any more
 * @param at unix seconds
 */
record SeedRecord(
        Hash32 listing,
        Hash32 exchangeRoot,
        long size,
        int blockSize,
        Address seller,
        String title,
        boolean on,
        long at) {
    ContentShape shape() {
        return new ContentShape(size, blockSize);
    }

    SeedRecord off(long when) {
        return new SeedRecord(listing, exchangeRoot, size, blockSize, seller, title, false, when);
    }
}
