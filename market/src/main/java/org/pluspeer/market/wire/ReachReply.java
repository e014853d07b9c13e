package org.pluspeer.market.wire;

import org.pluspeer.wallet.eth.MalformedException;

/**
 * What came of dialling back. The asker believes a success only if it saw the call itself.
 *
 * @param seen the address that the asker's link comes from and that was dialled; its port is the one asked for
 */
public record ReachReply(NodeAddress seen, Outcome udp, Outcome tcp) implements Message {
    static final int BYTES = NodeAddress.MOST + 2;

    /** Of one carrier; the numbers on the wire never change. */
    public enum Outcome {
        /** This node does not speak that carrier. */
        UNTRIED(0),
        /** The asker answered and proved its name. */
        REACHED(1),
        /** Nobody answered. */
        SILENT(2),
        /** Somebody else answered. */
        ANOTHER(3);

        private final int code;

        Outcome(int code) {
            this.code = code;
        }

        static Outcome of(int code) {
            for (Outcome known : values()) {
                if (known.code == code) {
                    return known;
                }
            }
            throw new MalformedException("there is no outcome " + code);
        }
    }

    @Override
    public MessageType type() {
        return MessageType.REACH_REPLY;
    }

    @Override
    public void writeTo(WireWriter out) {
        seen.writeTo(out);
        out.u8(udp.code).u8(tcp.code);
    }

    static ReachReply read(WireReader in) {
        return new ReachReply(NodeAddress.read(in), Outcome.of(in.u8()), Outcome.of(in.u8()));
    }
}
