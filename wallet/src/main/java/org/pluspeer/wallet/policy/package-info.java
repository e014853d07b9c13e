/**
 * What may be signed. Every signature is asked for as a typed {@link org.pluspeer.wallet.policy.Intent} and only an
 * {@link org.pluspeer.wallet.policy.Approved} one can be signed; {@link org.pluspeer.wallet.policy.Policy} is the only
 * maker of those, and each decision names its {@link org.pluspeer.wallet.policy.Rule}.
 *
 * <p>It believes no intent: the bytes are read, and what they move must be what was stated. It holds no key, keeps no
 * clock and stores nothing: what was spent so far, the programs' limits, and the owner's consent, are passed in by those
 * who keep them.
 */
@NullMarked
package org.pluspeer.wallet.policy;

import org.jspecify.annotations.NullMarked;
