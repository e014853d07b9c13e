/**
 * Putting the contracts on a chain from the command line, with real keys and, where the owner says so, real money: what
 * is missing is shown with what it costs at most, the owner agrees, and only then is anything signed. Each decision is
 * in a journal of this room and each transaction in {@link org.pluspeer.node.deploy.DeployRecord} before it is sent, so
 * that a run that was cut off goes on where it was.
 *
 * <p>Not here: what a deployment is ({@link org.pluspeer.node.chain.DeployContracts}), and the bundled chain, which
 * puts its own contracts in their places. A transaction that waits because gas became dear is waited for, never
 * replaced.
 */
@NullMarked
package org.pluspeer.node.deploy;

import org.jspecify.annotations.NullMarked;
