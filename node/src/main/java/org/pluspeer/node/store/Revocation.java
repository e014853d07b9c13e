package org.pluspeer.node.store;

import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;

/**
 * A seller's word that every version of a listing up to a sequence is withdrawn. It was checked before it came here.
 *
 * @param signed in the encoding that peers exchange
 */
public record Revocation(Address seller, Hash32 listingKey, long sequence, byte[] signed, boolean mine) {}
