package org.pluspeer.node.sale;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.content.ContentKey;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.content.ExchangeRow;
import org.pluspeer.market.sale.Offer;
import org.pluspeer.market.sale.Sale;
import org.pluspeer.market.wire.BlocksRequest;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.sale.SalePeers.Caller;
import org.pluspeer.wallet.eth.Hash32;

/** Gives out the encrypted blocks of sales, each run with the way to its root. */
final class CipherDesk {
    private final Wares wares;
    private final Sealing sealing;
    private final Function<String, @Nullable Sale> sales;
    private final ExchangeRows rows = new ExchangeRows();
    private final Map<Hash32, String> byRoot = new ConcurrentHashMap<>();

    /** @param sales by their id; null if there is no such sale */
    CipherDesk(Wares wares, Sealing sealing, Function<String, @Nullable Sale> sales) {
        this.wares = wares;
        this.sealing = sealing;
        this.sales = sales;
    }

    /** What an offer for this content under this key commits to. */
    Hash32 commit(ContentShape shape, Hash32 contentRoot, ContentKey key, PlainSource source) {
        return rows.keep(sealing.commit(shape, contentRoot, key, source)).exchangeRoot();
    }

    /** From now on the sale's buyer may fetch. */
    void serve(Sale sale) {
        byRoot.put(sale.terms().exchangeRoot(), sale.facts().request().id().hex());
    }

    /** A run of pairs, to the node that the offer was made to. */
    Message answer(Caller caller, BlocksRequest request) {
        String id = byRoot.get(request.exchangeRoot());
        Sale sale = id == null ? null : sales.apply(id);
        if (sale == null || !sale.facts().request().node().equals(caller.node())) {
            return new Refusal(Refusal.Code.NOT_FOUND, "there is no such sale for you");
        }
        Offer offer = sale.terms();
        ContentShape shape = new ContentShape(offer.size(), offer.blockSize());
        if (!sale.servesBlocks()) {
            return new Refusal(Refusal.Code.TOO_LATE, "the sale has ended");
        }
        if (!request.fits(shape)) {
            return new Refusal(Refusal.Code.BAD_REQUEST, "there is no such run of blocks");
        }
        PlainSource source = wares.open(offer.listing());
        if (source == null) {
            return new Refusal(Refusal.Code.FAULT, "the content is not there");
        }
        try (source) {
            ContentKey key = sealing.key(offer);
            return sealing.answer(row(offer, shape, key, source), request.run(shape), key, source);
        }
    }

    private ExchangeRow row(Offer offer, ContentShape shape, ContentKey key, PlainSource source) {
        ExchangeRow row = rows.get(offer.exchangeRoot(), () -> sealing.commit(shape, offer.contentRoot(), key, source));
        if (!row.exchangeRoot().equals(offer.exchangeRoot())) {
            throw new ProblemException(Problem.Code.CONFLICT, "the content is not what was offered");
        }
        return row;
    }
}
