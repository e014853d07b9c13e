package org.pluspeer.node.listing;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.listing.Listing;
import org.pluspeer.market.listing.ListingBody;
import org.pluspeer.market.listing.SignedListing;
import org.pluspeer.market.sale.Venue;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.account.TokenBook;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.node.index.Found;
import org.pluspeer.node.index.ListingIndex;
import org.pluspeer.node.index.SearchQuery;
import org.pluspeer.node.p2p.ListingJson;
import org.pluspeer.node.p2p.StoreShelf;
import org.pluspeer.node.sale.CostView;
import org.pluspeer.node.store.CatalogEntry;
import org.pluspeer.node.store.CatalogStore;
import org.pluspeer.node.store.Page;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.policy.Kind;

/** Listings to look at: by words, newest first, or one. Searching asks nobody. */
public final class Showcase {
    private final Venue venue;
    private final CatalogStore catalog;
    private final ListingIndex index;
    private final TokenBook tokens;
    private final Uploads uploads;
    private final Presence presence;
    private final Prices prices;
    private final InstantSource clock;

    /** What buying would cost now. */
    @FunctionalInterface
    public interface Prices {
        Optional<CostView> cost(Listing listing);
    }

    /** Whether a seller is there. */
    public interface Presence {
        boolean isOnline(Address account);

        /** Unix seconds; null if it was never met. */
        @Nullable
        Long lastSeen(Address account);
    }

    /** What it reads from. */
    public record Sources(CatalogStore catalog, ListingIndex index, TokenBook tokens, Uploads uploads) {}

    public Showcase(Venue venue, Sources sources, Presence presence, Prices prices, InstantSource clock) {
        this.venue = venue;
        this.catalog = sources.catalog();
        this.index = sources.index();
        this.tokens = sources.tokens();
        this.uploads = sources.uploads();
        this.presence = presence;
        this.prices = prices;
        this.clock = clock;
    }

    Uploads uploads() {
        return uploads;
    }

    TokenView token(Address address) {
        return tokens.require(address);
    }

    /**
     * What people look for.
     *
     * @param text words; empty: everything, newest first
     * @param limit from 1 to 100
     */
    public record Query(
            Optional<String> text, Optional<String> tag, boolean mine, int limit, Optional<String> cursor) {}

    public ListingView.Found search(Query query) {
        long now = clock.instant().getEpochSecond();
        if (query.text().isEmpty() && query.tag().isEmpty()) {
            Page<CatalogEntry> page = catalog.newest(query.mine(), now, query.limit(), query.cursor());
            return new ListingView.Found(
                    views(page.items()),
                    query.mine() ? page.items().size() : catalog.count(now),
                    page.next().orElse(null));
        }
        SearchQuery wanted = new SearchQuery(
                query.text().orElse(""),
                query.tag(),
                query.mine(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        Found hits = index.search(wanted, now, query.limit(), query.cursor());
        List<CatalogEntry> found =
                hits.ids().stream().flatMap(id -> catalog.get(id).stream()).toList();
        return new ListingView.Found(views(found), hits.total(), hits.next().orElse(null));
    }

    public long count() {
        return catalog.count(clock.instant().getEpochSecond());
    }

    /** @throws ProblemException NOT_FOUND */
    public ListingView view(Hash32 id) {
        return view(entry(id), prices);
    }

    /** @throws ProblemException BAD_REQUEST if the text is no id */
    public static Hash32 id(String text) {
        try {
            return Hash32.parse(text);
        } catch (MalformedException e) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "not a listing's id: " + e.getMessage(), e);
        }
    }

    /** What a listing sells; one that is not known any more counts as a file. */
    public Kind kind(Hash32 id) {
        return catalog.get(id)
                .map(entry -> ListingJson.read(entry.body()).kind().text())
                .flatMap(Kind::of)
                .orElse(Kind.FILE);
    }

    CatalogEntry entry(Hash32 id) {
        return catalog.get(id)
                .orElseThrow(() -> new ProblemException(Problem.Code.NOT_FOUND, "no listing " + id + " is known here"));
    }

    private List<ListingView> views(List<CatalogEntry> entries) {
        return entries.stream()
                .map(entry -> view(entry, listing -> Optional.empty()))
                .toList();
    }

    private ListingView view(CatalogEntry entry, Prices estimates) {
        SignedListing signed = StoreShelf.listing(entry);
        ListingBody body = ListingJson.read(entry.body());
        Listing head = signed.listing();
        ContentShape shape = signed.shape();
        Optional<String> obstacle = obstacle(entry, signed, body);
        return new ListingView(
                entry.id(),
                head.listingKey(),
                head.sequence(),
                body.title(),
                body.description(),
                body.tags(),
                body.licence(),
                body.kind().text(),
                body.mediaType(),
                body.fileName(),
                head.size(),
                head.blockSize(),
                head.contentRoot(),
                head.hasSharedCipher(),
                head.hasSharedCipher() ? head.exchangeRoot() : null,
                head.price(),
                here(signed) ? tokens.find(head.token()).orElse(unknown(head.token())) : unknown(head.token()),
                head.seller(),
                payee(head),
                head.validUntil(),
                body.createdAt(),
                signed.chainId(),
                signed.contract(),
                entry.mine(),
                obstacle.isEmpty(),
                obstacle.orElse(null),
                entry.mine() || presence.isOnline(head.seller()),
                presence.lastSeen(head.seller()),
                body.columns().isEmpty() ? null : schema(body),
                body.samples().stream()
                        .map(proof -> SampleText.of(proof, shape, head.contentRoot()))
                        .toList(),
                Amount.ZERO,
                obstacle.isEmpty() ? estimates.cost(head).orElse(null) : null,
                body.service());
    }

    private boolean here(SignedListing signed) {
        return signed.chainId() == venue.chainId() && signed.contract().equals(venue.exchange());
    }

    private Optional<String> obstacle(CatalogEntry entry, SignedListing signed, ListingBody body) {
        if (!here(signed)) {
            return Optional.of("it is sold on another chain");
        }
        if (entry.mine()) {
            return Optional.of("it is your own");
        }
        if (entry.revoked()) {
            return Optional.of("its seller took it back");
        }
        if (body.kind() == ListingBody.Kind.API) {
            return Optional.of("it is paid for by the call: ./peer fetch " + body.service());
        }
        if (body.kind() == ListingBody.Kind.STORAGE) {
            return Optional.of("it is room on a disk; keep something there with ./peer keep");
        }
        return signed.listing().validUntil() < clock.instant().getEpochSecond()
                ? Optional.of("it has run out")
                : Optional.empty();
    }

    private static TokenView unknown(Address token) {
        return new TokenView(token, "?", "unknown token", 0, false);
    }

    private static Address payee(Listing head) {
        return Address.of(java.util.Arrays.copyOfRange(head.payee().bytes(), 12, Hash32.LENGTH));
    }

    private static ListingView.Schema schema(ListingBody body) {
        return new ListingView.Schema(body.columns().stream()
                .map(column -> new ListingView.Column(column.name(), column.type()))
                .toList());
    }
}
