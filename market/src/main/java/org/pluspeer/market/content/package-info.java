/**
 * The bytes that are sold: the tree that names them, the keystream that hides them, the tree that a sale commits to,
 * and proofs that one block belongs to them. All of it streams: no file needs to be in memory.
 *
 * <p>Formats are in {@code docs/protocol/02-content.md}, vectors in {@code docs/vectors/exchange.json}. It reads no
 * file and keeps no key; node brings the bytes and the keys.
 */
@NullMarked
package org.pluspeer.market.content;

import org.jspecify.annotations.NullMarked;
