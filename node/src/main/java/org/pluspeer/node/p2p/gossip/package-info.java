/**
 * How every listing comes to every peer: what is new is pushed to a few neighbours and announced to the others, and now
 * and then two neighbours compare fingerprints of what they have, so that who was away, or missed something, gets the
 * rest. {@code docs/protocol/11-catalogue.md} is its specification.
 *
 * <p>{@link org.pluspeer.node.p2p.gossip.Gossip} is a state machine: what happens is told to it with the time, and it
 * says what is to be asked of whom; {@code node.p2p} does the asking, and checks each listing before it is kept. One
 * call at a time. It reads from the {@link org.pluspeer.node.p2p.Shelf} and never writes to it.
 *
 * <p>It deliberately doesn't decide which listing wins ({@code market.catalog} does), and doesn't hide who listed
 * something first from the neighbours of that peer.
 */
@NullMarked
package org.pluspeer.node.p2p.gossip;

import org.jspecify.annotations.NullMarked;
