package org.pluspeer.node.content;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.fetch.FetchAct;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * A content that this node seeds, as the API shows it.
 *
 * @param state {@code fetching}, {@code waiting} until somebody has it, or {@code complete}
 * @param size in bytes
 * @param held bytes of it that are here
 * @param given bytes of it that others got since the start
 * @param price what it costs them; absent where it is free and was always
 */
public record SeedView(
        Hash32 listing,
        Hash32 exchangeRoot,
        String title,
        String state,
        long size,
        long held,
        long given,
        @Nullable PriceView price,
        List<SourceView> sources) {
    /**
     * What it costs, and what that brought.
     *
     * @param perGib base units for 2^30 bytes; 0: free
     * @param earned base units that vouchers cover, since ever
     */
    public record PriceView(TokenView token, Amount perGib, Amount earned) {}

    /** All that is seeded. */
    public record All(List<SeedView> seeds) {}

    /**
     * Somebody who was asked for it.
     *
     * @param kind {@code seller}, by its account, or {@code node}
     * @param bytes of ciphertext that it brought since the start
     * @param dropped {@code lied}, {@code refused}, {@code stalled} or {@code gone}; absent while it is asked
     * @param why one sentence
     */
    public record SourceView(
            String kind,
            Address address,
            long bytes,
            @Nullable String dropped,
            @Nullable String why) {
        /** For the API. */
        public static List<SourceView> of(List<SourceNote> notes) {
            return notes.stream().map(SourceView::of).toList();
        }

        private static SourceView of(SourceNote note) {
            FetchAct.Reason dropped = note.dropped();
            return new SourceView(
                    note.source().kind().name().toLowerCase(Locale.ROOT),
                    note.source().address(),
                    note.bytes(),
                    dropped == null ? null : dropped.name().toLowerCase(Locale.ROOT),
                    note.why());
        }
    }
}
