package org.pluspeer.node.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The document that {@code demo --json} prints. Amounts are decimal strings of base units, read from the chain at the
 * two named blocks.
 *
 * @param file null where the story delivers none
 * @param conserved whether the money adds up to the last unit, fees counted
 */
public record DemoReport(
        String story,
        ListingPart listing,
        SalePart sale,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable FilePart file,
        List<BalancePart> balances,
        GasPart gas,
        BlockPart blocks,
        boolean conserved,
        long elapsedMs) {

    /** @param gas that listing it cost, in wei */
    public record ListingPart(String id, String title, String contentRoot, long size, String gas) {}

    public record SalePart(String id, String state, List<TransactionPart> transactions) {}

    public record TransactionPart(String name, String hash, long gasUsed) {}

    public record FilePart(long bytes, String sha256Seller, String sha256Buyer) {}

    /** One peer's holding of one token, before and after. */
    public record BalancePart(String peer, String token, Pair wallet, Pair ledger, Pair escrow) {}

    public record Pair(String before, String after) {}

    /** What each peer paid the chain, in wei; found in the blocks, not taken from the peers' word. */
    public record GasPart(String seller, String buyer) {}

    public record BlockPart(long before, long after) {}
}
