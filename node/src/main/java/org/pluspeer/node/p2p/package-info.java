/**
 * Links to other peers: who answers, frames over an encrypted carrier, requests and replies, and the exchange of
 * listings between neighbours. {@code docs/protocol/05-links.md} is its specification.
 *
 * <p>{@link org.pluspeer.node.p2p.PeerNetwork} is what the other rooms hold. The event loop only moves bytes; every
 * handler runs on a virtual thread and may block. It deliberately knows nothing of money: offers, keys and blocks
 * pass through it as messages for {@code node.sale}. Two carriers bring the same frames
 * ({@link org.pluspeer.node.p2p.Carriers}): QUIC over one UDP socket, whose way to a peer can be moved, and TCP with
 * TLS 1.3 beside it. Peers behind home routers are met through relays and punched to
 * ({@link org.pluspeer.node.p2p.path}).
 */
@NullMarked
package org.pluspeer.node.p2p;

import org.jspecify.annotations.NullMarked;
