/**
 * Services that are paid by the call: what a payment has to say, and what becomes of it. A payment is an EIP-3009
 * authorisation that the caller signs; {@code PaymentTerms} says whether it fits, {@code PaidCall} whether the call is
 * served, waits or is refused, and {@code PaidFetch} what a buyer does with one that got no answer.
 *
 * <p>A payment counts once, for one request. The service is asked first, the money is taken before the answer leaves.
 * What the service does not answer costs nothing; what was taken is answered.
 *
 * <p>No I/O and no clock: seconds come in. It knows no HTTP; how payments are written there is {@code node.x402}'s.
 * Formats and rules: docs/protocol/14-services.md.
 */
@NullMarked
package org.pluspeer.market.service;

import org.jspecify.annotations.NullMarked;
