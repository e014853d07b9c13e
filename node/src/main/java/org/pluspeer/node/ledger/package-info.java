/**
 * What moved, in which account and why, so that the books can be held against the chain to the last unit.
 *
 * <ul>
 *   <li>{@link org.pluspeer.node.ledger.LedgerWatch} looks at every account when the chain has moved: transfers of tokens
 *       by the tokens' own events, payments of ours by their receipts, what the exchange holds by its events and its
 *       ledger, and coin by the difference of balances, since no event tells of it. What it saw is in the journal.
 *   <li>{@link org.pluspeer.node.ledger.LedgerReading} says what that, and our own transactions, change in the history.
 *   <li>{@link org.pluspeer.node.ledger.HistoryDesk} shows it, as pages and as CSV, and reconciles it with the chain.
 * </ul>
 *
 * <p>It moves nothing, and decides nothing. Tokens that are not shown are not followed: anybody can send anybody tokens
 * of no worth. A token that changes balances without an event does not reconcile, and is named.
 */
@NullMarked
package org.pluspeer.node.ledger;

import org.jspecify.annotations.NullMarked;
