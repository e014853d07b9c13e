package org.pluspeer.market.deal;

/**
 * One of the transactions that a deal can need.
 *
 * @param number of the epoch for a proof or a pin, how many epochs are decided for a settlement or an early end, else 0
 */
public record DealTransaction(Kind kind, int number) {
    /** What it calls. */
    public enum Kind {
        /** The collateral goes into the contract's ledger. */
        DEPOSIT,
        OPEN,
        PROVE,
        PIN,
        SETTLE,
        END_EARLY
    }
}
