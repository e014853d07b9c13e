package org.pluspeer.node.trade;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.key.KeyRing;
import org.pluspeer.wallet.key.Mnemonic;

class SecretsTest {
    private static final byte[] KEY = "a key of thirty-two bytes length".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SALE = {1};

    private static Secrets of(int wallet) {
        byte[] entropy = new byte[16];
        entropy[0] = (byte) wallet;
        try (Mnemonic words = Mnemonic.taking(entropy)) {
            return new Secrets(KeyRing.of(words).secrets(), new SecureRandom());
        }
    }

    private static Problem.Code refused(Secrets secrets, byte[] sealed, byte[] about) {
        return assertThrows(ProblemException.class, () -> secrets.open(sealed, about))
                .problem()
                .code();
    }

    @Test
    void whatWasSealedOpensInTheSameWalletForTheSameSaleOnly() {
        try (Secrets mine = of(1);
                Secrets mineAgain = of(1);
                Secrets theirs = of(2)) {
            byte[] sealed = mine.seal(KEY, SALE);
            assertArrayEquals(KEY, mineAgain.open(sealed, SALE));
            assertEquals(Problem.Code.STORAGE_CORRUPT, refused(theirs, sealed, SALE));
            assertEquals(Problem.Code.STORAGE_CORRUPT, refused(mine, sealed, new byte[] {2}));
            for (int bit = 0; bit < sealed.length * 8; bit += 5) {
                byte[] bent = sealed.clone();
                bent[bit / 8] ^= (byte) (1 << bit % 8);
                assertEquals(Problem.Code.STORAGE_CORRUPT, refused(mine, bent, SALE));
            }
            assertEquals(Problem.Code.STORAGE_CORRUPT, refused(mine, new byte[3], SALE));
        }
    }

    @Test
    void theSameIsNeverSealedToTheSameBytes() {
        try (Secrets mine = of(1)) {
            assertFalse(Arrays.equals(mine.seal(KEY, SALE), mine.seal(KEY, SALE)));
        }
    }

    @Test
    void derivedKeysComeFromTheWalletTheLabelAndTheContext() {
        try (Secrets mine = of(1);
                Secrets again = of(1);
                Secrets theirs = of(2)) {
            byte[] key = mine.derive("sale", SALE);
            assertEquals(32, key.length);
            assertArrayEquals(key, again.derive("sale", SALE));
            assertFalse(Arrays.equals(key, theirs.derive("sale", SALE)));
            assertFalse(Arrays.equals(key, mine.derive("journal", SALE)));
            assertFalse(Arrays.equals(key, mine.derive("sale", new byte[] {2})));
        }
    }
}
