package org.pluspeer.node.p2p;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;

/** One TLS connection. */
final class TcpPipe implements Pipe {
    private final NetSocket socket;
    private final boolean dialled;
    private final Address node;
    private final Hash32 process;
    private final HostPort remote;
    private @Nullable Receiver receiver;
    private @Nullable String ended;
    private String fault = "the connection was closed";

    /** @throws CertificateException if the other side is not who may be here */
    private TcpPipe(NetSocket socket, NodeTrust trust, boolean dialled) throws CertificateException {
        this.socket = socket;
        this.dialled = dialled;
        X509Certificate[] chain = certificates(socket);
        this.node = trust.check(chain);
        this.process = Keccak.hash(chain[0].getPublicKey().getEncoded());
        this.remote = new HostPort(
                socket.remoteAddress().hostAddress(), socket.remoteAddress().port());
    }

    /**
     * Takes over a socket, paused, on its event loop. The name is checked again: a resumed TLS session skips the check
     * of the handshake.
     *
     * @throws CertificateException if the other side is not who may be here
     */
    static TcpPipe over(NetSocket socket, NodeTrust trust, boolean dialled) throws CertificateException {
        socket.pause();
        TcpPipe pipe = new TcpPipe(socket, trust, dialled);
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
        // Buffers, though they are copies: a handler of messages would not be held back by pause.
        socket.handler(to::bytes);
        socket.resume();
    }

    @Override
    public void write(Buffer bytes, Runnable done) {
        socket.write(bytes).onComplete(result -> done.run());
    }

    @Override
    public void pause() {
        socket.pause();
    }

    @Override
    public void resume() {
        socket.resume();
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
