/**
 * HTTP calls that are paid for, by x402 (versions 2 and 1, scheme {@code exact} with EIP-3009).
 *
 * <ul>
 *   <li>Selling: {@link org.pluspeer.node.x402.ServiceDesk} offers services and {@link org.pluspeer.node.x402.FileDesk}
 *       files, without the fair exchange that they are sold by between peers; {@link org.pluspeer.node.x402.CallDesk} answers calls, {@link org.pluspeer.node.x402.Till} knows every payment, {@link
 *       org.pluspeer.node.x402.Cashier} brings them to the chain, {@link org.pluspeer.node.x402.Facilitator} does the
 *       same for a seller's own server.
 *   <li>Buying: {@link org.pluspeer.node.x402.FetchDesk} fetches an address and pays what it asks, within the policy.
 * </ul>
 *
 * <p>What a payment has to say and what becomes of it is decided in {@code market.service}. It serves no port: that is
 * {@code node.http}'s. It pays in no other way than by authorisations, and takes payments for the owner's accounts only.
 */
@NullMarked
package org.pluspeer.node.x402;

import org.jspecify.annotations.NullMarked;
