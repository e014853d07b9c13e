package org.pluspeer.node;

import java.security.SecureRandom;
import java.util.Optional;
import org.pluspeer.node.vault.Accounts;
import org.pluspeer.node.vault.Backups;
import org.pluspeer.node.vault.Vault;
import org.pluspeer.node.vault.WordsCheck;
import org.pluspeer.wallet.key.KeyException;
import org.pluspeer.wallet.key.NodeKey;
import org.pluspeer.wallet.key.NodeSecrets;

/**
 * The third stage: the node's own secrets, and the network key that is sealed under them. The accounts' keys stay in the
 * vault and may be locked at any time; these do not.
 */
record KeyStage(Vault vault, Accounts accounts, WordsCheck words, Backups backups, NodeSecrets secrets, NodeKey node)
        implements AutoCloseable {
    private static final int NODE_KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;

    /** @param vault unlocked, or standing by */
    static KeyStage open(Settings settings, Vault vault, SecureRandom random) {
        NodeSecrets secrets = vault.secrets();
        try {
            NodeKey node = nodeKey(settings.directory(), secrets, random);
            return new KeyStage(
                    vault,
                    new Accounts(vault),
                    new WordsCheck(vault),
                    new Backups(vault, settings.directory()),
                    secrets,
                    node);
        } catch (RuntimeException e) {
            secrets.close();
            throw e;
        }
    }

    private static NodeKey nodeKey(DataDirectory directory, NodeSecrets secrets, SecureRandom random) {
        Optional<byte[]> sealed = DataDirectory.read(directory.nodeKeyFile());
        if (sealed.isPresent()) {
            try {
                return NodeKey.open(secrets, sealed.get());
            } catch (KeyException e) {
                throw new ProblemException(
                        Problem.Code.KEYSTORE_CORRUPT,
                        directory.nodeKeyFile()
                                + " was not sealed by this wallet; move it away to get a new network key",
                        e);
            }
        }
        NodeKey fresh = NodeKey.generate(bytes(random, NODE_KEY_BYTES));
        DataDirectory.replace(directory.nodeKeyFile(), fresh.seal(secrets, bytes(random, NONCE_BYTES)));
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
        secrets.close();
    }
}
