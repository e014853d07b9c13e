package org.pluspeer.node.p2p;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.Queue;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;

/**
 * One TLS connection. Bytes are taken off the channel itself, ahead of Vert.x, which would copy each read once more;
 * reading stops where the channel does, so that the other side's writes come to a halt in the system's buffers.
 */
final class TcpPipe extends ChannelInboundHandlerAdapter implements Pipe {
    /** Vert.x's own handler, as it names it. */
    private static final String VERTX = "handler";

    private final NetSocket socket;
    private final Channel channel;
    private final boolean dialled;
    private final Address node;
    private final Hash32 process;
    private final HostPort remote;
    private @Nullable Receiver receiver;
    private @Nullable String ended;
    private String fault = "the connection was closed";
    /** What was deciphered before anybody listened: one read of the socket at most. Used by the event loop only. */
    private final Queue<ByteBuf> early = new ArrayDeque<>();

    private boolean listening;

    /** @throws CertificateException if the other side is not who may be here */
    private TcpPipe(NetSocket socket, NodeTrust trust, boolean dialled) throws CertificateException {
        this.socket = socket;
        this.channel = ((NetSocketInternal) socket).channelHandlerContext().channel();
        this.dialled = dialled;
        X509Certificate[] chain = certificates(socket);
        this.node = trust.check(chain);
        this.process = Keccak.hash(chain[0].getPublicKey().getEncoded());
        this.remote = new HostPort(
                socket.remoteAddress().hostAddress(), socket.remoteAddress().port());
    }

    /**
     * Takes over a socket on its event loop; it is paused then. The name is checked again: a resumed TLS session skips the check
     * of the handshake.
     *
     * @throws CertificateException if the other side is not who may be here
     */
    static TcpPipe over(NetSocket socket, NodeTrust trust, boolean dialled) throws CertificateException {
        TcpPipe pipe = new TcpPipe(socket, trust, dialled);
        pipe.pause();
        pipe.channel.pipeline().addBefore(VERTX, "pipe", pipe);
        socket.exceptionHandler(pipe::failed);
        socket.closeHandler(nothing -> pipe.ended());
        return pipe;
    }

    private static X509Certificate[] certificates(NetSocket socket) throws CertificateException {
        try {
            return socket.peerCertificates().stream()
                    .map((Certificate c) -> (X509Certificate) c)
                    .toArray(X509Certificate[]::new);
        } catch (SSLPeerUnverifiedException e) {
            throw new CertificateException("the other side showed no certificate", e);
        }
    }

    @Override
    public Address node() {
        return node;
    }

    @Override
    public Hash32 process() {
        return process;
    }

    @Override
    public HostPort remote() {
        return remote;
    }

    @Override
    public String carrier() {
        return "tcp";
    }

    @Override
    public boolean dialled() {
        return dialled;
    }

    @Override
    public void open(Receiver to) {
        String already;
        synchronized (this) {
            receiver = to;
            already = ended;
        }
        if (already != null) {
            to.closed(already);
            return;
        }
        channel.eventLoop().execute(() -> listen(to));
    }

    private void listen(Receiver to) {
        listening = true;
        // First, since what is handed over now may have it paused again.
        resume();
        for (ByteBuf bytes = early.poll(); bytes != null; bytes = early.poll()) {
            hand(bytes, to);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        Receiver to;
        synchronized (this) {
            to = receiver;
        }
        if (listening && to != null) {
            hand(bytes, to);
        } else {
            early.add(bytes);
        }
    }

    private static void hand(ByteBuf bytes, Receiver to) {
        try {
            to.bytes(BufferInternal.buffer(bytes));
        } finally {
            bytes.release();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        for (ByteBuf bytes = early.poll(); bytes != null; bytes = early.poll()) {
            bytes.release();
        }
    }

    @Override
    public void write(Buffer bytes, Runnable done) {
        ByteBuf shared = ((BufferInternal) bytes).getByteBuf();
        // The cipher wants it outside the heap: one copy here, on the writer's thread, instead of one for each record.
        ByteBuf direct = channel.alloc().directBuffer(shared.readableBytes()).writeBytes(shared);
        channel.writeAndFlush(direct).addListener(written -> done.run());
    }

    @Override
    public void pause() {
        channel.config().setAutoRead(false);
    }

    @Override
    public void resume() {
        channel.config().setAutoRead(true);
    }

    @Override
    public void close() {
        socket.close();
    }

    private synchronized void failed(Throwable cause) {
        fault = TcpCarrier.sentence(cause);
    }

    private void ended() {
        Receiver to;
        String why;
        synchronized (this) {
            if (ended != null) {
                return;
            }
            ended = fault;
            why = fault;
            to = receiver;
        }
        if (to != null) {
            to.closed(why);
        }
    }
}
