package org.pluspeer.node.p2p;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.wire.Bye;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One QUIC connection, from the first datagram on. Used by its event loop unless it says otherwise. */
final class QuicConnection extends ChannelInboundHandlerAdapter {
    private static final Logger log = LoggerFactory.getLogger(QuicConnection.class);
    private static final String NO_MORE = "the connection was closed";

    /** Who is at the other end. */
    record Peer(Address node, Hash32 process, HostPort remote) {}

    private final QuicSocket socket;
    private final NodeTrust trust;
    private final boolean dialled;
    private volatile String fault = NO_MORE;
    private @Nullable QuicChannel channel;
    private volatile @Nullable InetSocketAddress stable;
    private @Nullable QuicPipe pipe;
    private @Nullable Future<?> deadline;
    private boolean shakingHands;

    QuicConnection(QuicSocket socket, NodeTrust trust, boolean dialled) {
        this.socket = socket;
        this.trust = trust;
        this.dialled = dialled;
    }

    NodeTrust trust() {
        return trust;
    }

    boolean dialled() {
        return dialled;
    }

    /** What ended it, in one sentence. From any thread. */
    String fault() {
        return fault;
    }

    /** From any thread. */
    void close() {
        close(0, "");
    }

    @SuppressWarnings("FutureReturnValueIgnored") // whoever cares listens to the end of the channel
    private void close(int code, String text) {
        QuicChannel open = channel;
        if (open != null) {
            open.close(true, code, Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
        }
    }

    /**
     * Takes over the stream. There is one, and the side that dialled opens it.
     *
     * @throws CertificateException if the other side is not who may be here
     */
    QuicPipe over(QuicStreamChannel stream) throws CertificateException {
        if (pipe != null) {
            throw new CertificateException("it opened a second stream");
        }
        QuicPipe opened = new QuicPipe(stream, this, peer(stream.parent()));
        pipe = opened;
        if (deadline != null) {
            deadline.cancel(false);
        }
        stream.pipeline().addLast(opened);
        return opened;
    }

    /** The name is checked again: a resumed TLS session skips the check of the handshake. */
    private Peer peer(QuicChannel of) throws CertificateException {
        SSLEngine engine = Objects.requireNonNull(of.sslEngine());
        try {
            Certificate[] shown = engine.getSession().getPeerCertificates();
            X509Certificate[] chain = Arrays.copyOf(shown, shown.length, X509Certificate[].class);
            Address node = trust.check(chain);
            stable = (InetSocketAddress) of.remoteSocketAddress();
            return new Peer(node, Keccak.hash(chain[0].getPublicKey().getEncoded()), remote(stable));
        } catch (SSLPeerUnverifiedException e) {
            throw new CertificateException("the other side showed no certificate", e);
        }
    }

    /** Behind a relay a name that no machine has: an address of a relay's proves nothing about who is behind it. */
    private HostPort remote(InetSocketAddress at) {
        return switch (socket.paths().now(at)) {
            case PathSwitch.Direct direct -> HostPort.of(direct.to());
            case PathSwitch.Relayed relayed ->
                HostPort.throughRelay(relayed.by().relay());
            case null -> HostPort.of(at);
        };
    }

    QuicSocket socket() {
        return socket;
    }

    /** The address by which QUIC knows the other side; null before it has a stream. */
    @Nullable
    InetSocketAddress stable() {
        return stable;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        QuicChannel mine = (QuicChannel) ctx.channel();
        channel = mine;
        if (dialled) {
            return;
        }
        InetSocketAddress from = (InetSocketAddress) mine.remoteSocketAddress();
        socket.paths().called(socket.channel(), from);
        mine.closeFuture().addListener(closed -> socket.paths().release(from));
        shakingHands = true;
        socket.gate().entered();
        mine.closeFuture().addListener(closed -> handsShaken());
        deadline =
                ctx.executor().schedule(this::tooLate, socket.limits().connect().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void handsShaken() {
        if (shakingHands) {
            shakingHands = false;
            socket.gate().left();
        }
    }

    private void tooLate() {
        fault = "it was silent after the handshake";
        socket.tally().count(Tally.HANDSHAKE, "silent");
        close(Bye.Reason.IDLE.code(), "no greeting came in time");
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        switch (event) {
            case SslHandshakeCompletionEvent shaken -> {
                handsShaken();
                if (!shaken.isSuccess()) {
                    failed(shaken.cause());
                }
            }
            case QuicConnectionCloseEvent closed when fault.equals(NO_MORE) -> fault = sentence(closed);
            default -> ctx.fireUserEventTriggered(event);
        }
    }

    private static String sentence(QuicConnectionCloseEvent closed) {
        if (closed.isTlsError()) {
            return "the other side refused the handshake (TLS alert "
                    + QuicConnectionCloseEvent.extractTlsError(closed.error()) + ")";
        }
        if (!closed.isApplicationClose()) {
            return "the other side ended the connection (QUIC error " + closed.error() + ")";
        }
        String text = new String(closed.reason(), StandardCharsets.UTF_8);
        return text.isEmpty() ? NO_MORE : "the other side ended the connection: " + Wire.sentence(text);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (pipe != null) {
            pipe.ended(fault);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        failed(cause);
        if (pipe == null && !dialled) {
            log.info("Refused a caller: {}", fault);
            socket.tally().unshaken(trust.refusal() == null ? cause : trust.refusal());
        }
        close();
    }

    void failed(Throwable cause) {
        CertificateException refusal = trust.refusal();
        fault = TcpCarrier.sentence(pipe == null && refusal != null && dialled ? refusal : cause);
    }
}
