package org.pluspeer.node.p2p;

import org.pluspeer.node.p2p.PeerNetwork.Ground;

/** What a node's links travel on. */
public enum Carriers {
    TCP,
    QUIC,
    /** QUIC where it comes through, TCP where it does not, on one port number. */
    BOTH;

    /** @param tally where callers are counted who did not get through the handshake */
    Carrier open(NodeCertificate identity, LinkLimits limits, Tally tally, Ground ground) {
        return switch (this) {
            case TCP -> tcp(identity, limits, tally, ground);
            case QUIC -> quic(identity, limits, tally, ground);
            case BOTH ->
                QuicCarrier.isAvailable()
                        ? new TwinCarrier(quic(identity, limits, tally, ground), tcp(identity, limits, tally, ground))
                        : tcp(identity, limits, tally, ground);
        };
    }

    private static TcpCarrier tcp(NodeCertificate identity, LinkLimits limits, Tally tally, Ground ground) {
        return new TcpCarrier(ground.vertx(), identity, ground.clock(), limits, tally);
    }

    private static QuicCarrier quic(NodeCertificate identity, LinkLimits limits, Tally tally, Ground ground) {
        return new QuicCarrier(
                ground.vertx(), new QuicTls(identity, ground.clock()), limits, tally, ground.random(), ground.nanos());
    }
}
