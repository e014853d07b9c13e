package org.pluspeer.market.service;

/** Why a call is not served for a payment that came before. Nothing is charged. */
public enum CallDenial {
    OTHER_REQUEST("this payment was made for another request"),
    ANSWERED("this payment's call was answered, and the answer is not kept any more"),
    NOT_TAKEN("this payment could not be taken; make another one");

    private final String sentence;

    CallDenial(String sentence) {
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}
