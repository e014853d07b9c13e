package org.pluspeer.market.service;

import java.util.Optional;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Eip712;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.eth.Secp256k1;
import org.pluspeer.wallet.eth.Signature;

/**
 * What a call costs and who is paid.
 *
 * @param token takes EIP-3009 authorisations
 * @param domain in which the token's holders sign
 * @param price base units
 */
public record PaymentTerms(Address token, Eip712.Domain domain, Amount price, Address payee) {
    /** Seconds that an authorisation must hold on, so that it can be taken. */
    public static final long MARGIN = 6;

    /** What speaks against a payment, whatever the time and the chain. */
    public Optional<PaymentFault> fault(Authorization authorization, Signature signature) {
        if (!authorization.payee().equals(payee)) {
            return Optional.of(PaymentFault.PAYEE);
        }
        if (!authorization.value().equals(price)) {
            return Optional.of(PaymentFault.VALUE);
        }
        return isSigned(authorization.digest(domain), signature, authorization.payer())
                ? Optional.empty()
                : Optional.of(PaymentFault.SIGNATURE);
    }

    /** What speaks against taking it now; the chain has the last word. */
    public static Optional<PaymentFault> lapse(Authorization authorization, long now) {
        if (authorization.validAfter() >= now) {
            return Optional.of(PaymentFault.NOT_YET);
        }
        return authorization.validBefore() < now + MARGIN ? Optional.of(PaymentFault.TOO_LATE) : Optional.empty();
    }

    private static boolean isSigned(Hash32 digest, Signature signature, Address payer) {
        try {
            return Secp256k1.recover(digest, signature).equals(payer);
        } catch (MalformedException e) {
            return false;
        }
    }
}
