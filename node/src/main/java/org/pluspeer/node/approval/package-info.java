/**
 * Before every signature: the policy is asked, its decision is written down, and only then is anything signed. What
 * only the owner can let through waits in the {@link org.pluspeer.node.approval.Inbox}.
 *
 * <p>It decides nothing and sees no key; what a rule means is in {@code wallet.policy}, the keys are behind {@code
 * Signer}. The rules of the owner are kept here, those of programs in {@code node.app}.
 */
@NullMarked
package org.pluspeer.node.approval;

import org.jspecify.annotations.NullMarked;
