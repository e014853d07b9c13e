package org.pluspeer.wallet.key;

import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Signature;
import org.pluspeer.wallet.policy.Approved;

/** Signs for one account what the policy approved. */
public interface Signer {
    Address address();

    /** RFC 6979, low s. */
    Signature sign(Approved approved);
}
