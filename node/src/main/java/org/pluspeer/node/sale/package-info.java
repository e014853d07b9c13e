/**
 * Buying and selling: the desks that the API talks to, and the hands that carry out what the machines of
 * {@code market.sale} want done: ask the seller, fetch and check, pay, decrypt, complain, settle.
 *
 * <p>It decides nothing about money; it signs nothing itself, keeps no transaction alive and opens no connection: these
 * are its ports. Peers are refused here in words, and cut off by the network's room.
 */
@NullMarked
package org.pluspeer.node.sale;

import org.jspecify.annotations.NullMarked;
