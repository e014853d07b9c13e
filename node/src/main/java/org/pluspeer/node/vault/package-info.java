/**
 * The owner's keys while the node runs: which accounts there are, whether they are locked, who may try to unlock them
 * and when, and what leaves and enters as a file. {@link org.pluspeer.node.vault.Vault} is the front door; it gives
 * signers to {@code node.approval} and to nobody else.
 *
 * <p>Locking wipes the accounts. What a node needs to go on without them (sale keys, boxes, the network key, the
 * operations account) lives apart, in {@code StandbyKeys}.
 *
 * <p>It decides on no signature, sends nothing to a chain, and never writes a key or a word in clear, except the
 * standby keys of an owner who asked for that.
 */
@NullMarked
package org.pluspeer.node.vault;

import org.jspecify.annotations.NullMarked;
