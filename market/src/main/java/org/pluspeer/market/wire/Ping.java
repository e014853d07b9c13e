package org.pluspeer.market.wire;

/**
 * Asks whether the other side is there.
 *
 * @param number any, 0 to 2^63 - 1
 */
public record Ping(long number) implements Message {
    @Override
    public MessageType type() {
        return MessageType.PING;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.u64(number);
    }

    static Ping read(WireReader in) {
        return new Ping(in.u64());
    }
}
