/**
 * The only package that sees a private key: words ({@link org.pluspeer.wallet.key.Mnemonic}), derivation ({@link
 * org.pluspeer.wallet.key.HdKey}), the sealed file ({@link org.pluspeer.wallet.key.Keystore}), and what they unlock
 * ({@link org.pluspeer.wallet.key.KeyRing} for accounts, {@link org.pluspeer.wallet.key.NodeSecrets} for all else).
 *
 * <p>Everything else holds a {@link org.pluspeer.wallet.key.Signer} and can have only approved intents signed. A key
 * leaves sealed, or as words or digits for its owner's eyes. Unlocked keys lie outside the heap and
 * are wiped when their holder is closed; {@link org.pluspeer.wallet.key.StandbyKeys} alone are ever written in clear,
 * for an owner who wants that. The package reads no file, asks nobody for a passphrase and takes no random
 * bytes by itself; all are passed in.
 */
@NullMarked
package org.pluspeer.wallet.key;

import org.jspecify.annotations.NullMarked;
