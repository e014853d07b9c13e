/**
 * Payment channels that this node opened, and those that others opened to it: the turns of {@code market.channel}, with
 * journal, chain, network and keys.
 *
 * <p>What the owner lets go is the deposit, when a channel is opened or topped up. Vouchers are signed by a key of the
 * channel's own without asking again, each higher than every one before, and each sum is in the journal before it is
 * signed. At each start the payee is asked what it holds before anything is signed, so a node that was restored from
 * something old can't sign below what it signed once.
 *
 * <p>A channel to this node is found on the chain, by its event, and by nobody's word. A voucher is in the journal before
 * anything is delivered on the strength of it.
 *
 * <p>What is delivered is others' affair: calls of services are {@code node.x402}'s. Nothing is claimed here that costs
 * more than it brings, unless the channel ends.
 */
@NullMarked
package org.pluspeer.node.channel;

import org.jspecify.annotations.NullMarked;
