package org.pluspeer.node.p2p;

import org.jspecify.annotations.Nullable;
import org.pluspeer.market.wire.Bye;

/**
 * Why a link ended, as the log, the owner and, where it can still be told, the other side see it.
 *
 * @param reason null if the connection was lost without a word
 * @param text one sentence
 * @param byThem true if the other side ended it and gave this reason
 */
public record Parting(Bye.@Nullable Reason reason, String text, boolean byThem) {

    static Parting ours(Bye.Reason reason, String text) {
        return new Parting(reason, text, false);
    }

    static Parting lost(String text) {
        return new Parting(null, text, false);
    }

    /** A word for it that programs can compare, such as {@code too_long} or {@code lost}. */
    public String code() {
        return reason == null ? "lost" : reason.name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The other side would not have us, and would not the next time either. */
    boolean isRefusal() {
        return byThem
                && reason != null
                && switch (reason) {
                    case STOPPING, IDLE, TOO_MANY_PEERS, DUPLICATE_LINK, TRIED -> false;
                    case WRONG_VERSION,
                            WRONG_CHAIN,
                            WRONG_IDENTITY,
                            MALFORMED,
                            TOO_LONG,
                            OUT_OF_TURN,
                            CHEATED,
                            FLOODING,
                            UNWANTED -> true;
                };
    }
}
