/**
 * Unions: many members who are paid as one, each by its weight. The list of members and its tree, the proof of one
 * member's place, what a member may claim, and the consents by which a list follows another.
 *
 * <p>Formats are in {@code docs/protocol/07-unions.md}, vectors in {@code docs/vectors/union.json}, the contract is
 * {@code Unions}. No I/O, no clock and no key: lists come in from outside, and chain time as a number. It doesn't keep
 * or send lists, asks no contract account for its signature (ERC-1271; the contract does), and doesn't judge whether a
 * weight is deserved.
 */
@NullMarked
package org.pluspeer.market.union;

import org.jspecify.annotations.NullMarked;
