package org.pluspeer.market.wire;

/**
 * Answers a {@link Ping} with its number.
 *
 * @param number any, 0 to 2^63 - 1
 */
public record Pong(long number) implements Message {
    @Override
    public MessageType type() {
        return MessageType.PONG;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.u64(number);
    }

    static Pong read(WireReader in) {
        return new Pong(in.u64());
    }
}
