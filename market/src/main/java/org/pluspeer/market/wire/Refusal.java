package org.pluspeer.market.wire;

import org.pluspeer.wallet.eth.MalformedException;

/**
 * Answers a request that is not followed. Nothing was changed by it.
 *
 * @param text one line for people, at most 200 characters, may be empty
 */
public record Refusal(Code code, String text) implements Message {
    /** @throws MalformedException if the text is no plain line or too long */
    public Refusal {
        Said.require(text);
    }

    /** Why; the numbers on the wire never change. */
    public enum Code {
        /** The request itself does not hold. */
        BAD_REQUEST(1),
        /** There is no such listing, sale or block here. */
        NOT_FOUND(2),
        /** The sale belongs to another peer, or the account is not bound to the asking node. */
        NOT_YOURS(3),
        /** Right, but too early, such as a key before the payment is final. */
        NOT_YET(4),
        /** Right, but too late, such as a release after the end. */
        TOO_LATE(5),
        /** The listing is revoked, expired, replaced, or its owner does not sell now. */
        NOT_FOR_SALE(6),
        /** It is for another chain or contract. */
        WRONG_CHAIN(7),
        /** A signature or a root does not hold. */
        NOT_PROVEN(8),
        /** Too much at once; later it may go. */
        BUSY(9),
        /** The owner's wallet is locked; later it may go. */
        LOCKED(10),
        /** The peer cannot do this at all. */
        UNSUPPORTED(11),
        /** A fault on this side. */
        FAULT(12);

        private final int code;

        Code(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }

        static Code of(int code) {
            for (Code known : values()) {
                if (known.code == code) {
                    return known;
                }
            }
            throw new MalformedException("there is no refusal " + code);
        }
    }

    @Override
    public MessageType type() {
        return MessageType.REFUSAL;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.u8(code.code).text(text);
    }

    static Refusal read(WireReader in) {
        return new Refusal(Code.of(in.u8()), in.text(Said.MAX_BYTES));
    }
}
