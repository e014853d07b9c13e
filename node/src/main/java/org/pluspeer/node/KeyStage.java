package org.pluspeer.node;

import java.security.SecureRandom;
import java.util.Optional;
import org.pluspeer.node.account.WalletFile;
import org.pluspeer.wallet.key.KeyException;
import org.pluspeer.wallet.key.KeyRing;
import org.pluspeer.wallet.key.Keystore;
import org.pluspeer.wallet.key.Mnemonic;
import org.pluspeer.wallet.key.NodeKey;
import org.pluspeer.wallet.key.Passphrase;

/** The second stage: the wallet's keys, unlocked for this run, and the network key that is sealed under them. */
record KeyStage(KeyRing ring, NodeKey node, boolean created) implements AutoCloseable {
    private static final int NODE_KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;

    static KeyStage unlock(Settings settings, Passphrase passphrase, SecureRandom random) {
        WalletFile file = new WalletFile(settings.directory().walletFile(), random);
        boolean isNew = !file.exists();
        Keystore.Cost cost = settings.lightSeal() ? Keystore.Cost.LIGHT : Keystore.Cost.STANDARD;
        try (Mnemonic mnemonic = isNew ? file.create(passphrase, cost) : file.open(passphrase)) {
            KeyRing ring = KeyRing.of(mnemonic);
            return new KeyStage(ring, nodeKey(settings.directory(), ring, random), isNew);
        }
    }

    private static NodeKey nodeKey(DataDirectory directory, KeyRing ring, SecureRandom random) {
        Optional<byte[]> sealed = DataDirectory.read(directory.nodeKeyFile());
        if (sealed.isPresent()) {
            try {
                return NodeKey.open(ring, sealed.get());
            } catch (KeyException e) {
                throw new ProblemException(
                        Problem.Code.KEYSTORE_CORRUPT,
                        directory.nodeKeyFile()
                                + " was not sealed by this wallet; move it away to get a new network key",
                        e);
            }
        }
        NodeKey fresh = NodeKey.generate(bytes(random, NODE_KEY_BYTES));
        DataDirectory.replace(directory.nodeKeyFile(), fresh.seal(ring, bytes(random, NONCE_BYTES)));
        return fresh;
    }

    static byte[] bytes(SecureRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @Override
    public void close() {
        node.close();
        ring.close();
    }
}
