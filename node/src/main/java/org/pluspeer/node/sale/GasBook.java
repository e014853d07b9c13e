package org.pluspeer.node.sale;

import org.pluspeer.market.sale.PaymentMethod;

/**
 * The most gas that each step of a sale uses, in units: what {@code contracts/gas.json} measured, and a tenth on top.
 * With a token whose own code is dearer than our play money's, the payment can use more.
 */
final class GasBook {
    private GasBook() {}

    /** Everything up to the price being in escrow. */
    static long paying(PaymentMethod method) {
        return switch (method) {
            case AUTHORIZATION -> 140_000;
            case ALLOWANCE -> 52_000 + 108_000;
            case COIN -> 93_000;
        };
    }

    /** The dearer way of getting the money back, and taking it out of the ledger. */
    static long gettingBack(int blockSize) {
        return Math.max(77_000, complaint(blockSize)) + 53_000;
    }

    private static long complaint(int blockSize) {
        return switch (blockSize) {
            case 256 -> 102_000;
            case 512 -> 112_000;
            case 1024 -> 132_000;
            case 2048 -> 175_000;
            default -> 262_000;
        };
    }
}
