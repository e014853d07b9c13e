package org.pluspeer.node.x402;

import org.pluspeer.market.service.PaymentFault;

/** A payment is not taken; the caller is told why. */
final class PaymentException extends Exception {
    private final PaymentFault fault;

    PaymentException(PaymentFault fault) {
        super(fault.sentence(), null, false, false);
        this.fault = fault;
    }

    PaymentFault fault() {
        return fault;
    }
}
