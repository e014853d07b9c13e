/**
 * The only package that sees a private key: words, derivation, the sealed box on disk, and the signer.
 *
 * <p>Everything else holds a {@link org.pluspeer.wallet.key.Signer} and can have only approved intents signed. It
 * reads no file and asks no passphrase of anybody; bytes and entropy are passed in.
 */
@NullMarked
package org.pluspeer.wallet.key;

import org.jspecify.annotations.NullMarked;
