package org.pluspeer.node.content;

import org.jspecify.annotations.Nullable;
import org.pluspeer.market.fetch.Rate;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.PaidRequest;
import org.pluspeer.market.wire.QuoteReply;
import org.pluspeer.wallet.eth.Hash32;

/** How this node is paid for content that it gives on. It knows no channel here. */
public interface Takings {
    /** Says a price. */
    QuoteReply quote(Hash32 exchangeRoot, Rate rate, long free);

    /**
     * Takes the voucher that comes with a request and sets the worth of the request aside.
     *
     * @param bytes of ciphertext that are to be given
     * @return why they are not, for the asker; null if they are
     */
    @Nullable
    Message reserve(Asker asker, PaidRequest request, Prices.Tag tag, long bytes);

    /** What was set aside was not given. */
    void giveBack(PaidRequest request, Prices.Tag tag, long bytes);
}
