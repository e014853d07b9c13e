package org.pluspeer.wallet.key;

/** A key could not be had. The message is fit for people and holds no secret. */
public final class KeyException extends RuntimeException {
    /** Why. A closed list. */
    public enum Code {
        /** The sealed file and the passphrase do not belong together. */
        WRONG_PASSPHRASE,
        /** The sealed bytes are damaged, or of another kind than was asked for. */
        DAMAGED,
        /** Opening it would take more memory or work than any honest file asks for. Nothing was allocated. */
        TOO_COSTLY,
        /** A word that is not in the list. */
        UNKNOWN_WORD,
        /** Not 12, 15, 18, 21 or 24 words. */
        WORD_COUNT,
        /** All words are in the list, but they are not a phrase: one is wrong, or their order. */
        WORD_CHECKSUM,
        /** A derivation path that is not one. */
        UNKNOWN_PATH,
        /** Not a number that can be a private key. */
        INVALID_KEY,
        /** The keys were wiped. */
        LOCKED
    }

    private final Code code;

    public KeyException(Code code, String message) {
        super(message);
        this.code = code;
    }

    public Code code() {
        return code;
    }
}
