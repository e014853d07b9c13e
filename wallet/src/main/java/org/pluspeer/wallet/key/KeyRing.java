package org.pluspeer.wallet.key;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.pluspeer.wallet.eth.MalformedException;

/** The unlocked keys of one wallet. Closing it wipes them all, and every signer that it gave out refuses. */
public final class KeyRing implements AutoCloseable {
    /**
     * Where the secrets that are no account's come from: {@code m/1346717010'/0'}, "PEER" in ASCII as a hardened step
     * of its own, so that no account's key says anything about it.
     */
    public static final HdPath SECRETS = new HdPath(List.of(0x5045_4552 | HdPath.HARDENED, HdPath.HARDENED));

    private static final byte[] SALT = "Peer key ring, version 1".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_ACCOUNTS = 1000;

    private final HdKey root;
    private final Secret extracted;
    private final Map<HdPath, LocalSigner> signers = new ConcurrentHashMap<>();

    private volatile boolean closed;

    private KeyRing(HdKey root, Secret extracted) {
        this.root = root;
        this.extracted = extracted;
    }

    /** The wallet of these words, without the optional passphrase of BIP-39. */
    public static KeyRing of(Mnemonic mnemonic) {
        return of(mnemonic, Passphrase.none());
    }

    /** @param passphrase the "25th word" of BIP-39: another one is another wallet, and none is wrong */
    public static KeyRing of(Mnemonic mnemonic, Passphrase passphrase) {
        HdKey root = HdKey.root(mnemonic, passphrase);
        try (HdKey secrets = root.derive(SECRETS);
                Secret key = Secret.taking(secrets.privateKey())) {
            return new KeyRing(root, key.use(KeyRing::extract));
        }
    }

    /** The first account. */
    public Signer signer() {
        return signer(0);
    }

    /**
     * The account at {@code m/44'/60'/0'/0/index}.
     *
     * @param index 0 to 999
     * @throws KeyException LOCKED after {@link #close()}
     */
    public Signer signer(int index) {
        if (index < 0 || index >= MAX_ACCOUNTS) {
            throw new KeyException(KeyException.Code.UNKNOWN_PATH, "accounts are counted from 0 to 999");
        }
        return signer(HdPath.account(index));
    }

    /**
     * The account at this path.
     *
     * @throws KeyException UNKNOWN_PATH where no Ethereum wallet keeps accounts, LOCKED after {@link #close()}
     */
    public Signer signer(HdPath path) {
        path.requireAccount();
        LocalSigner signer = signers.computeIfAbsent(path, at -> {
            try (HdKey key = root.derive(at)) {
                return key.signer();
            }
        });
        if (closed) {
            signer.close();
        }
        return signer;
    }

    /**
     * A secret of 32 bytes that only this wallet can find again: HKDF-SHA-256 (RFC 5869), its info being the label's
     * length in one byte, the label, and the context.
     *
     * @param label what it is for, in ASCII; 1 to 255 letters
     * @param context whatever else it must depend on
     * @throws KeyException LOCKED after {@link #close()}
     */
    public byte[] derive(String label, byte[] context) {
        byte[] info = info(label, context);
        return extracted.use(prk -> expand(new SecretKeySpec(prk, "Generic"), info));
    }

    /** Seals and opens bytes under a secret of this wallet; to be closed on its own. */
    public SecretBox box(String label) {
        return new SecretBox(Secret.taking(derive(label, "box".getBytes(StandardCharsets.US_ASCII))));
    }

    private static byte[] info(String label, byte[] context) {
        byte[] name = label.getBytes(StandardCharsets.US_ASCII);
        if (name.length < 1 || name.length > 255) {
            throw new MalformedException("a label has 1 to 255 letters");
        }
        ByteArrayOutputStream info = new ByteArrayOutputStream();
        info.write(name.length);
        info.writeBytes(name);
        info.writeBytes(context);
        return info.toByteArray();
    }

    private static Secret extract(byte[] input) {
        return Secret.taking(
                hkdf(HKDFParameterSpec.ofExtract().addIKM(input).addSalt(SALT).extractOnly()));
    }

    private static byte[] expand(SecretKey prk, byte[] info) {
        return hkdf(HKDFParameterSpec.expandOnly(prk, info, 32));
    }

    private static byte[] hkdf(HKDFParameterSpec parameters) {
        try {
            return KDF.getInstance("HKDF-SHA256").deriveData(parameters);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HKDF", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        root.close();
        extracted.close();
        signers.values().forEach(LocalSigner::close);
    }

    @Override
    public String toString() {
        return "KeyRing[hidden]";
    }
}
