package org.pluspeer.wallet.key;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A path below the root of a wallet (BIP-32), such as {@code m/44'/60'/0'/0/0}.
 *
 * @param indexes each from 0 to 2^31 - 1, and {@link #HARDENED} on top where it is hardened; at most 255
 */
public record HdPath(List<Integer> indexes) {
    /** The top bit of an index: the child cannot be found from the public key. */
    public static final int HARDENED = 0x8000_0000;

    private static final int MAX_DEPTH = 255;

    public HdPath {
        if (indexes.size() > MAX_DEPTH) {
            throw new KeyException(KeyException.Code.UNKNOWN_PATH, "a path has at most 255 steps");
        }
        indexes = List.copyOf(indexes);
    }

    /**
     * Where Ethereum wallets keep their accounts (BIP-44, coin 60).
     *
     * @param index from 0
     */
    public static HdPath account(int index) {
        if (index < 0) {
            throw new KeyException(KeyException.Code.UNKNOWN_PATH, "accounts are counted from 0");
        }
        return new HdPath(List.of(44 | HARDENED, 60 | HARDENED, HARDENED, 0, index));
    }

    /**
     * Reads a path at which Ethereum wallets keep accounts: BIP-44's, with any account and index, and the one of four
     * steps that older hardware wallets took.
     *
     * @throws KeyException UNKNOWN_PATH if it is another, or none
     */
    public static HdPath parseAccount(String text) {
        HdPath path = parse(text);
        path.requireAccount();
        return path;
    }

    /** @throws KeyException UNKNOWN_PATH if no Ethereum wallet keeps accounts there */
    void requireAccount() {
        boolean root = indexes.size() >= 4
                && indexes.get(0) == (44 | HARDENED)
                && indexes.get(1) == (60 | HARDENED)
                && indexes.get(2) < 0;
        boolean bip44 = root && indexes.size() == 5 && indexes.get(3) == 0 && indexes.get(4) >= 0;
        boolean older = root && indexes.size() == 4 && indexes.get(2) == HARDENED && indexes.get(3) >= 0;
        if (!bip44 && !older) {
            throw new KeyException(
                    KeyException.Code.UNKNOWN_PATH,
                    "no Ethereum account lies at " + (indexes.size() > 10 ? "a path as long as this" : this)
                            + "; they lie at m/44'/60'/0'/0/0 and on");
        }
    }

    /**
     * @param text {@code m} and steps such as {@code /44'} or {@code /44h} (hardened) and {@code /0}
     * @throws KeyException UNKNOWN_PATH if it is anything else
     */
    public static HdPath parse(String text) {
        boolean known = text.length() <= 4096 && text.matches("m(/[0-9]{1,10}['hH]?)*");
        if (!known) {
            throw new KeyException(
                    KeyException.Code.UNKNOWN_PATH, "not a derivation path; one looks like m/44'/60'/0'/0/0");
        }
        List<Integer> indexes = new ArrayList<>();
        for (String step : text.substring(1).split("/", -1)) {
            if (!step.isEmpty()) {
                indexes.add(index(step));
            }
        }
        return new HdPath(indexes);
    }

    private static int index(String step) {
        boolean hardened = !Character.isDigit(step.charAt(step.length() - 1));
        long number = Long.parseLong(hardened ? step.substring(0, step.length() - 1) : step);
        if (number > Integer.MAX_VALUE) {
            throw new KeyException(KeyException.Code.UNKNOWN_PATH, "a step of a derivation path is at most 2147483647");
        }
        return (int) number | (hardened ? HARDENED : 0);
    }

    @Override
    public String toString() {
        return indexes.stream()
                .map(index -> "/" + (index & ~HARDENED) + (index < 0 ? "'" : ""))
                .collect(Collectors.joining("", "m", ""));
    }
}
