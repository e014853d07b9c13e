package org.pluspeer.node.p2p;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;

/**
 * Decides inside the TLS handshake whether the other side is a node, is not this node itself, and, where one is
 * expected, is that one. No certificate authority is asked.
 */
class NodeTrust extends X509ExtendedTrustManager {
    private final Address self;
    private final @Nullable Address expected;
    private final InstantSource clock;
    private volatile @Nullable CertificateException refusal;

    NodeTrust(Address self, @Nullable Address expected, InstantSource clock) {
        this.self = self;
        this.expected = expected;
        this.clock = clock;
    }

    /** Why it last refused, or null; for those whose TLS tells only that it was refused. */
    @Nullable
    CertificateException refusal() {
        return refusal;
    }

    /** Who decides about one connection, where several share a TLS context. */
    NodeTrust of(SSLEngine engine) {
        return this;
    }

    /** @throws WrongNodeException if it is a node, but not the one that may answer here */
    final Address check(X509Certificate @Nullable [] chain) throws CertificateException {
        try {
            return decide(chain);
        } catch (CertificateException e) {
            refusal = e;
            throw e;
        }
    }

    private Address decide(X509Certificate @Nullable [] chain) throws CertificateException {
        Address node = NodeCertificate.nodeOf(chain, clock.instant());
        if (node.equals(self)) {
            throw new WrongNodeException("this node itself answers there");
        }
        if (expected != null && !node.equals(expected)) {
            throw new WrongNodeException("expected node " + expected + ", but " + node + " answers there");
        }
        return node;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        of(engine).check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        of(engine).check(chain);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    /** Another node than the expected one. */
    static final class WrongNodeException extends CertificateException {
        WrongNodeException(String message) {
            super(message);
        }
    }
}
