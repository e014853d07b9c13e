package org.pluspeer.node.channel;

import java.util.List;
import java.util.Optional;
import org.pluspeer.market.channel.ChannelTransaction;
import org.pluspeer.wallet.eth.Hash32;

/**
 * Names one transaction of one channel for ever.
 *
 * @param step tells those of one kind apart: of a claim the sum that was claimed before, of a top-up what was paid in
 *     before, as a decimal number; else 0
 * @param attempt from 0; a transaction that the chain refused is never sent again under the same number
 */
public record ChannelOrderId(Hash32 channelId, ChannelTransaction transaction, String step, int attempt) {
    private static final String PREFIX = "channel";

    /** Such as {@code channel/0x…/CLAIM/0/0}. */
    public String text() {
        return PREFIX + "/" + channelId.hex() + "/" + transaction + "/" + step + "/" + attempt;
    }

    /** Empty for a text that names something else. */
    public static Optional<ChannelOrderId> parse(String text) {
        List<String> parts = List.of(text.split("/", -1));
        if (parts.size() != 5 || !parts.getFirst().equals(PREFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ChannelOrderId(
                    Hash32.parse(parts.get(1)),
                    ChannelTransaction.valueOf(parts.get(2)),
                    parts.get(3),
                    Integer.parseInt(parts.get(4))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
