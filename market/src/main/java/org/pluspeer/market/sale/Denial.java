package org.pluspeer.market.sale;

/** Why a command was not followed. Nothing changed. */
public enum Denial {
    NOT_OFFERED_YET("there is no offer to say yes to yet"),
    TOTAL_TOO_LOW("the price is higher than what was agreed to"),
    OVER("it is over"),
    ALREADY_PAYING("the payment is on its way and cannot be called back"),
    NOT_YOUR_SALE("this sale belongs to somebody else"),
    NOT_PAID_YET("the payment is not final yet"),
    TOO_LATE("it is too late for that"),
    WRONG_SIGNATURE("the signature is not by the right key");

    private final String sentence;

    Denial(String sentence) {
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}
