package org.pluspeer.node.sale;

import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.content.ContentKey;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.content.ExchangeRow;
import org.pluspeer.market.listing.Listing;
import org.pluspeer.market.sale.Offer;
import org.pluspeer.market.sale.Sale;
import org.pluspeer.market.wire.BlocksReply;
import org.pluspeer.market.wire.BlocksRequest;
import org.pluspeer.market.wire.HoldingReply;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.sale.SalePeers.Caller;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;

/**
 * Gives out the encrypted blocks of what this node sells, each run with the way to its root: a ciphertext that all
 * buyers share to anybody, another to its buyer's node only.
 */
public final class CipherDesk {
    private final Wares wares;
    private final Sealing sealing;
    private final Function<String, @Nullable Sale> sales;
    private final ExchangeRows rows = new ExchangeRows();
    private final Map<Hash32, CopyOnWriteArrayList<String>> byRoot = new ConcurrentHashMap<>();

    /** @param sales by their id; null if there is no such sale */
    CipherDesk(Wares wares, Sealing sealing, Function<String, @Nullable Sale> sales) {
        this.wares = wares;
        this.sealing = sealing;
        this.sales = sales;
    }

    /** What an offer or a listing says of its ciphertext; maskHash is zero in direct mode, and in a listing. */
    public record Terms(Hash32 exchangeRoot, Hash32 keyHash, Hash32 maskHash) {
        /** Of a listing whose sales have a ciphertext each. */
        public static final Terms OF_EACH_SALE = new Terms(Hash32.ZERO, Hash32.ZERO, Hash32.ZERO);
    }

    /** One ciphertext for all buyers. */
    Terms share(ContentShape shape, Hash32 contentRoot, PlainSource source) {
        ContentKey key = sealing.sharedKey(contentRoot, shape.blockSize());
        ExchangeRow row = rows.keep(sealing.commit(shape, contentRoot, key, source));
        return new Terms(row.exchangeRoot(), key.keyHash(), Hash32.ZERO);
    }

    /** What an offer on a listing commits to. */
    Terms terms(Listing listing, Hash32 nonce, Address buyer, PlainSource source) {
        ContentShape shape = new ContentShape(listing.size(), listing.blockSize());
        if (listing.hasSharedCipher()) {
            ContentKey key = sealing.sharedKey(listing.contentRoot(), listing.blockSize());
            row(listing.exchangeRoot(), shape, listing.contentRoot(), key, source);
            return new Terms(
                    listing.exchangeRoot(),
                    key.keyHash(),
                    sealing.mask(nonce, buyer).maskHash());
        }
        ContentKey key = sealing.key(nonce, buyer, listing.contentRoot(), listing.blockSize());
        ExchangeRow row = rows.keep(sealing.commit(shape, listing.contentRoot(), key, source));
        return new Terms(row.exchangeRoot(), key.keyHash(), Hash32.ZERO);
    }

    /** From now on the sale's buyer may fetch. */
    void serve(Sale sale) {
        byRoot.computeIfAbsent(sale.terms().exchangeRoot(), _ -> new CopyOnWriteArrayList<>())
                .addIfAbsent(sale.facts().request().id().hex());
    }

    /** Which content it is, and under which key. */
    private record Ware(Hash32 listing, ContentShape shape, Hash32 contentRoot, Hash32 exchangeRoot, ContentKey key) {}

    /** A run of pairs; null if this node sells nothing with that root to this caller. */
    public @Nullable Message answer(Caller caller, BlocksRequest request) {
        Ware ware = ware(caller, request.exchangeRoot());
        if (ware == null) {
            return null;
        }
        if (!request.fits(ware.shape())) {
            return new Refusal(Refusal.Code.BAD_REQUEST, "there is no such run of blocks");
        }
        PlainSource source = wares.open(ware.listing());
        if (source == null) {
            return new Refusal(Refusal.Code.FAULT, "the content is not there");
        }
        try (source) {
            ExchangeRow row = row(ware.exchangeRoot(), ware.shape(), ware.contentRoot(), ware.key(), source);
            return sealing.answer(row, request.run(ware.shape()), ware.key(), source);
        }
    }

    /** What this node has of it: all or, as null, nothing. */
    public @Nullable HoldingReply holding(Caller caller, Hash32 exchangeRoot) {
        Ware ware = ware(caller, exchangeRoot);
        if (ware == null) {
            return null;
        }
        BitSet all = new BitSet();
        all.set(0, Math.toIntExact(ware.shape().runs()));
        return new HoldingReply(exchangeRoot, all);
    }

    /** The ciphertext that all buyers of a content of ours share. */
    public SharedCipher shared(SharedCipher.Content content) {
        ContentKey key =
                sealing.sharedKey(content.contentRoot(), content.shape().blockSize());
        return new SharedCipher(this, content, key);
    }

    BlocksReply run(SharedCipher.Content content, int run, ContentKey key, PlainSource source) {
        ExchangeRow row = row(content.exchangeRoot(), content.shape(), content.contentRoot(), key, source);
        return sealing.answer(row, run, key, source);
    }

    private @Nullable Ware ware(Caller caller, Hash32 exchangeRoot) {
        for (String id : byRoot.getOrDefault(exchangeRoot, new CopyOnWriteArrayList<>())) {
            Sale sale = sales.apply(id);
            if (sale != null
                    && sale.servesBlocks()
                    && sale.facts().request().node().equals(caller.node())) {
                Offer offer = sale.terms();
                return new Ware(
                        offer.listing(),
                        new ContentShape(offer.size(), offer.blockSize()),
                        offer.contentRoot(),
                        exchangeRoot,
                        sealing.key(offer));
            }
        }
        Hash32 id = wares.sharedBy(exchangeRoot);
        Wares.Ware shared = id == null ? null : wares.find(id);
        if (id == null || shared == null || !shared.live()) {
            return null;
        }
        Listing listing = shared.listing();
        return new Ware(
                id,
                new ContentShape(listing.size(), listing.blockSize()),
                listing.contentRoot(),
                exchangeRoot,
                sealing.sharedKey(listing.contentRoot(), listing.blockSize()));
    }

    private ExchangeRow row(
            Hash32 exchangeRoot, ContentShape shape, Hash32 contentRoot, ContentKey key, PlainSource source) {
        ExchangeRow row = rows.get(exchangeRoot, () -> sealing.commit(shape, contentRoot, key, source));
        if (!row.exchangeRoot().equals(exchangeRoot)) {
            throw new ProblemException(Problem.Code.CONFLICT, "the content is not what was offered");
        }
        return row;
    }
}
