package org.pluspeer.node.chain;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import org.pluspeer.wallet.key.SecretBox;

/** Hides a transaction's data in the journal until the chain shows it: a {@code reveal} holds the key of the goods. */
public interface Seal {
    byte[] seal(byte[] plain);

    byte[] open(byte[] sealed);

    /**
     * @param box of the wallet, to be closed by whoever opened it
     * @param random a secure one
     */
    static Seal of(SecretBox box, RandomGenerator random) {
        byte[] about = "transaction data".getBytes(StandardCharsets.US_ASCII);
        return new Seal() {
            @Override
            public byte[] seal(byte[] plain) {
                byte[] nonce = new byte[SecretBox.NONCE];
                random.nextBytes(nonce);
                return box.seal(plain, about, nonce);
            }

            @Override
            public byte[] open(byte[] sealed) {
                return box.open(sealed, about);
            }
        };
    }
}
