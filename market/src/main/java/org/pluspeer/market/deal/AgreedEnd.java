package org.pluspeer.market.deal;

import org.pluspeer.wallet.eth.Signature;

/** An early end with the other side's signature; whoever holds it needs none of its own to send it. */
public record AgreedEnd(EarlyEnd end, Signature signature) {}
