package org.pluspeer.market.service;

import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Eip3009;
import org.pluspeer.wallet.eth.Eip712;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;

/**
 * A transfer that is signed instead of sent (EIP-3009): anybody may bring it to the token, once.
 *
 * @param value base units
 * @param validAfter unix seconds, exclusive
 * @param validBefore unix seconds, exclusive
 */
public record Authorization(
        Address payer, Address payee, Amount value, long validAfter, long validBefore, Hash32 nonce) {

    public Eip712.Struct struct() {
        return Eip3009.transferWithAuthorization(payer, payee, value, validAfter, validBefore, nonce);
    }

    /** What is signed. */
    public Hash32 digest(Eip712.Domain token) {
        return Eip712.digest(token, struct());
    }

    /** Names the payment: the token takes each (payer, nonce) once. */
    public Hash32 id(Address token) {
        return Keccak.hash(Bytes.concat(token.padded().bytes(), payer.padded().bytes(), nonce.bytes()));
    }
}
