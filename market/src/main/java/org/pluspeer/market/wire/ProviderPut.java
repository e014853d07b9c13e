package org.pluspeer.market.wire;

/** Asks the receiver to keep that the sender serves a content, for those who look for it. */
public record ProviderPut(ProviderRecord record) implements Message {
    @Override
    public MessageType type() {
        return MessageType.PROVIDER_PUT;
    }

    @Override
    public void writeTo(WireWriter out) {
        record.writeTo(out);
    }

    static ProviderPut read(WireReader in) {
        return new ProviderPut(ProviderRecord.read(in));
    }
}
