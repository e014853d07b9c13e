/**
 * What may be signed. Every signature is asked for as a typed {@link org.pluspeer.wallet.policy.Intent} and only an
 * {@link org.pluspeer.wallet.policy.Approved} one can be signed; {@code Policy} is the only maker of those.
 *
 * <p>It holds no key, keeps no clock and stores nothing: what was spent so far is passed in.
 */
@NullMarked
package org.pluspeer.wallet.policy;

import org.jspecify.annotations.NullMarked;
