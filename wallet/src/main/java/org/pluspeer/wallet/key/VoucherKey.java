package org.pluspeer.wallet.key;

import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;

/**
 * The key that signs one channel's vouchers. It can give the channel's deposit to its payee and nothing else; the policy
 * let that go when the channel was opened, so none stands before a voucher. It follows from the wallet's words and the
 * channel's salt, and signs while the accounts are locked.
 */
public final class VoucherKey implements AutoCloseable {
    private static final String LABEL = "voucher key";

    private final LocalSigner signer;

    private VoucherKey(LocalSigner signer) {
        this.signer = signer;
    }

    /**
     * @param salt the channel's
     * @throws KeyException INVALID_KEY for one of the 2^-127 salts that give no key
     */
    public static VoucherKey of(NodeSecrets secrets, Hash32 salt) {
        return new VoucherKey(LocalSigner.taking(secrets.derive(LABEL, salt.bytes())));
    }

    /** As the channel's terms name it. */
    public Address address() {
        return signer.address();
    }

    /** RFC 6979, low s. */
    public Signature sign(Hash32 digest) {
        return signer.signDigest(digest);
    }

    @Override
    public void close() {
        signer.close();
    }

    @Override
    public String toString() {
        return "VoucherKey[" + address() + "]";
    }
}
