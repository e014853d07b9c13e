/**
 * The words of Ethereum: addresses, hashes, amounts, signatures, transactions of every type that chains take but blobs, and
 * what else is signed: texts (EIP-191), structures of our own and of other programs (EIP-712), sign-ins (EIP-4361).
 *
 * <p>Each says what would be signed as a digest; {@link org.pluspeer.wallet.eth.Secp256k1} says who signed one. What is read
 * from outside is read strictly and whole: a text or an encoding that has two readings is refused.
 *
 * <p>Values only. It holds no key, asks no policy and reaches no chain; those rooms are {@code wallet.key},
 * {@code wallet.policy} and {@code wallet.chain}.
 */
@NullMarked
package org.pluspeer.wallet.eth;

import org.jspecify.annotations.NullMarked;
