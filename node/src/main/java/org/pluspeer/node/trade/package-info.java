/**
 * Joins the room of sales to the chain, the network, the keys and the catalogue: each class here is one port of
 * {@code node.sale}, over the room that can do it.
 *
 * <p>It decides nothing; what has to be decided is decided in {@code market.sale}.
 */
@NullMarked
package org.pluspeer.node.trade;

import org.jspecify.annotations.NullMarked;
