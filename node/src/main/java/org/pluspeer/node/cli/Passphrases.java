package org.pluspeer.node.cli;

import java.io.Console;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.DataDirectory;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.key.Passphrase;

/** Where passphrases, words and keys come from: a file or the terminal, never an argument or the environment. */
final class Passphrases {
    private static final int MAX = 64 << 10;
    private static final int LEAST = 8;

    private Passphrases() {}

    /** @param isNew ask twice, and refuse a short one */
    static Passphrase read(@Nullable Path file, boolean isNew) {
        return Passphrase.of(typed(file, isNew));
    }

    /** Whether there is somebody at a terminal. */
    static boolean canAsk() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /**
     * Another secret than the wallet's passphrase.
     *
     * @param question for the terminal
     * @param option that names a file with it
     */
    static char[] secret(@Nullable Path file, String question, String option) {
        if (file != null) {
            return letters(file);
        }
        Console console = System.console();
        char[] typed = console != null && console.isTerminal() ? console.readPassword(question) : null;
        if (typed == null) {
            throw new ProblemException(Problem.Code.LOCKED, "nobody to ask; give " + option + " FILE");
        }
        return typed;
    }

    /** As it goes to the node; the caller wipes it. */
    static char[] typed(@Nullable Path file, boolean isNew) {
        char[] letters = file == null ? prompt(isNew) : letters(file);
        if (isNew && letters.length < LEAST) {
            throw new ProblemException(
                    Problem.Code.BAD_REQUEST, "choose a passphrase of at least " + LEAST + " characters");
        }
        return letters;
    }

    private static char[] letters(Path file) {
        byte[] bytes = DataDirectory.read(file)
                .orElseThrow(() -> new ProblemException(Problem.Code.FILE_UNREADABLE, "there is no " + file));
        if (bytes.length > MAX) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, file + " is too long for that");
        }
        CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
        Arrays.fill(bytes, (byte) 0);
        int end = decoded.limit();
        while (end > 0 && (decoded.get(end - 1) == '\n' || decoded.get(end - 1) == '\r')) {
            end--;
        }
        char[] letters = new char[end];
        decoded.get(letters);
        Arrays.fill(decoded.array(), '\0');
        return letters;
    }

    private static char[] prompt(boolean isNew) {
        Console console = System.console();
        if (console == null || !canAsk()) {
            throw new ProblemException(
                    Problem.Code.LOCKED, "nobody to ask for the passphrase; give --passphrase-file FILE");
        }
        char[] first = console.readPassword(isNew ? "Choose a passphrase for your new wallet: " : "Passphrase: ");
        if (first == null) {
            throw new ProblemException(Problem.Code.LOCKED, "no passphrase given");
        }
        if (isNew) {
            char[] second = console.readPassword("Once more: ");
            boolean same = second != null && Arrays.equals(first, second);
            if (second != null) {
                Arrays.fill(second, '\0');
            }
            if (!same) {
                throw new ProblemException(Problem.Code.BAD_REQUEST, "the two did not match; nothing was made");
            }
        }
        return first;
    }
}
