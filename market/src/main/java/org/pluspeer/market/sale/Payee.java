package org.pluspeer.market.sale;

import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;

/**
 * The word that an offer names as the one to be credited. Its top two bits say what it is: {@code 00} an account (12 zero
 * bytes, then the address), {@code 10} a split ({@link Split}), {@code 11} a union. The format is that of
 * {@code contracts/src/Payee.sol}; vectors in {@code docs/vectors/exchange.json}.
 */
public final class Payee {
    private static final int TAG = 0xc0;
    static final int SPLIT = 0x80;
    private static final int UNION = 0xc0;

    private Payee() {}

    public static Hash32 of(Address account) {
        return account.padded();
    }

    /** Whether the contract takes an offer with this payee; a split or a union may still be the hash of nothing. */
    public static boolean isWellFormed(Hash32 payee) {
        return isSplit(payee) || isUnion(payee) || isAccount(payee);
    }

    public static boolean isAccount(Hash32 payee) {
        byte[] bytes = payee.bytes();
        for (int i = 0; i < Hash32.LENGTH - Address.LENGTH; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return !payee.isZero();
    }

    public static boolean isSplit(Hash32 payee) {
        return (payee.bytes()[0] & TAG) == SPLIT;
    }

    public static boolean isUnion(Hash32 payee) {
        return (payee.bytes()[0] & TAG) == UNION;
    }
}
