package org.pluspeer.node.content;

import org.jspecify.annotations.Nullable;
import org.pluspeer.market.fetch.Rate;
import org.pluspeer.market.wire.BlocksReply;
import org.pluspeer.market.wire.BlocksRequest;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.PaidBlocksRequest;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.wallet.eth.Hash32;

/** The shelf with its prices: what has one is given for pay, or out of the hour's free allowance. */
public final class PaidShelf {
    private final Shelf shelf;
    private final Prices prices;
    private final FreeHour free;
    private final Takings takings;

    /** The way to one asker. */
    @FunctionalInterface
    public interface Line {
        /** Waits until so many bytes may go; false if that would take too long. */
        boolean await(long bytes);
    }

    public PaidShelf(Shelf shelf, Prices prices, FreeHour free, Takings takings) {
        this.shelf = shelf;
        this.prices = prices;
        this.free = free;
        this.takings = takings;
    }

    /** What it costs; null if none of it is here. */
    public @Nullable Message quote(Asker asker, Hash32 exchangeRoot) {
        if (shelf.holding(exchangeRoot) == null) {
            return null;
        }
        Prices.Tag tag = prices.of(exchangeRoot);
        return tag == null
                ? takings.quote(exchangeRoot, Rate.FREE, 0)
                : takings.quote(exchangeRoot, tag.rate(), free.left(asker.range()));
    }

    /** A run that is not paid for; null if none of the content is here. */
    public @Nullable Message answer(Asker asker, BlocksRequest request, Line line) {
        long bytes = shelf.bytes(request);
        if (bytes > 0) {
            if (prices.of(request.exchangeRoot()) != null && !free.take(asker.range(), bytes)) {
                return new Refusal(Refusal.Code.BUSY, "what is free this hour is used up; ask for the price");
            }
            if (!line.await(bytes)) {
                return full();
            }
        }
        return shelf.answer(request);
    }

    /** A run that is paid for; null if none of the content is here. */
    public @Nullable Message answer(Asker asker, PaidBlocksRequest request, Line line) {
        long bytes = shelf.bytes(request.blocks());
        Prices.Tag tag = prices.of(request.blocks().exchangeRoot());
        if (bytes == 0 || tag == null) {
            return answer(asker, request.blocks(), line);
        }
        if (!tag.rate().perGib().equals(request.perGib())) {
            return takings.quote(request.blocks().exchangeRoot(), tag.rate(), free.left(asker.range()));
        }
        Message denied = takings.reserve(asker, request, tag, bytes);
        if (denied != null) {
            return denied;
        }
        Message reply = null;
        try {
            reply = line.await(bytes) ? shelf.answer(request.blocks()) : full();
            return reply;
        } finally {
            if (!(reply instanceof BlocksReply)) {
                takings.giveBack(request, tag, bytes);
            }
        }
    }

    private static Refusal full() {
        return new Refusal(Refusal.Code.BUSY, "the line is full");
    }
}
