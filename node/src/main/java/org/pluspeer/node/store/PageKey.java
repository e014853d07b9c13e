package org.pluspeer.node.store;

import java.util.Optional;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;

/**
 * Where a page that is sorted newest first ended.
 *
 * @param at unix seconds
 */
record PageKey(long at, String id) {
    static final PageKey START = new PageKey(Long.MAX_VALUE, "");

    /** @throws ProblemException BAD_REQUEST if we never gave out such a cursor */
    static PageKey parse(Optional<String> cursor) {
        if (cursor.isEmpty()) {
            return START;
        }
        String text = cursor.get();
        int dash = text.indexOf('-');
        try {
            if (dash > 0 && text.length() <= 300) {
                return new PageKey(Long.parseUnsignedLong(text.substring(0, dash)), text.substring(dash + 1));
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw malformed();
    }

    static ProblemException malformed() {
        return new ProblemException(Problem.Code.BAD_REQUEST, "The cursor is not one of ours.");
    }

    String text() {
        return at + "-" + id;
    }
}
