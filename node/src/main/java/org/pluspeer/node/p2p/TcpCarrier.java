package org.pluspeer.node.p2p;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.wire.ReachReply;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.TakenPort;
import org.pluspeer.wallet.eth.Address;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** TCP with TLS 1.3 and nothing older, certificates on both sides. */
final class TcpCarrier implements Carrier {
    private static final Logger log = LoggerFactory.getLogger(TcpCarrier.class);
    private static final Set<String> TLS = Set.of("TLSv1.3");
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final NodeCertificate identity;
    private final KeyCertOptions keys;
    private final InstantSource clock;
    private final LinkLimits limits;
    private final Tally tally;
    private final NetClient client;
    private final List<NetServer> servers = new CopyOnWriteArrayList<>();

    TcpCarrier(Vertx vertx, NodeCertificate identity, InstantSource clock, LinkLimits limits, Tally tally) {
        this.vertx = vertx;
        this.identity = identity;
        this.keys = keys(identity);
        this.clock = clock;
        this.limits = limits;
        this.tally = tally;
        this.client = vertx.createNetClient(new NetClientOptions()
                .setConnectTimeout(Math.toIntExact(limits.connect().toMillis()))
                .setSslEngineOptions(engine()));
    }

    /** BoringSSL where its native code is there, else the JDK's own: they speak the same, the first in less time. */
    private static SSLEngineOptions engine() {
        return OpenSSLEngineOptions.isAvailable()
                ? new OpenSSLEngineOptions().setSessionCacheEnabled(false).setUseWorkerThread(true)
                : new JdkSSLEngineOptions().setUseWorkerThread(true);
    }

    @Override
    public HostPort listen(HostPort at, Consumer<Pipe> accepted) {
        NodeTrust trust = new NodeTrust(identity.node(), null, clock);
        NetServer server = vertx.createNetServer(new NetServerOptions()
                .setSsl(true)
                .setSslEngineOptions(engine())
                .setEnabledSecureTransportProtocols(TLS)
                .setClientAuth(ClientAuth.REQUIRED)
                .setKeyCertOptions(keys)
                .setTrustOptions(TrustOptions.wrap(trust))
                .setSslHandshakeTimeout(limits.connect().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setHost(at.host())
                .setPort(at.port()));
        server.connectHandler(socket -> accept(socket, trust, accepted));
        server.exceptionHandler(e -> {
            log.info("Refused a caller: {}", sentence(e));
            tally.unshaken(e);
        });
        try {
            server.listen().toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw cannotListen(at, cause(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(Problem.Code.STOPPING, "interrupted while opening " + at);
        }
        servers.add(server);
        return new HostPort(at.host(), server.actualPort());
    }

    private void accept(NetSocket socket, NodeTrust trust, Consumer<Pipe> accepted) {
        try {
            Pipe pipe = TcpPipe.over(socket, trust, false);
            Thread.ofVirtual().name("peer-accept").start(() -> accepted.accept(pipe));
        } catch (CertificateException e) {
            log.info("Refused a caller from {}: {}", socket.remoteAddress(), e.getMessage());
            tally.unshaken(e);
            socket.close();
        }
    }

    private static ProblemException cannotListen(HostPort at, Throwable cause) {
        if (TakenPort.isCause(cause)) {
            return new ProblemException(Problem.Code.PORT_IN_USE, "cannot listen for peers on " + at, cause);
        }
        return new ProblemException(Problem.Code.BAD_REQUEST, "cannot listen for peers on " + at, cause);
    }

    @Override
    public Pipe dial(HostPort to, @Nullable Address expected) {
        NodeTrust trust = new NodeTrust(identity.node(), expected, clock);
        ClientSSLOptions tls = new ClientSSLOptions()
                .setHostnameVerificationAlgorithm("")
                .setEnabledSecureTransportProtocols(TLS)
                .setKeyCertOptions(keys)
                .setTrustOptions(TrustOptions.wrap(trust))
                .setSslHandshakeTimeout(limits.connect().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
        ConnectOptions options = new ConnectOptions()
                .setHost(to.host())
                .setPort(to.port())
                .setSsl(true)
                .setSslOptions(tls);
        try {
            return client.connect(options)
                    .compose(socket -> dialled(socket, trust))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(limits.connect().multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failed(to, cause(e));
        } catch (TimeoutException e) {
            throw new ProblemException(Problem.Code.PEER_UNREACHABLE, "no answer from " + to, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(Problem.Code.STOPPING, "interrupted while dialling " + to);
        } catch (IllegalStateException e) {
            // The client was closed meanwhile; it has no kinder way to say so.
            throw new ProblemException(Problem.Code.STOPPING, "the node is stopping", e);
        }
    }

    @Override
    public Trial tries(HostPort to, Address expected) {
        return new Trial(ReachReply.Outcome.UNTRIED, Trial.by(() -> dial(to, expected)));
    }

    private static Future<Pipe> dialled(NetSocket socket, NodeTrust trust) {
        try {
            return Future.succeededFuture(TcpPipe.over(socket, trust, true));
        } catch (CertificateException e) {
            socket.close();
            return Future.failedFuture(e);
        }
    }

    private static Throwable cause(ExecutionException e) {
        return e.getCause() == null ? e : e.getCause();
    }

    private static ProblemException failed(HostPort to, Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof NodeTrust.WrongNodeException) {
                return new ProblemException(Problem.Code.WRONG_PEER, t.getMessage() + " (" + to + ")", cause);
            }
        }
        return new ProblemException(Problem.Code.PEER_UNREACHABLE, to + ": " + sentence(cause), cause);
    }

    /** What a fault of a connection means to a person, without the names of classes where it can be helped. */
    static String sentence(Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof CertificateException && t.getMessage() != null) {
                return t.getMessage();
            }
        }
        String text = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        if (cause instanceof SSLException) {
            return "the TLS handshake failed: " + text;
        }
        return cause instanceof IOException ? "the connection broke: " + text : text;
    }

    /** Made once: a key store encrypts what is put into it, at length. */
    private static KeyCertOptions keys(NodeCertificate identity) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("node", identity.key(), new char[0], new Certificate[] {identity.certificate()});
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            return KeyCertOptions.wrap(keys);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this Java cannot hold a P-256 key", e);
        }
    }

    @Override
    public void close() {
        for (NetServer server : servers) {
            settle(server.close());
        }
        settle(client.close());
    }

    private static void settle(Future<?> closing) {
        try {
            closing.toCompletionStage().toCompletableFuture().get(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.warn("A socket did not close: {}", String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
