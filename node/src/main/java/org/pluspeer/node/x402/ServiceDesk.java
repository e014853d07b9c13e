package org.pluspeer.node.x402;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.service.PaymentTerms;
import org.pluspeer.node.IdempotencyKey;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.account.TokenBook;
import org.pluspeer.node.chain.Token;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.node.channel.EarningDesk;
import org.pluspeer.node.json.Json;
import org.pluspeer.node.listing.ListingDesk;
import org.pluspeer.node.listing.ListingView;
import org.pluspeer.node.listing.NewListing;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.policy.Asker;

/** The services that the owner sells by the call: each has a listing, a price and a path on the public side. */
public final class ServiceDesk {
    private static final int LONGEST_TARGET = 500;
    private static final long LARGEST_DOCUMENT = 4 << 20;

    private final OfferingBook book;
    private final ListingDesk listings;
    private final Market market;
    private final Front front;

    /** What payments are made in, who gets them, and what came in. */
    public record Market(Address payee, Tokens tokens, TokenBook book, Till till, EarningDesk channels) {}

    /** The side that callers see. */
    public interface Front {
        /** Opens it where it is not open yet. */
        void open();

        /** Such as {@code http://127.0.0.1:7339}, without a slash at the end; once it is open. */
        String address();

        /** Whether an address leads back into this node. */
        boolean leadsHere(URI target);

        /** Where a description may be written that is listed. */
        Path folder();
    }

    public ServiceDesk(OfferingBook book, ListingDesk listings, Market market, Front front) {
        this.book = book;
        this.listings = listings;
        this.market = market;
        this.front = front;
    }

    /** Whether there is something to sell. */
    public boolean isBusy() {
        return !book.all().isEmpty();
    }

    /**
     * Lists it and serves it from now on.
     *
     * @throws ProblemException BAD_REQUEST, CONFLICT where the name is taken, UNSUPPORTED where the token takes no signed
     *     payments, FILE_UNREADABLE, TOO_LARGE, LISTING_INVALID, PORT_IN_USE; nothing is sold then
     */
    public synchronized ServiceView create(ServiceOrder wanted, Asker asker) {
        String key = IdempotencyKey.require(wanted.idempotencyKey());
        Optional<Offering> earlier = book.madeBy(key);
        if (earlier.isPresent()) {
            return view(earlier.get());
        }
        String target = target(wanted.target());
        requireToken(wanted.token());
        if (wanted.price().isZero()) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "a call has a price above zero");
        }
        String given = wanted.name();
        String name = book.reserve(given != null ? given : OfferingBook.slug(wanted.title()));
        try {
            Offering offering = list(wanted, name, target, key, asker);
            book.add(offering);
            return view(offering);
        } finally {
            book.release(name);
        }
    }

    private Offering list(ServiceOrder wanted, String name, String target, String key, Asker asker) {
        Path document = document(wanted, name);
        front.open();
        ListingView listing =
                listings.createService(listing(wanted, document, key), front.address() + "/" + name, asker);
        return new Offering(
                name,
                target,
                wanted.token(),
                wanted.price(),
                market.payee(),
                listing.title(),
                listing.description(),
                listing.id(),
                wanted.openapi() == null ? null : listings.content(listing.id()).orElse(null),
                book.now(),
                key,
                null);
    }

    /**
     * The listing of a service is taken back; that of a file stays, for who buys by the fair exchange.
     *
     * @throws ProblemException NOT_FOUND
     */
    public synchronized ServiceView.Ended end(String name, Asker asker) {
        Offering offering = require(name);
        if (offering.isService()) {
            listings.revoke(offering.listing(), asker);
        }
        book.remove(name);
        return new ServiceView.Ended(name, true);
    }

    /** @throws ProblemException NOT_FOUND */
    public ServiceView get(String name) {
        return view(require(name));
    }

    /** The newest first. */
    public ServiceView.All list() {
        return new ServiceView.All(book.all().stream().map(this::view).toList().reversed());
    }

    /** What can be asked for under this name now. */
    Optional<Offering> find(String name) {
        return book.find(name).filter(this::isLive);
    }

    /** A service, by the id of its listing. */
    Optional<Offering> find(Hash32 listing) {
        return book.find(listing).filter(Offering::isService);
    }

    List<Offering> all() {
        return book.all().stream().filter(this::isLive).toList();
    }

    private boolean isLive(Offering offering) {
        Offering.File file = offering.file();
        return file == null || file.until() >= book.now();
    }

    Address payee() {
        return market.payee();
    }

    /** @throws ProblemException CHAIN_UNAVAILABLE, UNSUPPORTED */
    PaymentTerms terms(Offering offering) {
        return new PaymentTerms(
                offering.token(),
                requireToken(offering.token()).signingDomain().orElseThrow(),
                offering.price(),
                offering.payee());
    }

    Requirement.Resource resource(Offering offering, String path) {
        String about = offering.description().isEmpty() ? offering.title() : offering.description();
        Offering.File file = offering.file();
        String address = front.address() + "/" + offering.name() + path;
        return file == null
                ? new Requirement.Resource(address, about, "")
                : new Requirement.Resource(address, unprotected(offering) + " " + about, file.mediaType());
    }

    /** What who pays this way has to be told. */
    private static String unprotected(Offering offering) {
        return "Paid before it is delivered: this way has no fair exchange. Between peers listing "
                + offering.listing().hex() + " is sold with one.";
    }

    private Offering require(String name) {
        return book.find(name)
                .orElseThrow(() -> new ProblemException(Problem.Code.NOT_FOUND, "you sell nothing as " + name));
    }

    /** @throws ProblemException NOT_FOUND, UNSUPPORTED where it takes no signed payments */
    Token requireToken(Address address) {
        Token token = market.tokens()
                .find(address)
                .orElseThrow(() -> new ProblemException(Problem.Code.NOT_FOUND, "there is no token at " + address));
        if (!token.authorizations() || token.domain() == null) {
            throw new ProblemException(
                    Problem.Code.UNSUPPORTED,
                    token.symbol() + " takes no signed payments (EIP-3009), so it cannot be paid in by x402");
        }
        return token;
    }

    private String target(String text) {
        String plain = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        try {
            URI uri = new URI(plain);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (!http
                    || uri.getHost() == null
                    || uri.getRawUserInfo() != null
                    || uri.getRawQuery() != null
                    || uri.getRawFragment() != null
                    || plain.length() > LONGEST_TARGET) {
                throw new ProblemException(
                        Problem.Code.BAD_REQUEST,
                        "the service's address is an http(s) URL, such as http://localhost:3000");
            }
            if (front.leadsHere(uri)) {
                throw new ProblemException(Problem.Code.BAD_REQUEST, "that is this node itself");
            }
            return plain;
        } catch (URISyntaxException e) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "the service's address is not a URL", e);
        }
    }

    /** The document that is listed: the service's own, or a few words about it. */
    private Path document(ServiceOrder wanted, String name) {
        String given = wanted.openapi();
        try {
            if (given != null) {
                Path path = Path.of(given);
                if (!Files.isReadable(path) || Files.isDirectory(path)) {
                    throw new ProblemException(Problem.Code.FILE_UNREADABLE, "cannot read " + path);
                }
                if (Files.size(path) > LARGEST_DOCUMENT) {
                    throw new ProblemException(
                            Problem.Code.TOO_LARGE, "a description has at most " + LARGEST_DOCUMENT + " bytes");
                }
                return path;
            }
            Path path = front.folder().resolve(name + ".json");
            Files.createDirectories(front.folder());
            Map<String, Object> words = new LinkedHashMap<>();
            words.put("name", name);
            words.put("title", wanted.title());
            words.put("description", text(wanted.description()));
            words.put("payment", "x402, version 2 and 1, scheme exact");
            Files.writeString(path, Json.pretty(words));
            return path;
        } catch (InvalidPathException | IOException e) {
            throw new ProblemException(Problem.Code.FILE_UNREADABLE, "the description cannot be read or written", e);
        }
    }

    private static NewListing listing(ServiceOrder wanted, Path document, String key) {
        return new NewListing(
                document.toAbsolutePath().toString(),
                null,
                wanted.title(),
                text(wanted.description()),
                wanted.tags(),
                null,
                wanted.price(),
                wanted.token(),
                null,
                null,
                wanted.validDays(),
                null,
                null,
                key);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private ServiceView view(Offering offering) {
        Till.Takings takings = market.till().takings(offering.name());
        return new ServiceView(
                offering.name(),
                front.address() + "/" + offering.name(),
                offering.target(),
                offering.file() == null ? null : offering.file().name(),
                offering.title(),
                offering.description(),
                offering.price(),
                market.book().require(offering.token()),
                offering.payee(),
                offering.listing(),
                takings.calls() + market.channels().times(offering.listing()),
                takings.earned().plus(market.channels().earned(offering.listing())),
                takings.owed(),
                offering.since(),
                takings.lastAt() == 0 ? null : takings.lastAt());
    }
}
