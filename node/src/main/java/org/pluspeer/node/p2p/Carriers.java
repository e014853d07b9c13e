package org.pluspeer.node.p2p;

import org.pluspeer.node.p2p.PeerNetwork.Ground;

/** What a node's links travel on. */
public enum Carriers {
    TCP,
    QUIC,
    /** QUIC where it comes through, TCP where it does not, on one port number. */
    BOTH;

    Carrier open(NodeCertificate identity, LinkLimits limits, Ground ground) {
        return switch (this) {
            case TCP -> tcp(identity, limits, ground);
            case QUIC -> quic(identity, limits, ground);
            case BOTH ->
                QuicCarrier.isAvailable()
                        ? new TwinCarrier(quic(identity, limits, ground), tcp(identity, limits, ground))
                        : tcp(identity, limits, ground);
        };
    }

    private static TcpCarrier tcp(NodeCertificate identity, LinkLimits limits, Ground ground) {
        return new TcpCarrier(ground.vertx(), identity, ground.clock(), limits);
    }

    private static QuicCarrier quic(NodeCertificate identity, LinkLimits limits, Ground ground) {
        return new QuicCarrier(
                ground.vertx(), new QuicTls(identity, ground.clock()), limits, ground.random(), ground.nanos());
    }
}
