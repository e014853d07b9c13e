package org.pluspeer.wallet.key;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The unlocked accounts of one wallet. Closing it wipes them all, and every signer that it gave out refuses; what a
 * node needs beside accounts ({@link #secrets()}, {@link #standby()}) lives on its own.
 */
public final class KeyRing implements AutoCloseable {
    /**
     * Where the secrets that are no account's come from: {@code m/1346717010'/0'}, "PEER" in ASCII as a hardened step
     * of its own, so that no account's key says anything about it.
     */
    public static final HdPath SECRETS = new HdPath(List.of(0x5045_4552 | HdPath.HARDENED, HdPath.HARDENED));

    /** Where keys that were brought in are sealed under: {@code m/1346717010'/1'}; it goes when the ring is closed. */
    public static final HdPath IMPORTED = new HdPath(List.of(0x5045_4552 | HdPath.HARDENED, 1 | HdPath.HARDENED));

    /**
     * The account that makes protective calls while the owner is away: {@code m/44'/60'/1'/0/0}. It lies under another
     * hardened step than the owner's accounts, so that nobody who gets it learns anything of theirs.
     */
    public static final HdPath OPERATIONS = HdPath.parse("m/44'/60'/1'/0/0");

    private static final int MAX_ACCOUNTS = 1000;

    private final HdKey root;
    private final NodeSecrets secrets;
    private final Map<HdPath, LocalSigner> signers = new ConcurrentHashMap<>();

    private volatile boolean closed;

    private KeyRing(HdKey root, NodeSecrets secrets) {
        this.root = root;
        this.secrets = secrets;
    }

    /** The wallet of these words, with the passphrase of BIP-39 that they carry, if any. */
    public static KeyRing of(Mnemonic mnemonic) {
        HdKey root = HdKey.root(mnemonic);
        try (HdKey secrets = root.derive(SECRETS)) {
            return new KeyRing(root, NodeSecrets.of(secrets));
        }
    }

    /** @param passphrase the "25th word" of BIP-39: another one is another wallet, and none is wrong */
    public static KeyRing of(Mnemonic mnemonic, Passphrase passphrase) {
        try (Mnemonic whole = mnemonic.with(passphrase)) {
            return of(whole);
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
        return local(path);
    }

    /**
     * A signer of the account's own, to be exported or closed apart from the ring.
     *
     * @throws KeyException as {@link #signer(HdPath)}
     */
    public LocalSigner export(HdPath path) {
        path.requireAccount();
        try (HdKey key = root.derive(path)) {
            return key.signer();
        }
    }

    private LocalSigner local(HdPath path) {
        path.requireAccount();
        LocalSigner signer = signers.computeIfAbsent(path, this::export);
        if (closed) {
            signer.close();
        }
        return signer;
    }

    /**
     * What a node needs beside accounts; to be closed on its own.
     *
     * @throws KeyException LOCKED after {@link #close()}
     */
    public NodeSecrets secrets() {
        return secrets.duplicate();
    }

    /**
     * What a node works with while the accounts are locked; to be closed on its own.
     *
     * @throws KeyException LOCKED after {@link #close()}
     */
    public StandbyKeys standby() {
        return new StandbyKeys(secrets(), export(OPERATIONS));
    }

    /**
     * Seals keys that were brought in from elsewhere; to be closed on its own. Unlike those of {@link #secrets()}, it
     * can't be had while the accounts are locked.
     */
    public SecretBox importBox() {
        try (HdKey key = root.derive(IMPORTED);
                NodeSecrets own = NodeSecrets.of(key)) {
            return own.box("imported keys");
        }
    }

    @Override
    public void close() {
        closed = true;
        root.close();
        secrets.close();
        signers.values().forEach(LocalSigner::close);
    }

    @Override
    public String toString() {
        return "KeyRing[hidden]";
    }
}
