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
final class NodeTrust extends X509ExtendedTrustManager {
    private final Address self;
    private final @Nullable Address expected;
    private final InstantSource clock;

    NodeTrust(Address self, @Nullable Address expected, InstantSource clock) {
        this.self = self;
        this.expected = expected;
        this.clock = clock;
    }

    /** @throws WrongNodeException if it is a node, but not the one that may answer here */
    Address check(X509Certificate @Nullable [] chain) throws CertificateException {
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
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain);
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
