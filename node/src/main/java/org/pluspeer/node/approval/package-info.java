/**
 * Before every signature: the policy is asked, its decision is written down, and only then is anything signed.
 *
 * <p>It makes no rules and sees no key; the rules are in {@code wallet.policy}, the keys behind {@code Signer}.
 */
@NullMarked
package org.pluspeer.node.approval;

import org.jspecify.annotations.NullMarked;
