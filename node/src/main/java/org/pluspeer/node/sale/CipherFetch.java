package org.pluspeer.node.sale;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.fetch.Source;
import org.pluspeer.market.sale.Failure;
import org.pluspeer.market.sale.Offer;
import org.pluspeer.market.sale.Purchase;
import org.pluspeer.market.sale.PurchaseFault;
import org.pluspeer.market.sale.SignedOffer;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.content.CipherStore;
import org.pluspeer.node.content.Fetcher;
import org.pluspeer.node.content.SourceNote;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** The ciphertext of purchases: fetched from the seller and, where all buyers share it, from whoever else has it. */
final class CipherFetch {
    private final CipherStore ciphers;
    private final Fetcher fetcher;
    private final Supplier<Stream<Purchase>> purchases;
    private final Map<Hash32, Long> held = new ConcurrentHashMap<>();

    /** @param purchases all that there are */
    CipherFetch(CipherStore ciphers, Fetcher fetcher, Supplier<Stream<Purchase>> purchases) {
        this.ciphers = ciphers;
        this.fetcher = fetcher;
        this.purchases = purchases;
    }

    /** What came of fetching. */
    sealed interface Result {
        /** All of it is here, checked, and not yet synced. */
        record Filled() implements Result {}

        record Unwanted() implements Result {}

        /** The seller's own doing. */
        record Hopeless(Failure failure) implements Result {}
    }

    /** To be closed. */
    CipherStore.Part open(SignedOffer offer) {
        Offer terms = offer.offer();
        return ciphers.open(terms.exchangeRoot(), new ContentShape(terms.size(), terms.blockSize()));
    }

    /** Bytes of a purchase's ciphertext that are here, as far as it was looked at since the start. */
    long held(SignedOffer offer) {
        return held.getOrDefault(offer.id(), 0L);
    }

    /** Who was asked for it since the start, and what came of each. */
    List<SourceNote> sources(SignedOffer offer) {
        return fetcher.sources(offer.offer().exchangeRoot());
    }

    /** What bringing something of this price may cost where the owner says nothing. */
    Amount usual(Amount price) {
        return fetcher.payments().usual(price);
    }

    /** The same with the gas that it takes to pay for it. */
    CostView.Transfer transfer(Amount price) {
        Amount most = usual(price);
        return new CostView.Transfer(
                most, most.isZero() ? 0 : fetcher.payments().gas());
    }

    /** The owner's ceiling for what bringing it may cost; only what several can have is paid for. */
    void allow(SignedOffer offer, Amount most) {
        if (offer.mask() != null) {
            fetcher.payments().allow(offer.offer().exchangeRoot(), offer.offer().token(), most);
        }
    }

    /**
     * Asks for all that is not here.
     *
     * @throws ProblemException PEER_UNREACHABLE if nobody who is there can bring the rest now
     */
    Result fill(SignedOffer offer, CipherStore.Part part, BooleanSupplier wanted) {
        held.put(offer.id(), part.held());
        Source seller = Source.seller(offer.offer().seller());
        Fetcher.Outcome outcome = fetcher.fetch(
                part, seller, offer.mask() != null, wanted, bytes -> held.merge(offer.id(), bytes, Long::sum));
        return switch (outcome) {
            case Fetcher.Outcome.Complete _ -> new Result.Filled();
            case Fetcher.Outcome.Unwanted _ -> new Result.Unwanted();
            case Fetcher.Outcome.Stuck _ -> stuck(part, seller);
        };
    }

    /** What the seller itself did decides; whoever else was asked is replaceable. */
    private Result stuck(CipherStore.Part part, Source seller) {
        SourceNote note = fetcher.sources(part.exchangeRoot()).stream()
                .filter(each -> each.source().equals(seller))
                .findFirst()
                .orElseThrow();
        String why = String.valueOf(note.why());
        return switch (note.dropped()) {
            case LIED ->
                new Result.Hopeless(new Failure(PurchaseFault.CIPHERTEXT_WRONG, "Of " + seller + ": " + why + "."));
            case REFUSED -> new Result.Hopeless(new Failure(PurchaseFault.OFFER_REFUSED, "The seller says: " + why));
            case null, default -> throw new ProblemException(Problem.Code.PEER_UNREACHABLE, seller + ": " + why);
        };
    }

    /** It is of no use any more; but what another purchase of ours still needs stays. */
    void discard(SignedOffer offer) {
        Hash32 root = offer.offer().exchangeRoot();
        if (purchases.get().noneMatch(other -> needs(other, offer, root))) {
            ciphers.discard(root);
        }
    }

    private static boolean needs(Purchase other, SignedOffer but, Hash32 root) {
        SignedOffer offer = other.offer();
        return offer != null
                && !offer.id().equals(but.id())
                && offer.offer().exchangeRoot().equals(root)
                && !(other instanceof Purchase.Delivered)
                && !other.isOver();
    }
}
