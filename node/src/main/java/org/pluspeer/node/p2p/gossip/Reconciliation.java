package org.pluspeer.node.p2p.gossip;

import java.util.ArrayList;
import java.util.List;
import org.pluspeer.market.wire.ListingSummary;
import org.pluspeer.market.wire.ListingSummary.Span;
import org.pluspeer.wallet.eth.Hash32;

/**
 * Finds where two catalogues differ in a few rounds: range-based set reconciliation (Meyer, 2022). Stretches whose
 * fingerprints are the same need no word more; the others are cut into parts, until so little is in one that it can be
 * told outright. The fingerprint is one hash over everything in order, not a sum that a seller of many listings could
 * bring about.
 */
final class Reconciliation {
    /** So few are told outright. */
    static final int LEAF = 256;

    static final Hash32 LAST = Hash32.parse("ff".repeat(32));

    private static final int PARTS = 16;

    private Reconciliation() {}

    /**
     * What to do about stretches in which the other side has something else.
     *
     * @param leaves to be told outright
     * @param deeper to be asked about again, as this side has them
     */
    record Next(List<Span> leaves, List<Span> deeper) {}

    /** The first question: all that there is. */
    static ListingSummary opening(StandingIndex mine) {
        return new ListingSummary(List.of(mine.span(Hash32.ZERO, LAST)));
    }

    /** The reply: what differs, cut where there is much. */
    static ListingSummary answer(ListingSummary theirs, StandingIndex mine) {
        List<Span> differing = new ArrayList<>();
        for (Span span : theirs.spans()) {
            Span own = mine.span(span.after(), span.through());
            if (!own.equals(span) && differing.size() <= ListingSummary.MAX_SPANS - PARTS) {
                differing.addAll(
                        own.count() <= LEAF || span.count() == 0
                                ? List.of(own)
                                : mine.split(span.after(), span.through(), PARTS));
            }
        }
        return new ListingSummary(differing);
    }

    /** What the reply means for the asker. */
    static Next next(ListingSummary theirs, StandingIndex mine) {
        List<Span> leaves = new ArrayList<>();
        List<Span> deeper = new ArrayList<>();
        for (Span span : theirs.spans()) {
            Span own = mine.span(span.after(), span.through());
            if (own.equals(span)) {
                continue;
            }
            boolean few = own.count() <= LEAF && span.count() <= LEAF;
            if (few || own.count() == 0 || span.count() == 0) {
                leaves.add(own);
            } else if (own.count() > LEAF) {
                deeper.addAll(mine.split(span.after(), span.through(), PARTS));
            } else {
                deeper.add(own);
            }
        }
        return new Next(leaves, deeper);
    }
}
