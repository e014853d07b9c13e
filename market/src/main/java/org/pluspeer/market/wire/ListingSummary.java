package org.pluspeer.market.wire;

import java.util.List;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * What the sender has in some stretches of slots, each in one hash. Asked, it is answered by a summary of the stretches
 * that differ, as the answering side has them, cut into smaller ones where they hold much; none if all are the same.
 *
 * @param spans in rising order, not overlapping, at most 1,024
 */
public record ListingSummary(List<Span> spans) implements Message {
    public static final int MAX_SPANS = 1024;

    static final int SPAN_BYTES = 100;

    /**
     * One stretch.
     *
     * @param after the stretch begins after this slot
     * @param through and ends with this one
     * @param count how many live listings and tombstones
     * @param fingerprint SHA-256 of slot and digest of each, in rising order of their slots
     */
    public record Span(Hash32 after, Hash32 through, int count, Hash32 fingerprint) {
        /** @throws MalformedException if it is no stretch */
        public Span {
            if (after.compareTo(through) >= 0 || count < 0) {
                throw new MalformedException("summary: no stretch, or a negative count");
            }
        }
    }

    /** @throws MalformedException if there are too many, or they are out of order */
    public ListingSummary {
        spans = List.copyOf(spans);
        if (spans.size() > MAX_SPANS) {
            throw new MalformedException("summary: " + spans.size() + " spans");
        }
        Hash32 last = Hash32.ZERO;
        for (Span span : spans) {
            if (span.after().compareTo(last) < 0) {
                throw new MalformedException("summary: spans out of order");
            }
            last = span.through();
        }
    }

    @Override
    public MessageType type() {
        return MessageType.LISTING_SUMMARY;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.u16(spans.size());
        for (Span span : spans) {
            out.hash(span.after()).hash(span.through()).u32(span.count()).hash(span.fingerprint());
        }
    }

    static ListingSummary read(WireReader in) {
        return new ListingSummary(
                in.list(MAX_SPANS, SPAN_BYTES, each -> new Span(each.hash(), each.hash(), each.u32(), each.hash())));
    }
}
