package org.pluspeer.market.sale;

/**
 * A fault with its particulars.
 *
 * @param detail one sentence with the offending values
 */
public record Failure(PurchaseFault fault, String detail) {
    public static Failure of(PurchaseFault fault) {
        return new Failure(fault, fault.sentence());
    }
}
