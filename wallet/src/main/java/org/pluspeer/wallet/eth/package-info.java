/**
 * The words of Ethereum: addresses, hashes, amounts, signatures, transactions and EIP-712 structures.
 *
 * <p>Values only. It holds no key, asks no policy and reaches no chain; those rooms are {@code wallet.key},
 * {@code wallet.policy} and {@code wallet.chain}.
 */
@NullMarked
package org.pluspeer.wallet.eth;

import org.jspecify.annotations.NullMarked;
