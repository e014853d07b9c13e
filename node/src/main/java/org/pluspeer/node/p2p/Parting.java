package org.pluspeer.node.p2p;

import org.jspecify.annotations.Nullable;
import org.pluspeer.market.wire.Bye;
import org.pluspeer.node.Problem;
import org.pluspeer.wallet.eth.Address;

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

    /** What those who wait for a link are told; null is a link that lasts. */
    static Problem problem(@Nullable Parting how, Address node) {
        if (how == null) {
            return new Problem(Problem.Code.PEER_UNREACHABLE, "the link to " + node + " ended");
        }
        Problem.Code code = how.isRefusal() ? Problem.Code.PEER_REFUSED : Problem.Code.PEER_UNREACHABLE;
        String who = how.byThem() ? node + " ended the link: " : "the link to " + node + " was cut: ";
        return new Problem(code, who + how.text());
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
