package org.pluspeer.node.content;

import org.jspecify.annotations.Nullable;
import org.pluspeer.market.fetch.FetchAct;
import org.pluspeer.market.fetch.Source;

/**
 * What came of asking one source for one content.
 *
 * @param bytes of ciphertext that it brought
 * @param dropped why it is not asked any more; null while it is
 * @param why one sentence; null while it is asked
 */
public record SourceNote(
        Source source,
        long bytes,
        FetchAct.@Nullable Reason dropped,
        @Nullable String why) {
    SourceNote with(long more) {
        return new SourceNote(source, bytes + more, dropped, why);
    }

    boolean isLiar() {
        return dropped == FetchAct.Reason.LIED;
    }
}
