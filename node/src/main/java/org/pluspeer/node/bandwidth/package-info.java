/**
 * Bandwidth for pay: what {@code node.content} gives on and fetches, paid through the channels of {@code node.channel},
 * after it has come. Neither of the two knows the other; here they meet.
 *
 * <p>A payee gives at most 64 requests (16 MiB) ahead of the newest voucher. A payer signs for nothing that it has not
 * checked, so a liar is never paid; and never for more than its owner's ceiling for that content. Neither waits for a disk
 * or a block while it flows. Formats and rules: docs/protocol/16-bandwidth.md.
 *
 * <p>What is fetched in order to be given on is not paid for, and what this node sells itself is given free: its price is in
 * the sale.
 */
@NullMarked
package org.pluspeer.node.bandwidth;

import org.jspecify.annotations.NullMarked;
