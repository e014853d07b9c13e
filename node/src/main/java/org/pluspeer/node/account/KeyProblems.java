package org.pluspeer.node.account;

import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.key.KeyException;

/** A refusal of {@code wallet.key} as the node tells it: the same sentence under the same name. */
public final class KeyProblems {
    private KeyProblems() {}

    public static ProblemException of(KeyException e) {
        return new ProblemException(code(e.code()), String.valueOf(e.getMessage()), e);
    }

    private static Problem.Code code(KeyException.Code code) {
        return switch (code) {
            case WRONG_PASSPHRASE -> Problem.Code.WRONG_PASSPHRASE;
            case DAMAGED -> Problem.Code.KEYSTORE_CORRUPT;
            case TOO_COSTLY -> Problem.Code.KEYSTORE_TOO_COSTLY;
            case UNKNOWN_WORD -> Problem.Code.UNKNOWN_WORD;
            case WORD_COUNT -> Problem.Code.WORD_COUNT;
            case WORD_CHECKSUM -> Problem.Code.WORD_CHECKSUM;
            case UNKNOWN_PATH -> Problem.Code.UNKNOWN_PATH;
            case INVALID_KEY -> Problem.Code.INVALID_KEY;
            case LOCKED -> Problem.Code.LOCKED;
        };
    }
}
