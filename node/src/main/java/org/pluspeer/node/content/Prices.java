package org.pluspeer.node.content;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.fetch.Rate;
import org.pluspeer.wallet.eth.Hash32;

/** What this node charges for ciphertext that it gives on. What has no price is free. */
public final class Prices {
    private final Map<Hash32, Tag> tags = new ConcurrentHashMap<>();

    /** @param listing that is earned by */
    public record Tag(Hash32 listing, Rate rate) {}

    /** From now on it costs that; nothing where the rate is none. */
    public void set(Hash32 exchangeRoot, Hash32 listing, Rate rate) {
        if (rate.isFree()) {
            tags.remove(exchangeRoot);
        } else {
            tags.put(exchangeRoot, new Tag(listing, rate));
        }
    }

    /** Null where it is free. */
    public @Nullable Tag of(Hash32 exchangeRoot) {
        return tags.get(exchangeRoot);
    }
}
