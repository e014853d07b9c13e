package org.pluspeer.market.wire;

/** Says that a request without an answer of its own was followed, and that what it changed is durable. */
public record Acknowledged() implements Message {
    @Override
    public MessageType type() {
        return MessageType.ACKNOWLEDGED;
    }

    @Override
    public void writeTo(WireWriter out) {
        // It has no fields.
    }

    static Acknowledged read(WireReader in) {
        return new Acknowledged();
    }
}
