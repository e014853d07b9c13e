package org.pluspeer.market.wire;

import org.pluspeer.wallet.eth.MalformedException;

/**
 * The last message of a link: why the sender hangs up.
 *
 * @param text one line for people, at most 200 characters, may be empty
 */
public record Bye(Reason reason, String text) implements Message {
    /** @throws MalformedException if the text is no plain line or too long */
    public Bye {
        Said.require(text);
    }

    /** Why; the numbers on the wire never change. */
    public enum Reason {
        STOPPING(1),
        IDLE(2),
        TOO_MANY_PEERS(3),
        DUPLICATE_LINK(4),
        WRONG_VERSION(5),
        WRONG_IDENTITY(6),
        MALFORMED(7),
        TOO_LONG(8),
        OUT_OF_TURN(9),
        CHEATED(10),
        FLOODING(11),
        WRONG_CHAIN(12),
        UNWANTED(13),
        /** It only tried whether the receiver can be dialled. */
        TRIED(14);

        private final int code;

        Reason(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }

        static Reason of(int code) {
            for (Reason reason : values()) {
                if (reason.code == code) {
                    return reason;
                }
            }
            throw new MalformedException("there is no reason " + code + " to leave");
        }
    }

    @Override
    public MessageType type() {
        return MessageType.BYE;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.u8(reason.code).text(text);
    }

    static Bye read(WireReader in) {
        return new Bye(Reason.of(in.u8()), in.text(Said.MAX_BYTES));
    }
}
