package org.pluspeer.node.x402;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.service.PaymentTerms;
import org.pluspeer.node.IdempotencyKey;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.account.TokenBook;
import org.pluspeer.node.chain.Token;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.node.channel.EarningDesk;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.journal.RecordKind;
import org.pluspeer.node.json.Json;
import org.pluspeer.node.listing.ListingDesk;
import org.pluspeer.node.listing.ListingView;
import org.pluspeer.node.listing.NewListing;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.policy.Asker;

/** The services that the owner sells by the call: each has a listing, a price and a path on the public side. */
public final class ServiceDesk {
    static final Set<String> RESERVED = Set.of("supported", "verify", "settle", "discovery", "health");

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");
    private static final int MOST = 100;
    private static final int LONGEST_TARGET = 500;
    private static final long LARGEST_DOCUMENT = 4 << 20;

    private final Journal journal;
    private final InstantSource clock;
    private final ListingDesk listings;
    private final Market market;
    private final Front front;
    private final Map<String, Offering> offerings = new LinkedHashMap<>();

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

    public ServiceDesk(Journal journal, InstantSource clock, ListingDesk listings, Market market, Front front) {
        this.journal = journal;
        this.clock = clock;
        this.listings = listings;
        this.market = market;
        this.front = front;
        journal.replay(record -> {
            if (record.kind() == RecordKind.SERVICE) {
                recall(Json.read(record.payload(), Offering.Entry.class));
            }
        });
    }

    private void recall(Offering.Entry entry) {
        Offering offering = entry.offering();
        if (offering == null) {
            offerings.remove(entry.name());
        } else {
            offerings.put(entry.name(), offering);
        }
    }

    /** Whether there is something to sell. */
    public synchronized boolean isBusy() {
        return !offerings.isEmpty();
    }

    /**
     * Lists it and serves it from now on.
     *
     * @throws ProblemException BAD_REQUEST, CONFLICT where the name is taken, UNSUPPORTED where the token takes no signed
     *     payments, FILE_UNREADABLE, TOO_LARGE, LISTING_INVALID, PORT_IN_USE; nothing is sold then
     */
    public synchronized ServiceView create(ServiceOrder wanted, Asker asker) {
        String key = IdempotencyKey.require(wanted.idempotencyKey());
        Optional<Offering> earlier =
                offerings.values().stream().filter(one -> one.key().equals(key)).findFirst();
        if (earlier.isPresent()) {
            return view(earlier.get());
        }
        String target = target(wanted.target());
        String name = name(wanted);
        requireToken(wanted.token());
        if (wanted.price().isZero()) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "a call has a price above zero");
        }
        Path document = document(wanted, name);
        front.open();
        ListingView listing = listings.create(listing(wanted, document, key), front.address() + "/" + name, asker);
        Offering offering = new Offering(
                name,
                target,
                wanted.token(),
                wanted.price(),
                market.payee(),
                listing.title(),
                listing.description(),
                listing.id(),
                wanted.openapi() == null ? null : listings.content(listing.id()).orElse(null),
                now(),
                key);
        journal.append(RecordKind.SERVICE, Json.write(new Offering.Entry(now(), name, offering)));
        offerings.put(name, offering);
        return view(offering);
    }

    /** @throws ProblemException NOT_FOUND */
    public synchronized ServiceView.Ended end(String name, Asker asker) {
        Offering offering = require(name);
        listings.revoke(offering.listing(), asker);
        journal.append(RecordKind.SERVICE, Json.write(new Offering.Entry(now(), name, null)));
        offerings.remove(name);
        return new ServiceView.Ended(name, true);
    }

    /** @throws ProblemException NOT_FOUND */
    public synchronized ServiceView get(String name) {
        return view(require(name));
    }

    public synchronized ServiceView.All list() {
        return new ServiceView.All(
                offerings.values().stream().map(this::view).toList().reversed());
    }

    synchronized Optional<Offering> find(String name) {
        return Optional.ofNullable(offerings.get(name));
    }

    /** By the id of its listing. */
    synchronized Optional<Offering> find(Hash32 listing) {
        return offerings.values().stream()
                .filter(offering -> offering.listing().equals(listing))
                .findFirst();
    }

    synchronized List<Offering> all() {
        return new ArrayList<>(offerings.values());
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
        return new Requirement.Resource(
                front.address() + "/" + offering.name() + path,
                offering.description().isEmpty() ? offering.title() : offering.description(),
                "");
    }

    private Offering require(String name) {
        return find(name)
                .orElseThrow(() -> new ProblemException(Problem.Code.NOT_FOUND, "you sell no service " + name));
    }

    private Token requireToken(Address address) {
        Token token = market.tokens()
                .find(address)
                .orElseThrow(() -> new ProblemException(Problem.Code.NOT_FOUND, "there is no token at " + address));
        if (!token.authorizations() || token.domain() == null) {
            throw new ProblemException(
                    Problem.Code.UNSUPPORTED,
                    token.symbol() + " takes no signed payments (EIP-3009), so calls cannot be paid in it");
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

    private String name(ServiceOrder wanted) {
        String given = wanted.name();
        String name = given != null ? given : slug(wanted.title());
        if (!NAME.matcher(name).matches() || RESERVED.contains(name)) {
            throw new ProblemException(
                    Problem.Code.BAD_REQUEST,
                    "a name has 1 to 40 small letters, digits and dashes, and is none of "
                            + String.join(", ", RESERVED.stream().sorted().toList()));
        }
        if (offerings.containsKey(name)) {
            throw new ProblemException(Problem.Code.CONFLICT, "you sell a service " + name + " already");
        }
        if (offerings.size() >= MOST) {
            throw new ProblemException(Problem.Code.CONFLICT, "you sell " + MOST + " services, which is the most");
        }
        return name;
    }

    private static String slug(String title) {
        String plain =
                title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+", "");
        String short40 = plain.substring(0, Math.min(40, plain.length()));
        return short40.replaceAll("-+$", "");
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

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
