package org.pluspeer.node.index;

import java.util.Optional;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/**
 * What to find. Filters that are empty let everything through.
 *
 * @param text any text; all of its words must be found, the last one also as the beginning of a word; blank finds
 *     everything, newest first
 * @param tag one whole tag
 * @param mine the owner's listings only
 * @param minPrice in base units of the token
 * @param maxPrice in base units of the token, at most 2^128 - 1
 */
public record SearchQuery(
        String text,
        Optional<String> tag,
        boolean mine,
        Optional<Address> token,
        Optional<Amount> minPrice,
        Optional<Amount> maxPrice) {

    public static SearchQuery words(String text) {
        return new SearchQuery(text, Optional.empty(), false, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public SearchQuery tagged(String wanted) {
        return new SearchQuery(text, Optional.of(wanted), mine, token, minPrice, maxPrice);
    }

    public SearchQuery onlyMine() {
        return new SearchQuery(text, tag, true, token, minPrice, maxPrice);
    }

    public SearchQuery priced(Address in, Amount least, Amount most) {
        return new SearchQuery(text, tag, mine, Optional.of(in), Optional.of(least), Optional.of(most));
    }
}
