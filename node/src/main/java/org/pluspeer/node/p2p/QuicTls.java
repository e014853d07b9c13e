package org.pluspeer.node.p2p;

import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicSslEngine;
import io.netty.handler.ssl.ClientAuth;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;

/**
 * TLS 1.3 as QUIC speaks it: the same certificate as on TCP, shown and checked on both sides, nothing sent before the
 * handshake is over (so nothing can be replayed), and no session kept for a next time.
 */
final class QuicTls {
    /** What both sides must name (RFC 7301). */
    private static final String PROTOCOL = "peer/1";

    private final Address self;
    private final InstantSource clock;
    private final QuicSslContext incoming;
    private final QuicSslContext outgoing;
    private final Map<SSLEngine, NodeTrust> dialled = new ConcurrentHashMap<>();

    QuicTls(NodeCertificate identity, InstantSource clock) {
        this.self = identity.node();
        this.clock = clock;
        this.incoming = QuicSslContextBuilder.forServer(identity.key(), null, identity.certificate())
                .applicationProtocols(PROTOCOL)
                .clientAuth(ClientAuth.REQUIRE)
                .trustManager(trust(null))
                .earlyData(false)
                .build();
        this.outgoing = QuicSslContextBuilder.forClient()
                .keyManager(identity.key(), null, identity.certificate())
                .applicationProtocols(PROTOCOL)
                .trustManager(new NodeTrust(self, null, clock) {
                    @Override
                    NodeTrust of(SSLEngine engine) {
                        return dialled.getOrDefault(engine, this);
                    }
                })
                .endpointIdentificationAlgorithm("")
                .earlyData(false)
                .build();
    }

    /** @param expected the only node that will do, or null for any but this one */
    NodeTrust trust(@Nullable Address expected) {
        return new NodeTrust(self, expected, clock);
    }

    QuicSslEngine incoming(QuicChannel channel) {
        return incoming.newEngine(channel.alloc());
    }

    QuicSslEngine outgoing(QuicChannel channel, NodeTrust trust) {
        QuicSslEngine engine = outgoing.newEngine(channel.alloc());
        dialled.put(engine, trust);
        channel.closeFuture().addListener(closed -> dialled.remove(engine));
        return engine;
    }
}
