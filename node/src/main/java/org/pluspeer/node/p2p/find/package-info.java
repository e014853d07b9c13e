/**
 * Finding a node by its account, and the nodes that serve a content, in a table that all nodes share: Kademlia
 * (Maymounkov and Mazières, 2002) with lookups over disjoint paths (S/Kademlia, Baumgart and Mies, 2007) and no more
 * than a few nodes of one address range in any one place. {@code docs/protocol/10-finding.md} is its specification.
 *
 * <p>{@link org.pluspeer.node.p2p.find.Finder} is a state machine: no socket, clock, thread or random source of its
 * own. What happens is told to it with the time, and it answers with what is to be asked of whom; {@code node.p2p} does
 * the asking. One thread at a time.
 *
 * <p>It trusts no one: every record is signed by the node that it is about, a node is taken into the table only after
 * it has answered or called from the address that it names, and a record is kept only for the node that brings it.
 * It deliberately doesn't hide who looks for what from those who are asked, and doesn't stop an owner of many address
 * ranges from standing around one place in the table.
 */
@NullMarked
package org.pluspeer.node.p2p.find;

import org.jspecify.annotations.NullMarked;
