package org.pluspeer.market.service;

/**
 * A payment that a buyer signed. While it can be taken no other is signed for the same thing, so that nothing is paid
 * twice, whatever the seller says or does not say.
 */
public record PaidFetch(Authorization authorization) {
    /** Seconds of chain time past its end after which a reorganisation brings it back no more. */
    public static final long GRACE = 60;

    /** What to do when the same is asked for again. */
    public enum Step {
        /** The same payment, once more. */
        SEND_AGAIN,
        /** It ran out unused: another one. */
        PAY_ANEW
    }

    /**
     * @param headTime the head block's, unix seconds
     * @param used whether the token says that it was used
     */
    public Step again(long headTime, boolean used) {
        boolean over = headTime >= authorization.validBefore() + GRACE;
        return over && !used ? Step.PAY_ANEW : Step.SEND_AGAIN;
    }
}
