package org.pluspeer.node.listing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.node.sale.CostView;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * A listing as programs and the page see it. Everything that a seller wrote is plain text.
 *
 * @param size in bytes
 * @param shared whether all buyers get one ciphertext, so that anybody can serve it
 * @param exchangeRoot names that ciphertext; absent where each buyer gets their own
 * @param price in base units of the token
 * @param validUntil unix seconds
 * @param sellerLastSeen unix seconds; absent if the seller was never met
 * @param gas wei that listing it cost: always zero
 * @param cost what buying it would cost now, by the usual terms; the seller's signed offer says what binds. Absent in
 *     lists of many, and where it cannot be bought
 * @param service where an API is called; or where a file is sold by x402 as well, paid before it is delivered and without
 *     the fair exchange; absent for anything else
 */
public record ListingView(
        Hash32 id,
        Hash32 listingKey,
        long sequence,
        String title,
        String description,
        List<String> tags,
        String licence,
        String kind,
        String mediaType,
        String fileName,
        long size,
        int blockSize,
        Hash32 contentRoot,
        boolean shared,
        @Nullable Hash32 exchangeRoot,
        Amount price,
        TokenView token,
        Address seller,
        Address payee,
        long validUntil,
        long createdAt,
        long chainId,
        Address contract,
        boolean mine,
        boolean buyable,
        @Nullable String notBuyableBecause,
        boolean sellerOnline,
        @Nullable Long sellerLastSeen,
        @Nullable Schema schema,
        List<Sample> samples,
        Amount gas,
        @Nullable CostView cost,
        @Nullable String service) {

    public ListingView {
        tags = List.copyOf(tags);
        samples = List.copyOf(samples);
    }

    /** The columns of a table, as the seller describes them. */
    public record Schema(List<Column> columns) {}

    public record Column(String name, String type) {}

    /**
     * One block of the content in clear.
     *
     * @param offset in the content, in bytes
     * @param text absent where the block is not UTF-8 text
     * @param verified whether it belongs to the signed content root
     */
    public record Sample(
            long index, long offset, int bytes, @Nullable String text, String hex, boolean verified) {}

    /** Some listings, and how many there are in all. */
    public record Found(
            List<ListingView> listings,
            long total,
            @Nullable String next) {}

    /** The end of a listing. */
    public record Revoked(Hash32 id, boolean revoked) {}
}
