/**
 * The owner's account as the node serves it: the sealed wallet file, what the account holds, what moved and why.
 *
 * <p>It sees no private key: {@code wallet.key} opens the file's bytes and gives a key ring that signs.
 */
@NullMarked
package org.pluspeer.node.account;

import org.jspecify.annotations.NullMarked;
