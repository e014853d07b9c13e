package org.pluspeer.market.wire;

/** Asks the receiver to keep where the sender is, for those who look for the account that it answers for. */
public record NodePut(NodeRecord record) implements Message {
    @Override
    public MessageType type() {
        return MessageType.NODE_PUT;
    }

    @Override
    public void writeTo(WireWriter out) {
        record.writeTo(out);
    }

    static NodePut read(WireReader in) {
        return new NodePut(NodeRecord.read(in));
    }
}
