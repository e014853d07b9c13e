/**
 * What a transaction is sent with: the numbers of its turn ({@link org.pluspeer.wallet.spend.NonceBook}) and its fees
 * ({@link org.pluspeer.wallet.spend.Fees}).
 *
 * <p>Arithmetic only. It asks no chain, keeps nothing and sends nothing; the room that does passes in what the chain
 * said and writes down what comes back before it acts on it.
 */
@NullMarked
package org.pluspeer.wallet.spend;

import org.jspecify.annotations.NullMarked;
