package org.pluspeer.node.p2p;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;

/** The one stream of a QUIC connection. Only while it is open for reading does it give the other side credit. */
final class QuicPipe extends ChannelInboundHandlerAdapter implements Pipe {
    private final QuicStreamChannel stream;
    private final QuicConnection connection;
    private final QuicConnection.Peer peer;
    private @Nullable Receiver receiver;
    private @Nullable String ended;

    /** To be added to the stream's pipeline; the stream must not read by itself yet. */
    QuicPipe(QuicStreamChannel stream, QuicConnection connection, QuicConnection.Peer peer) {
        this.stream = stream;
        this.connection = connection;
        this.peer = peer;
    }

    @Override
    public Address node() {
        return peer.node();
    }

    @Override
    public Hash32 process() {
        return peer.process();
    }

    @Override
    public HostPort remote() {
        return peer.remote();
    }

    QuicConnection connection() {
        return connection;
    }

    @Override
    public String carrier() {
        return "quic";
    }

    @Override
    public boolean dialled() {
        return connection.dialled();
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
        resume();
    }

    @Override
    public void write(Buffer bytes, Runnable done) {
        ByteBuf shared = ((BufferInternal) bytes).getByteBuf();
        ByteBuf direct = stream.alloc().directBuffer(shared.readableBytes()).writeBytes(shared);
        stream.writeAndFlush(direct).addListener(written -> done.run());
    }

    @Override
    public void pause() {
        stream.config().setAutoRead(false);
    }

    @Override
    public void resume() {
        stream.config().setAutoRead(true);
    }

    @Override
    public void close() {
        connection.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        Receiver to;
        synchronized (this) {
            to = receiver;
        }
        try {
            if (to != null) {
                to.bytes(BufferInternal.buffer(bytes));
            }
        } finally {
            bytes.release();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        // One stream is all that there is: without it the connection is of no use.
        connection.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        connection.failed(cause);
        connection.close();
    }

    /** The connection is gone. */
    void ended(String why) {
        Receiver to;
        synchronized (this) {
            if (ended != null) {
                return;
            }
            ended = why;
            to = receiver;
        }
        if (to != null) {
            to.closed(why);
        }
    }
}
