package org.pluspeer.node.demo;

import java.util.List;

/**
 * What came of the story of the seeders, as {@code --json} prints it. Amounts are base units of the play dollar.
 *
 * @param seeders each with what it gave and what that brought
 * @param paid by the buyer for bringing it, by its own books
 * @param ceiling that the buyer agreed to
 * @param ownerGone whether no process of the owner was there while the ciphertext came
 * @param unchanged whether the buyer has the file
 * @param asServed whether for each seeder bytes times price, its books and the chain are the same sum, and the buyer's books
 *     have their total
 * @param reconciled whether each peer's books agree with the chain
 */
record SeedersReport(
        String story,
        List<SeederPart> seeders,
        String paid,
        String ceiling,
        boolean ownerGone,
        boolean unchanged,
        boolean asServed,
        boolean reconciled,
        long elapsedMs) {
    SeedersReport {
        seeders = List.copyOf(seeders);
    }

    /**
     * @param perGib base units for 2^30 bytes
     * @param bytes of ciphertext that it gave
     * @param worth of these bytes at that price
     * @param books what it says it earned
     * @param chain what the channel contract has credited it with
     */
    record SeederPart(String peer, String perGib, long bytes, String worth, String books, String chain) {
        boolean agrees() {
            return bytes > 0 && worth.equals(books) && books.equals(chain);
        }
    }
}
