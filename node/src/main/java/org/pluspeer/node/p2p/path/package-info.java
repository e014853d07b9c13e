/**
 * The rules of punching and relaying: which way to a peer is used, when it is tried, and what a relay passes on. State
 * machines that take the time and say what to send; no sockets, no clock, no threads. The shell around them is
 * {@link org.pluspeer.node.p2p}; {@code docs/protocol/12-paths.md} is the specification.
 *
 * <p>It deliberately doesn't know what the datagrams are that it moves, and never reads them.
 */
@NullMarked
package org.pluspeer.node.p2p.path;

import org.jspecify.annotations.NullMarked;
