package org.pluspeer.node.p2p;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;
import org.pluspeer.wallet.eth.Secp256k1;
import org.pluspeer.wallet.eth.Signature;

/**
 * A self-signed P-256 certificate that carries the node key's signature over its public key and validity. TLS proves
 * that the other side holds the P-256 key; the extension proves which node gave that key its name.
 *
 * @param key lives only in this process; a restart makes another
 */
public record NodeCertificate(Address node, X509Certificate certificate, PrivateKey key) {
    /** Private, under the arc for UUIDs (ITU-T X.667), so that nobody had to be asked for it. */
    static final String EXTENSION = "2.25.69862992444108601607306434068051448228";

    static final Duration LIFETIME = Duration.ofDays(397);
    private static final Duration CLOCK_SKEW = Duration.ofHours(24);
    private static final byte[] DOMAIN = "Peer node certificate, version 1\0".getBytes(StandardCharsets.US_ASCII);
    private static final int LARGEST_DER = 4096;

    /**
     * Makes a key and a certificate for it, valid from a day before {@code now} (clocks differ) for 397 days.
     *
     * @param sign by the node's secp256k1 key
     */
    public static NodeCertificate issue(
            Address node, Function<Hash32, Signature> sign, Instant now, SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair pair = generator.generateKeyPair();
            Instant from = Instant.ofEpochSecond(now.getEpochSecond()).minus(CLOCK_SKEW);
            Instant until = from.plus(LIFETIME);
            Signature named = sign.apply(digest(pair.getPublic().getEncoded(), from, until));
            return new NodeCertificate(node, build(pair, from, until, named, random), pair.getPrivate());
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("this Java cannot make a P-256 certificate", e);
        }
    }

    private static X509Certificate build(
            KeyPair pair, Instant from, Instant until, Signature named, SecureRandom random)
            throws OperatorCreationException, CertificateException {
        X500Name name = new X500Name("CN=peer");
        byte[] serial = new byte[16];
        random.nextBytes(serial);
        try {
            X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                            name,
                            new BigInteger(1, serial).setBit(0),
                            Date.from(from),
                            Date.from(until),
                            name,
                            SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()))
                    .addExtension(new ASN1ObjectIdentifier(EXTENSION), false, new DEROctetString(named.bytes()));
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
        } catch (java.io.IOException e) {
            throw new CertificateException("the extension cannot be encoded", e);
        }
    }

    /**
     * Which node a certificate belongs to.
     *
     * @param chain as TLS received it; must be one certificate
     * @throws CertificateException if it is not of this kind, is not valid at {@code now}, or was signed by no node
     */
    public static Address nodeOf(X509Certificate @Nullable [] chain, Instant now) throws CertificateException {
        if (chain == null || chain.length != 1) {
            throw new CertificateException("expected one certificate");
        }
        X509Certificate certificate = chain[0];
        if (certificate.getEncoded().length > LARGEST_DER) {
            throw new CertificateException("the certificate is too large");
        }
        certificate.checkValidity(Date.from(now));
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        if (Duration.between(from, until).compareTo(LIFETIME) > 0) {
            throw new CertificateException("the certificate is valid for too long");
        }
        checkSelfSigned(certificate);
        try {
            Signature named = Signature.of(extension(certificate));
            return Secp256k1.recover(digest(certificate.getPublicKey().getEncoded(), from, until), named);
        } catch (IllegalArgumentException e) {
            throw new CertificateException("the node's signature in the certificate does not hold", e);
        }
    }

    private static void checkSelfSigned(X509Certificate certificate) throws CertificateException {
        if (!(certificate.getPublicKey() instanceof ECPublicKey key)
                || key.getParams().getCurve().getField().getFieldSize() != 256) {
            throw new CertificateException("the certificate's key is not of P-256");
        }
        try {
            certificate.verify(key);
        } catch (GeneralSecurityException e) {
            throw new CertificateException("the certificate is not signed by its own key", e);
        }
    }

    private static byte[] extension(X509Certificate certificate) throws CertificateException {
        byte[] value = certificate.getExtensionValue(EXTENSION);
        if (value == null) {
            throw new CertificateException("the certificate names no node");
        }
        return ASN1OctetString.getInstance(ASN1OctetString.getInstance(value).getOctets())
                .getOctets();
    }

    /** {@code keccak256(domain | uint64 from | uint64 until | SubjectPublicKeyInfo)}, times in unix seconds. */
    private static Hash32 digest(byte[] publicKey, Instant from, Instant until) {
        byte[] times = ByteBuffer.allocate(16)
                .putLong(from.getEpochSecond())
                .putLong(until.getEpochSecond())
                .array();
        return Keccak.hash(DOMAIN, times, publicKey);
    }
}
