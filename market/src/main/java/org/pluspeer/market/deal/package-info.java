/**
 * Storage deals: the terms, the clock of epochs, which leaves a block draws, what each course of a deal pays, whether it
 * is worth its gas, and the two machines that keep one: {@link org.pluspeer.market.deal.Hosting} for the provider,
 * {@link org.pluspeer.market.deal.Placement} for the client.
 *
 * <p>The formats and sums are those of the contract {@code StorageDeals}: {@code docs/protocol/09-storage-deals.md},
 * vectors in {@code docs/vectors/deal.json}. No I/O and no clock: the chain's head comes in as a command. It moves no
 * bytes of a replica, chooses no provider and knows no erasure coding.
 */
@NullMarked
package org.pluspeer.market.deal;

import org.jspecify.annotations.NullMarked;
