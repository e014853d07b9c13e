package org.pluspeer.market.union;

import java.math.BigInteger;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * How a membership may be followed by another. It needs the secretary, where there is one, and members of together at
 * least the quorum. With neither, nothing ever changes.
 *
 * @param quorum in weight; 0 leaves it to the secretary alone
 * @param secretary the zero address where there is none
 * @param terms hash of what the members agreed to in words; evidence only
 */
public record Rule(BigInteger quorum, Address secretary, Hash32 terms) {
    /** @throws MalformedException if the quorum is negative or 2^96 or more */
    public Rule {
        if (quorum.signum() < 0 || quorum.bitLength() > Member.WEIGHT_BITS) {
            throw new MalformedException("a union's quorum must lie between 0 and 2^96 - 1");
        }
    }

    public boolean isFixed() {
        return quorum.signum() == 0 && secretary.isZero();
    }

    public Hash32 hash() {
        return Keccak.hash(Words.of(quorum).bytes(), secretary.padded().bytes(), terms.bytes());
    }
}
