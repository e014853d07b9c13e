package org.pluspeer.market.union;

import org.pluspeer.wallet.eth.Signature;

/**
 * A member agrees to a change.
 *
 * @param share the member's place on the current list
 * @param signature by the member over {@link Change#digest}
 */
public record Consent(Share share, Signature signature) {}
