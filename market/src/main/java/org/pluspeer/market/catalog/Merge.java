package org.pluspeer.market.catalog;

import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Hash32;

/** What to do with something heard. */
public sealed interface Merge {
    /**
     * Put it on the shelf and pass it on.
     *
     * @param replaced what stood in its slot; null if nothing did
     * @param evicted the slot to clear for it; null if there is room
     */
    record Take(@Nullable Standing replaced, @Nullable Hash32 evicted) implements Merge {}

    /** Drop it: what stands there is the same or wins. */
    record Known() implements Merge {}

    /** Drop it: this seller has all the slots that one may have, and they come first. */
    record Full() implements Merge {}
}
