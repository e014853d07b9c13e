/**
 * The owner's rule for earnings, carried out: {@link org.pluspeer.node.loop.LoopDesk} looks when the chain has moved,
 * takes note of income that is final, writes each payment down before it is made, and goes on with what was begun, also
 * after a restart. What is paid, and what waits and why, is decided in {@code market.loop}.
 *
 * <p>Every payment is asked of the wallet's policy like anybody's; what a budget stops waits in the inbox. It makes no
 * transaction of its own: sending, withdrawing and keeping are the desks' that do it for the owner too, under one key for
 * each step. It turns no token into another. Seeders are paid by contract, as keepers are; for what they give on, by who
 * downloads it.
 */
@NullMarked
package org.pluspeer.node.loop;

import org.jspecify.annotations.NullMarked;
