package org.pluspeer.market.deal;

/** Why a deal is not entered. */
public enum DealFault {
    OTHER_SIDE("the deal names another client or provider"),
    SIGNATURE("the signature is not by the provider over these terms"),
    REPLICA("the deal is not for the bytes that were handed over"),
    TOKEN("the deal is in a token that is not accepted"),
    PRICE("the price is not within what is asked"),
    COLLATERAL("the collateral is not within what is accepted"),
    PENALTY("a missed epoch costs more than is accepted"),
    REPAIR("replacing the replica is said to cost more than the deal"),
    FORGIVENESS("too few, or too many, missed epochs are forgiven"),
    WINDOW("the time to prove an epoch is too short"),
    SAMPLES("too few leaves are drawn each epoch"),
    DURATION("the deal runs for too long, or too short"),
    EXPIRY("the deal stays open for too long"),
    EXPIRED("the time to open the deal is over"),
    TERMS("the signed terms are not those that were proposed"),
    UNECONOMIC("the deal brings less than its gas costs");

    private final String sentence;

    DealFault(String sentence) {
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}
