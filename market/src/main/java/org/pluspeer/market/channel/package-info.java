/**
 * Payment channels: a payer locks a deposit for one payee and signs vouchers, each for the whole sum owed so far; the
 * chain sees two transactions. {@code Outgoing} is the payer's side, {@code Incoming} the payee's. States answer
 * commands with events and effects: what must be durable, and what is to be done after it is.
 *
 * <p>The payer never signs a sum that is not higher than every one before, whatever it was restored from. The payee
 * delivers at most the agreed credit ahead of what it holds a voucher for, brings its voucher to the chain when that
 * pays or when the payer leaves, and stops before an end that it could miss.
 *
 * <p>No I/O and no clock: time is the chain's head time and comes in as a command, and so does the price of a
 * transaction. A side that hears nothing of the chain any more is as blind as it looks: whoever runs it stops
 * delivering then. Of conditional vouchers there are the formats alone; neither side trades with them yet. Formats and rules: docs/protocol/06-channels.md.
 */
@NullMarked
package org.pluspeer.market.channel;

import org.jspecify.annotations.NullMarked;
