package org.pluspeer.market.sale;

import org.pluspeer.wallet.eth.MalformedException;

/** How a sale ended on chain; the numbers are those of the contract's event {@code Ended}. */
public enum How {
    SETTLED(1),
    RELEASED(2),
    REFUNDED(3),
    COMPLAINED(4);

    private final int code;

    How(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** Whether the price went back to the buyer. */
    public boolean refunds() {
        return this == REFUNDED || this == COMPLAINED;
    }

    /** @throws MalformedException for a number that the contract does not use */
    public static How of(int code) {
        for (How how : values()) {
            if (how.code == code) {
                return how;
            }
        }
        throw new MalformedException("no sale ends by " + code);
    }
}
