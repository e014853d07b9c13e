package org.pluspeer.node.p2p;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicChannelOption;
import io.netty.handler.codec.quic.QuicClientCodecBuilder;
import io.netty.handler.codec.quic.QuicCodecBuilder;
import io.netty.handler.codec.quic.QuicCongestionControlAlgorithm;
import io.netty.handler.codec.quic.QuicConnectionAddress;
import io.netty.handler.codec.quic.QuicServerCodecBuilder;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamType;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One UDP socket that both takes QUIC calls and makes them. */
final class QuicSocket {
    private static final Logger log = LoggerFactory.getLogger(QuicSocket.class);
    /** Also fits when a relay's 37 bytes are put around it and it goes by IPv6 over PPPoE (1492 bytes). */
    private static final int DATAGRAM = 1400;

    private static final int LARGEST_DATAGRAM = 1500;
    /**
     * What the other side may send before anything is read. The library doubles its window from 32 KiB on for who reads
     * fast, whatever was granted first, and says so only when that is nearly used up: a larger first grant ends in a
     * standstill of many round trips.
     */
    private static final int WINDOW = 32 << 10;

    private static final int READ = 64 << 10;

    /**
     * What all sockets of a node share.
     *
     * @param nanos a monotonic clock
     */
    record Ground(
            EventLoopGroup loops,
            QuicTls tls,
            LinkLimits limits,
            Tally tally,
            SecureRandom random,
            LongSupplier nanos) {}

    private final Ground ground;
    private final @Nullable Consumer<Pipe> accepted;
    private final PathSwitch paths;
    private final HandshakeGate gate;
    private final QuicDemux demux;
    private final Channel channel;

    /**
     * Opens it.
     *
     * @param accepted gets those who called and have proven their name, on a virtual thread; null to take no calls
     */
    QuicSocket(Ground ground, InetSocketAddress at, @Nullable Consumer<Pipe> accepted) throws InterruptedException {
        this.ground = ground;
        this.accepted = accepted;
        this.paths = new PathSwitch(ground.nanos());
        this.gate = new HandshakeGate(ground.limits().greeting(), ground.random(), ground.nanos());
        this.demux = new QuicDemux(ground.random(), accepted != null);
        ChannelFuture bound = Datagrams.bootstrap(ground.loops())
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel fresh) {
                        furnish(fresh);
                    }
                })
                .bind(at)
                .await();
        if (!bound.isSuccess()) {
            throw new BindFailedException(bound.cause());
        }
        this.channel = bound.channel();
    }

    private void furnish(Channel fresh) {
        fresh.pipeline().addLast(new JoinedSend(), paths, demux);
        if (accepted != null) {
            fresh.pipeline().addLast(serverCodec());
        }
        ChannelHandler client = tuned(new QuicClientCodecBuilder())
                .initialMaxStreamDataBidirectionalLocal(WINDOW)
                .sslEngineProvider(dialled ->
                        ground.tls().outgoing(dialled, connection(dialled).trust()))
                .build();
        fresh.pipeline().addLast(client);
        demux.dials(fresh.pipeline().context(client));
    }

    private ChannelHandler serverCodec() {
        return tuned(new QuicServerCodecBuilder())
                .initialMaxStreamsBidirectional(1)
                .initialMaxStreamDataBidirectionalRemote(WINDOW)
                .sslEngineProvider(ground.tls()::incoming)
                .tokenHandler(gate)
                .option(QuicChannelOption.SEGMENTED_DATAGRAM_PACKET_ALLOCATOR, Datagrams.segments(ground.loops()))
                .handler(new ChannelInitializer<QuicChannel>() {
                    @Override
                    protected void initChannel(QuicChannel caller) {
                        caller.pipeline()
                                .addLast(new QuicConnection(
                                        QuicSocket.this, ground.tls().trust(null), false));
                    }
                })
                .streamOption(ChannelOption.AUTO_READ, false)
                .streamOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ))
                .streamHandler(new ChannelInitializer<QuicStreamChannel>() {
                    @Override
                    protected void initChannel(QuicStreamChannel stream) {
                        accept(stream);
                    }
                })
                .build();
    }

    private <B extends QuicCodecBuilder<B>> B tuned(B codec) {
        return codec.localConnectionIdLength(QuicDemux.ID_LENGTH)
                .congestionControlAlgorithm(QuicCongestionControlAlgorithm.BBR)
                .maxIdleTimeout(ground.limits().silence().multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS)
                .maxRecvUdpPayloadSize(LARGEST_DATAGRAM)
                .maxSendUdpPayloadSize(DATAGRAM)
                .initialMaxData(WINDOW);
    }

    private void accept(QuicStreamChannel stream) {
        QuicConnection caller = connection(stream.parent());
        Consumer<Pipe> taker = accepted;
        try {
            Pipe pipe = caller.over(stream);
            if (taker != null) {
                Thread.ofVirtual().name("peer-accept").start(() -> taker.accept(pipe));
            }
        } catch (CertificateException e) {
            log.info("Refused a caller from {}: {}", stream.parent().remoteSocketAddress(), e.getMessage());
            ground.tally().unshaken(e);
            caller.close();
        }
    }

    private static QuicConnection connection(QuicChannel of) {
        return of.pipeline().get(QuicConnection.class);
    }

    /** The future fails with what {@link NodeTrust} said, or with why nobody was reached. */
    Future<Pipe> dial(InetSocketAddress to, NodeTrust trust) {
        return dial(new PathSwitch.Direct(channel, to), trust);
    }

    /** As above, by whatever way. */
    Future<Pipe> dial(PathSwitch.Path by, NodeTrust trust) {
        Promise<Pipe> dialled = channel.eventLoop().newPromise();
        // On the event loop: between a caller's first datagram and its connection nobody may name its way otherwise.
        channel.eventLoop().execute(() -> dial(by, trust, dialled));
        return dialled;
    }

    private void dial(PathSwitch.Path by, NodeTrust trust, Promise<Pipe> dialled) {
        InetSocketAddress stable = paths.dialling(by);
        QuicConnection connection = new QuicConnection(this, trust, true);
        QuicChannel.newBootstrap(channel)
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(ground.limits().connect().toMillis()))
                .option(QuicChannelOption.SEGMENTED_DATAGRAM_PACKET_ALLOCATOR, Datagrams.segments(ground.loops()))
                .handler(connection)
                .localConnectionAddress(new QuicConnectionAddress(demux.freshId()))
                .remoteAddress(stable)
                .connect()
                .addListener((Future<QuicChannel> connected) -> {
                    if (connected.isSuccess()) {
                        connected.getNow().closeFuture().addListener(closed -> paths.release(stable));
                        openStream(connected.getNow(), connection, dialled);
                    } else {
                        paths.release(stable);
                        CertificateException refusal = trust.refusal();
                        dialled.tryFailure(refusal == null ? connected.cause() : refusal);
                    }
                });
    }

    private static void openStream(QuicChannel connected, QuicConnection connection, Promise<Pipe> dialled) {
        connected
                .newStreamBootstrap()
                .type(QuicStreamType.BIDIRECTIONAL)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ))
                .handler(new ChannelInitializer<QuicStreamChannel>() {
                    @Override
                    protected void initChannel(QuicStreamChannel stream) throws Exception {
                        dialled.trySuccess(connection.over(stream));
                    }
                })
                .create()
                .addListener(created -> {
                    if (!created.isSuccess()) {
                        dialled.tryFailure(created.cause());
                        connection.close();
                    }
                });
    }

    InetSocketAddress at() {
        return (InetSocketAddress) channel.localAddress();
    }

    Channel channel() {
        return channel;
    }

    PathSwitch paths() {
        return paths;
    }

    Tally tally() {
        return ground.tally();
    }

    HandshakeGate gate() {
        return gate;
    }

    LinkLimits limits() {
        return ground.limits();
    }

    /** Ends all connections at once. */
    Future<?> close() {
        return channel.close();
    }

    /** The address is taken, or not this machine's. */
    static final class BindFailedException extends RuntimeException {
        BindFailedException(Throwable cause) {
            super(cause.getMessage(), cause);
        }
    }
}
