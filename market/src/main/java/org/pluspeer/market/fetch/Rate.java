package org.pluspeer.market.fetch;

import java.math.BigInteger;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/**
 * What content costs on its way.
 *
 * @param token the zero address for the chain's own coin
 * @param perGib base units for 2^30 bytes of ciphertext; below 2^96
 */
public record Rate(Address token, Amount perGib) {
    /** Nothing is charged. */
    public static final Rate FREE = new Rate(Address.ZERO, Amount.ZERO);

    /** Bytes in the longest request. */
    public static final long REQUEST = 1 << 18;

    /** Requests that this node gives ahead of the newest voucher, and asks for ahead of it: 16 MiB. */
    public static final int WINDOW = 64;

    /** Who gives fewer ahead is not dealt with. */
    public static final int LEAST_WINDOW = 16;

    private static final BigInteger GIB = BigInteger.ONE.shiftLeft(30);
    private static final int MOST_BITS = 96;

    public Rate {
        if (perGib.units().bitLength() > MOST_BITS) {
            throw new IllegalArgumentException("a price has at most 96 bits");
        }
    }

    public boolean isFree() {
        return perGib.isZero();
    }

    /** The worth of one request of so many bytes: each is rounded up to a base unit. */
    public Amount of(long bytes) {
        BigInteger[] parts = perGib.units().multiply(BigInteger.valueOf(bytes)).divideAndRemainder(GIB);
        return new Amount(parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE));
    }

    /** What so many bytes are worth that are asked for in requests of the longest kind, each rounded up by itself. */
    public Amount inRequests(long bytes) {
        return of(REQUEST).times(bytes / REQUEST).plus(of(bytes % REQUEST));
    }

    /** The most that this node gives ahead, in base units. */
    public Amount credit() {
        return of(REQUEST).times(WINDOW);
    }
}
