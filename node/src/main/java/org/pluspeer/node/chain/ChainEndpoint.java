package org.pluspeer.node.chain;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One of the chain's endpoints, as its owner is told of it.
 *
 * @param url without what may be an access key
 * @param why one sentence; null while all is well
 * @param head number of the newest block that it showed; null before the first
 * @param since unix seconds at which this state began
 */
public record ChainEndpoint(
        String url,
        State state,
        @Nullable String why,
        @Nullable Long head,
        long since) {

    /** What is thought of an endpoint. */
    public enum State {
        /** It answers, and nothing speaks against it. */
        OK,
        /** Others have shown later blocks for some time. It is asked where nobody better is there. */
        BEHIND,
        /** It contradicts another one, and nobody can say which of them is right. Nothing is promised or paid. */
        DISPUTED,
        /** It does not answer. It is tried again, less and less often. */
        AWAY,
        /** It said what cannot be, or is another chain: it is not asked any more until the node is started again. */
        LYING;

        /** As programs see it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
