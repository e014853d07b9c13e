package org.pluspeer.market.wire;

/**
 * Asks the receiver to pass datagrams on between the sender and others that it relays for.
 *
 * @param session how packets to the sender are to be marked
 */
public record RelayRequest(PathSession session) implements Message {
    @Override
    public MessageType type() {
        return MessageType.RELAY_REQUEST;
    }

    @Override
    public void writeTo(WireWriter out) {
        session.writeTo(out);
    }

    static RelayRequest read(WireReader in) {
        return new RelayRequest(PathSession.read(in));
    }
}
