/**
 * The owner's rule for what earnings are spent on: of each unit that was earned, this share is put by, this keeps the
 * owner's listings available, this rewards seeders, this pays for gas.
 *
 * <p>{@link org.pluspeer.market.loop.Loop#count} splits income when it is final, once; {@link
 * org.pluspeer.market.loop.Loop#plan} says what the shares pay for now and what waits, each in a sentence. {@link
 * org.pluspeer.market.loop.LoopState} is made of the {@link org.pluspeer.market.loop.LoopEvent events} alone, so that
 * nothing is spent twice however often it is asked. What may be spent on whom is bounded by {@link
 * org.pluspeer.market.loop.Ramp}.
 *
 * <p>It mints nothing, exchanges nothing for another token, borrows nothing from income that is not final, and carries
 * nothing out: that is {@code node.loop}'s. Rules: docs/protocol/15-loop.md.
 */
@NullMarked
package org.pluspeer.market.loop;

import org.jspecify.annotations.NullMarked;
