/**
 * What peers say to each other: one record a message, with its limits, and the one way in which it becomes bytes.
 * Whatever bytes come in, reading them gives a message within its limits or a
 * {@link org.pluspeer.wallet.eth.MalformedException}, and takes no more memory than the frame has bytes.
 *
 * <p>It opens no connection and cuts no frames; {@code node.p2p} does. Formats are in {@code docs/protocol/08-wire.md},
 * vectors in {@code docs/vectors/wire.json}.
 */
@NullMarked
package org.pluspeer.market.wire;

import org.jspecify.annotations.NullMarked;
