package org.pluspeer.node.p2p;

import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.quic.Quic;
import io.netty.util.concurrent.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.wire.ReachReply;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.TakenPort;
import org.pluspeer.wallet.eth.Address;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * QUIC (RFC 9000) over one UDP socket, from which this node both takes calls and makes them: so the address that a
 * router gave it for one peer is the one where others find it too.
 */
final class QuicCarrier implements Carrier {
    private static final Logger log = LoggerFactory.getLogger(QuicCarrier.class);
    private static final long CLOSING_SECONDS = 5;

    private final QuicSocket.Ground ground;
    private final QuicTls tls;
    private final List<QuicSocket> sockets = new CopyOnWriteArrayList<>();
    private boolean closed;

    /** @param nanos a monotonic clock */
    QuicCarrier(Vertx vertx, QuicTls tls, LinkLimits limits, Tally tally, SecureRandom random, LongSupplier nanos) {
        EventLoopGroup loops = ((VertxInternal) vertx).nettyEventLoopGroup();
        this.tls = tls;
        this.ground = new QuicSocket.Ground(loops, tls, limits, tally, random, nanos);
    }

    /** False where this machine has no native QUIC: then there is only TCP. */
    static boolean isAvailable() {
        if (Quic.isAvailable()) {
            return true;
        }
        log.warn(
                "No QUIC on this machine, peers are linked by TCP only: {}",
                String.valueOf(Quic.unavailabilityCause()));
        return false;
    }

    @Override
    public HostPort listen(HostPort at, Consumer<Pipe> accepted) {
        QuicSocket socket = open(at, accepted);
        // The newest is first: from where calls are taken, calls are made.
        sockets.addFirst(socket);
        return new HostPort(at.host(), socket.at().getPort());
    }

    private synchronized QuicSocket open(HostPort at, @Nullable Consumer<Pipe> accepted) {
        if (closed) {
            throw new ProblemException(Problem.Code.STOPPING, "the node is stopping");
        }
        try {
            return new QuicSocket(ground, new InetSocketAddress(InetAddress.getByName(at.host()), at.port()), accepted);
        } catch (QuicSocket.BindFailedException e) {
            Problem.Code code = TakenPort.isCause(e.getCause()) ? Problem.Code.PORT_IN_USE : Problem.Code.BAD_REQUEST;
            throw new ProblemException(code, "cannot listen for peers on UDP " + at, e);
        } catch (UnknownHostException e) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "cannot listen for peers on " + at, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(Problem.Code.STOPPING, "interrupted while opening " + at, e);
        }
    }

    @Override
    public Pipe dial(HostPort to, @Nullable Address expected) {
        return dial(socket(), to, expected);
    }

    @Override
    public Trial tries(HostPort to, Address expected) {
        QuicSocket fresh = open(new HostPort("0.0.0.0", 0), null);
        try {
            return new Trial(Trial.by(() -> dial(fresh, to, expected)), ReachReply.Outcome.UNTRIED);
        } finally {
            closed(fresh);
        }
    }

    private Pipe dial(QuicSocket from, HostPort to, @Nullable Address expected) {
        return await(from.dial(resolved(to), tls.trust(expected)), to.toString());
    }

    /** As above, by whatever way. */
    Pipe dial(PathSwitch.Path by, Address expected) {
        return await(socket().dial(by, tls.trust(expected)), expected + " " + by);
    }

    private Pipe await(Future<Pipe> dialling, String to) {
        try {
            return dialling.get(ground.limits().connect().multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failed(to, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            hangUpWhenUp(dialling);
            throw new ProblemException(Problem.Code.PEER_UNREACHABLE, "no answer from " + to, e);
        } catch (InterruptedException e) {
            hangUpWhenUp(dialling);
            Thread.currentThread().interrupt();
            throw new ProblemException(Problem.Code.STOPPING, "interrupted while dialling " + to, e);
        }
    }

    private static InetSocketAddress resolved(HostPort to) {
        try {
            return new InetSocketAddress(InetAddress.getByName(to.host()), to.port());
        } catch (UnknownHostException e) {
            throw new ProblemException(Problem.Code.PEER_UNREACHABLE, "the name " + to.host() + " is not known", e);
        }
    }

    private static void hangUpWhenUp(Future<Pipe> dialling) {
        dialling.addListener((Future<Pipe> late) -> {
            if (late.isSuccess()) {
                late.getNow().close();
            }
        });
    }

    private static ProblemException failed(String to, Throwable cause) {
        if (cause instanceof NodeTrust.WrongNodeException) {
            return new ProblemException(Problem.Code.WRONG_PEER, cause.getMessage() + " (" + to + ")", cause);
        }
        String why = cause instanceof CertificateException ? TcpCarrier.sentence(cause) : "no answer by UDP";
        return new ProblemException(Problem.Code.PEER_UNREACHABLE, to + ": " + why, cause);
    }

    /** The one that listens; a node that does not listen dials from any port. */
    private synchronized QuicSocket socket() {
        if (sockets.isEmpty()) {
            sockets.add(open(new HostPort("0.0.0.0", 0), null));
        }
        return sockets.getFirst();
    }

    @Override
    public QuicCarrier quic() {
        return this;
    }

    /** The one from which calls are made. */
    QuicSocket newestSocket() {
        return socket();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        sockets.forEach(QuicCarrier::closed);
    }

    private static void closed(QuicSocket socket) {
        if (!socket.close().awaitUninterruptibly(CLOSING_SECONDS, TimeUnit.SECONDS)) {
            log.warn("A socket did not close in time");
        }
    }
}
