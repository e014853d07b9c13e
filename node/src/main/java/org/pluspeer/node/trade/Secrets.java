package org.pluspeer.node.trade;

import java.security.SecureRandom;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.sale.SaleSecrets;
import org.pluspeer.wallet.key.KeyException;
import org.pluspeer.wallet.key.NodeSecrets;
import org.pluspeer.wallet.key.SecretBox;

/** Secrets of the wallet's own making, and a box for those that must lie on disk. */
public final class Secrets implements SaleSecrets, AutoCloseable {
    private final NodeSecrets secrets;
    private final SecretBox box;
    private final SecureRandom random;

    public Secrets(NodeSecrets secrets, SecureRandom random) {
        this.secrets = secrets;
        this.box = secrets.box("journal");
        this.random = random;
    }

    @Override
    public byte[] derive(String label, byte[] context) {
        return secrets.derive(label, context);
    }

    @Override
    public byte[] seal(byte[] plain, byte[] about) {
        byte[] nonce = new byte[SecretBox.NONCE];
        random.nextBytes(nonce);
        return box.seal(plain, about, nonce);
    }

    @Override
    public byte[] open(byte[] sealed, byte[] about) {
        try {
            return box.open(sealed, about);
        } catch (KeyException e) {
            throw new ProblemException(
                    Problem.Code.STORAGE_CORRUPT, "a sealed entry of the journal was not made by this wallet", e);
        }
    }

    @Override
    public void close() {
        box.close();
    }
}
