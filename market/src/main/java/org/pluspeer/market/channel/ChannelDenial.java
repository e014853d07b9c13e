package org.pluspeer.market.channel;

/** Why a command was not followed. Nothing changed. */
public enum ChannelDenial {
    NOT_OPEN_YET("the channel is not open yet, or not finally"),
    OVER("the channel is over"),
    ENDING("the channel is coming to its end"),
    CREDIT_USED_UP("the other side has to move first: the agreed credit is used up"),
    DEPOSIT_USED_UP("the channel's deposit does not cover it"),
    NEWEST_UNKNOWN("after a restore the payee has to say first what it holds"),
    WRONG_KEY("the signature is not by the right key"),
    NOT_HIGHER("a newer voucher is here already"),
    TOO_LITTLE("that is less than was signed for"),
    TOO_MUCH("that is more than was signed for"),
    TOO_LONG("nobody's word is given for that long");

    private final String sentence;

    ChannelDenial(String sentence) {
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}
