package org.pluspeer.market.deal;

import org.pluspeer.wallet.eth.MalformedException;

/** Where a deal stands on chain; the numbers are the contract's. */
public enum DealState {
    NONE(0),
    RUNNING(1),
    COMPLETED(2),
    DEFAULTED(3),
    ENDED_EARLY(4);

    private final int code;

    DealState(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    public boolean isOver() {
        return this == COMPLETED || this == DEFAULTED || this == ENDED_EARLY;
    }

    /** @throws MalformedException for a number that the contract does not use */
    public static DealState of(int code) {
        for (DealState state : values()) {
            if (state.code == code) {
                return state;
            }
        }
        throw new MalformedException("no storage deal is in state " + code);
    }
}
