package org.pluspeer.market.channel;

/** Why a payee would not deliver on the strength of a channel. */
public enum TermsFault {
    NOT_FOR_US("the channel pays somebody else"),
    WRONG_TOKEN("the channel is in another token than was agreed"),
    CHALLENGE_TOO_SHORT("the challenge is too short to be answered for sure"),
    EXPIRES_TOO_SOON("the channel ends too soon");

    private final String sentence;

    TermsFault(String sentence) {
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}
