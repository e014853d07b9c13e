package org.pluspeer.market.wire;

import org.pluspeer.market.listing.Text;

/** A sentence to the other side: one plain line. */
final class Said {
    /** In code points. */
    static final int MAX = 200;

    /** In UTF-8. */
    static final int MAX_BYTES = 4 * MAX;

    private Said() {}

    static String require(String sentence) {
        return Text.requireLine(sentence, "a sentence", 0, MAX);
    }
}
