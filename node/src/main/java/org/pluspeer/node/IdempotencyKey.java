package org.pluspeer.node;

/** The asker's own name for a request, so that asking again is not doing again. */
public final class IdempotencyKey {
    private static final int MOST = 128;

    private IdempotencyKey() {}

    /** @throws ProblemException BAD_REQUEST if it is empty or longer than 128 characters */
    public static String require(String key) {
        if (key.isEmpty() || key.length() > MOST) {
            throw new ProblemException(
                    Problem.Code.BAD_REQUEST, "idempotencyKey must have 1 to " + MOST + " characters");
        }
        return key;
    }
}
