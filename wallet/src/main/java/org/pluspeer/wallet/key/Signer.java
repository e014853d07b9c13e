package org.pluspeer.wallet.key;

import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Signature;
import org.pluspeer.wallet.policy.Approved;

/**
 * Signs for one account what the policy approved. {@link LocalSigner} holds its key here; one that asks a device or
 * another machine finds in the approved intent all that it has to show or pass on, not the digest alone.
 */
public interface Signer {
    Address address();

    /** RFC 6979, low s. */
    Signature sign(Approved approved);
}
