package org.pluspeer.market.union;

import java.math.BigInteger;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * Somebody on a union's list. Of all that comes in, weight / total weight is this member's.
 *
 * @param account that is credited, and consents to changes
 * @param weight 1 to 2^96 - 1
 */
public record Member(Address account, BigInteger weight) {
    static final int WEIGHT_BITS = 96;

    /** @throws MalformedException if the weight is out of bounds */
    public Member {
        if (weight.signum() <= 0 || weight.bitLength() > WEIGHT_BITS) {
            throw new MalformedException("a member's weight must lie between 1 and 2^96 - 1");
        }
    }

    public static Member of(Address account, long weight) {
        return new Member(account, BigInteger.valueOf(weight));
    }

    /** {@code keccak256(uint64 index | address | uint96 weight)}: 40 bytes, where a node is made of 64. */
    Hash32 leaf(long index) {
        byte[] bytes = new byte[40];
        for (int i = 0; i < 8; i++) {
            bytes[i] = (byte) (index >>> (8 * (7 - i)));
        }
        System.arraycopy(account.bytes(), 0, bytes, 8, Address.LENGTH);
        byte[] number = weight.toByteArray();
        int length = Math.min(number.length, WEIGHT_BITS / 8);
        System.arraycopy(number, number.length - length, bytes, bytes.length - length, length);
        return Keccak.hash(bytes);
    }
}
