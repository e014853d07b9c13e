package org.pluspeer.node.sale;

import org.pluspeer.market.sale.Denial;
import org.pluspeer.market.wire.Refusal;

/** How a sale's denial is said to the buyer's node. */
final class Refusals {
    private Refusals() {}

    static Refusal of(Denial denial) {
        Refusal.Code code =
                switch (denial) {
                    case NOT_PAID_YET, NOT_OFFERED_YET -> Refusal.Code.NOT_YET;
                    case TOO_LATE, OVER, ALREADY_PAYING -> Refusal.Code.TOO_LATE;
                    case NOT_YOUR_SALE -> Refusal.Code.NOT_YOURS;
                    case WRONG_SIGNATURE, TOTAL_TOO_LOW -> Refusal.Code.NOT_PROVEN;
                };
        return new Refusal(code, denial.sentence());
    }
}
