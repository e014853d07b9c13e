package org.pluspeer.node.p2p;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.key.NodeKey;

class NodeCertificateTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private final SecureRandom random = new SecureRandom();
    private final NodeKey key = Neighbourhood.key(1);

    private X509Certificate[] issued() {
        return new X509Certificate[] {
            NodeCertificate.issue(key.address(), key::sign, NOW, random).certificate()
        };
    }

    @Test
    void namesTheNodeThatSignedIt() throws CertificateException {
        assertEquals(key.address(), NodeCertificate.nodeOf(issued(), NOW));
    }

    @Test
    void holdsForClocksThatDifferByHours() throws CertificateException {
        assertEquals(key.address(), NodeCertificate.nodeOf(issued(), NOW.minus(Duration.ofHours(20))));
    }

    @Test
    void isRefusedOutsideItsTime() {
        assertThrows(CertificateException.class, () -> NodeCertificate.nodeOf(issued(), NOW.minus(Duration.ofDays(2))));
        assertThrows(
                CertificateException.class, () -> NodeCertificate.nodeOf(issued(), NOW.plus(Duration.ofDays(400))));
    }

    @Test
    void aSignatureOverAnotherKeyNamesSomebodyElse() throws CertificateException {
        Hash32 other = Hash32.parse("11".repeat(32));
        X509Certificate forged = NodeCertificate.issue(key.address(), digest -> key.sign(other), NOW, random)
                .certificate();
        assertNotEquals(key.address(), NodeCertificate.nodeOf(new X509Certificate[] {forged}, NOW));
    }

    @Test
    void aChainOfNoneOrTwoIsRefused() {
        X509Certificate one = issued()[0];
        assertThrows(CertificateException.class, () -> NodeCertificate.nodeOf(null, NOW));
        assertThrows(CertificateException.class, () -> NodeCertificate.nodeOf(new X509Certificate[0], NOW));
        assertThrows(CertificateException.class, () -> NodeCertificate.nodeOf(new X509Certificate[] {one, one}, NOW));
    }
}
