/**
 * A network in memory with a clock of its own, for thousands of nodes in one test: latency, loss, reordering,
 * partitions and nodes that die, all drawn from one seed, so that a run that fails fails again the same way.
 *
 * <p>It knows nothing of what the nodes say to each other, and sends no byte anywhere. What real links do is tested
 * over real sockets, in {@code node.p2p}.
 */
@NullMarked
package org.pluspeer.node.p2p.sim;

import org.jspecify.annotations.NullMarked;
