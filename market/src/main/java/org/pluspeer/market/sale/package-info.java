/**
 * The fair exchange of one listing for money: offer, escrow, key, settlement, and the ways out when the other side
 * cheats or falls silent. States answer commands with events and effects.
 *
 * <p>No I/O and no clock: time is the chain's head time and comes in as a command.
 */
@NullMarked
package org.pluspeer.market.sale;

import org.jspecify.annotations.NullMarked;
