package org.pluspeer.node.listing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/**
 * What the owner wants to sell.
 *
 * @param path of a file on this machine; or
 * @param fileId of a file that was uploaded
 * @param price in base units
 * @param token absent: the chain's own coin
 * @param mediaType absent: by the file's ending
 * @param schema absent: read from the head of a CSV file
 * @param validDays from 1; absent: 90
 * @param shared whether all buyers get one ciphertext, so that others can keep and pass it on; absent: each gets their own
 * @param x402 whether it is also sold to whoever pays by x402: paid before it is delivered, without the fair exchange
 * @param idempotencyKey the same key is the same listing
 */
public record NewListing(
        @Nullable String path,
        @Nullable String fileId,
        String title,
        @Nullable String description,
        @Nullable List<String> tags,
        @Nullable String licence,
        Amount price,
        @Nullable Address token,
        @Nullable String mediaType,
        ListingView.@Nullable Schema schema,
        @Nullable Integer validDays,
        @Nullable Boolean shared,
        @Nullable Boolean x402,
        String idempotencyKey) {

    /** The same under another key. */
    public NewListing withKey(String key) {
        return new NewListing(
                path,
                fileId,
                title,
                description,
                tags,
                licence,
                price,
                token,
                mediaType,
                schema,
                validDays,
                shared,
                x402,
                key);
    }
}
