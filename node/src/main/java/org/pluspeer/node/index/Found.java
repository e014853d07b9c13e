package org.pluspeer.node.index;

import java.util.List;
import java.util.Optional;
import org.pluspeer.wallet.eth.Hash32;

/**
 * Some of what was found, the best first.
 *
 * @param ids of listings
 * @param total how many there are in all; beyond {@link ListingIndex#COUNTED} only that there are at least so many
 * @param next asks for those that follow; empty at the end
 */
public record Found(List<Hash32> ids, long total, Optional<String> next) {
    public Found {
        ids = List.copyOf(ids);
    }
}
