/**
 * Everything that touches the world: disk, sockets, chain, clock and threads.
 *
 * <p>Decisions are made in {@code wallet} and {@code market}; here they are carried out.
 */
@NullMarked
package org.pluspeer.node;

import org.jspecify.annotations.NullMarked;
