package org.pluspeer.node.deal;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.content.CipherLayout;
import org.pluspeer.market.deal.ReplicaCipher;
import org.pluspeer.node.IdempotencyKey;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.blob.Blob;
import org.pluspeer.node.run.Workshop;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** What the owner has others keep: plans it, begins it, shows it, and ends it. */
public final class KeepDesk {
    static final int MOST_COPIES = 8;
    private static final long LONGEST = 2L * 366 * 24 * 3600;

    private final DealPorts ports;
    private final Sources sources;
    private final KeepBook book;
    private final Mending mending;
    private final KeepTelling telling;
    private final RetrievalDesk retrieval;
    private final Workshop workshop;

    KeepDesk(
            DealPorts ports,
            Sources sources,
            KeepBook book,
            Mending mending,
            KeepTelling telling,
            RetrievalDesk retrieval,
            Workshop workshop) {
        this.ports = ports;
        this.sources = sources;
        this.book = book;
        this.mending = mending;
        this.telling = telling;
        this.retrieval = retrieval;
        this.workshop = workshop;
    }

    /**
     * What the owner wants kept.
     *
     * @param path of a file on this machine; or
     * @param listing of a listing of the owner's
     * @param copies 1 to 8, each with another provider
     * @param seconds from now on, chain time
     * @param token absent: the chain's own coin
     * @param max base units that may be spent on it in all, repairs included; absent only for a plan
     * @param coinWorth base units of the token that a coin is worth; needed where nothing says so
     * @param idempotencyKey the same key is the same order; absent only for a plan
     * @param apart with none of those who keep the same content already
     */
    public record Order(
            @Nullable String path,
            @Nullable Hash32 listing,
            int copies,
            long seconds,
            @Nullable Address token,
            @Nullable Amount max,
            @Nullable Amount coinWorth,
            @Nullable String idempotencyKey,
            @Nullable Boolean apart) {
        boolean isApart() {
            return Boolean.TRUE.equals(apart);
        }
    }

    /**
     * What it would cost, with the arithmetic; nothing is signed.
     *
     * @throws ProblemException BAD_REQUEST, FILE_UNREADABLE, NOT_FOUND
     */
    public PlanView plan(Order order) {
        requireSound(order);
        return plan(order, size(order), order.isApart() ? keepers(order) : Set.of());
    }

    /** Who keeps the content of a listing already. */
    private Set<Address> keepers(Order order) {
        Hash32 listing = order.listing();
        return listing == null ? Set.of() : mending.keepers(ofListing(listing).sha256());
    }

    /** @param size bytes that replicas would be made of */
    private PlanView plan(Order order, long size, Set<Address> without) {
        ports.chain().requireContract();
        Address token = token(order);
        Choosing.Wanted wanted = new Choosing.Wanted(
                ports.account(),
                token,
                ReplicaCipher.sizeOf(size),
                order.seconds(),
                ports.chain().quote(token, order.coinWorth()),
                without,
                mending::past);
        return Choosing.plan(
                Choosing.candidates(ports.offers().all(), wanted),
                order.copies(),
                wanted,
                ports.chain().token(token));
    }

    /**
     * Takes the content in, and has it kept from now on. Deals are opened in the background, up to the ceiling.
     *
     * @throws ProblemException UNECONOMIC with the arithmetic; NOT_FOUND where too few providers are known;
     *     REFUSED_BY_POLICY where the ceiling is below the price; INSUFFICIENT_FUNDS where the account is;
     *     FILE_UNREADABLE, DISK_FULL; nothing was signed then
     */
    public KeptView keep(Order order) {
        requireSound(order);
        String key = order.idempotencyKey();
        Amount max = order.max();
        if (key == null || max == null) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "max and idempotencyKey are needed");
        }
        Optional<KeepBook.Keep> earlier = book.madeBy(IdempotencyKey.require(key));
        if (earlier.isPresent()) {
            return telling.view(earlier.get());
        }
        PlanView plan = plan(order);
        requireGood(plan, max);
        requireFunds(plan, token(order));
        Source source = source(order);
        byte[] id = new byte[Hash32.LENGTH];
        workshop.random().nextBytes(id);
        KeepBook.Keep keep = new KeepBook.Keep(
                Hash32.of(id),
                source.name(),
                source.blob().sha256(),
                source.blob().size(),
                order.copies(),
                ports.chain().head().time() + order.seconds(),
                token(order),
                max,
                order.coinWorth(),
                workshop.now(),
                key,
                source.shared(),
                null,
                order.isApart() ? true : null);
        book.write(keep);
        mending.look(keep.id());
        return telling.view(keep);
    }

    /** How it comes back. */
    public RetrievalDesk retrieval() {
        return retrieval;
    }

    /** What was begun under a key, if anything was. */
    public Optional<KeptView> madeBy(String key) {
        return book.madeBy(key).map(telling::view);
    }

    private static void requireGood(PlanView plan, Amount max) {
        if (!plan.enough()) {
            boolean dear = plan.providers().stream()
                    .filter(it -> !it.taken())
                    .findFirst()
                    .isPresent();
            throw new ProblemException(
                    dear ? Problem.Code.UNECONOMIC : Problem.Code.NOT_FOUND, String.valueOf(plan.obstacle()));
        }
        if (plan.price().isMoreThan(max)) {
            int decimals = plan.token().decimals();
            throw new ProblemException(
                    Problem.Code.REFUSED_BY_POLICY,
                    "it would cost " + plan.price().decimal(decimals) + " "
                            + plan.token().symbol() + ", more than the " + max.decimal(decimals) + " that you allow");
        }
    }

    private void requireFunds(PlanView plan, Address token) {
        Amount there = ports.chain().wallet(ports.account(), token);
        if (there.isLessThan(plan.price())) {
            int decimals = plan.token().decimals();
            throw new ProblemException(
                    Problem.Code.INSUFFICIENT_FUNDS,
                    "it would cost " + plan.price().decimal(decimals) + " "
                            + plan.token().symbol() + "; your account holds " + there.decimal(decimals));
        }
    }

    /** Keeps it for longer, for more. */
    public KeptView extend(String id, long seconds, Amount max) {
        KeepBook.Keep keep = book.require(id);
        if (seconds < 1 || seconds > LONGEST) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "seconds must be 1 to " + LONGEST);
        }
        long until = Math.max(keep.until(), ports.chain().head().time()) + seconds;
        KeepBook.Keep longer = keep.extended(until, max);
        book.write(longer);
        mending.lookAnew(keep.id());
        return telling.view(longer);
    }

    /**
     * Ends it before its time: what no keeper has taken yet is taken back at once, and each that keeps it is asked to
     * end its deal after the epoch that runs. What was not used comes back into the ledger. Again is as good as once.
     *
     * @throws ProblemException NOT_FOUND
     */
    public KeptView end(String id) {
        KeepBook.Keep keep = book.require(id);
        if (keep.endedAt() == null) {
            book.write(keep.ended(workshop.now()));
        }
        mending.look(keep.id());
        return telling.view(book.require(id));
    }

    /**
     * Goes on with one that came out of a backup: replicas that are missing, as far as is known here, are made anew.
     *
     * @throws ProblemException NOT_FOUND
     */
    public KeptView resume(String id) {
        KeepBook.Keep keep = book.require(id);
        if (book.isDoubted(keep.id())) {
            book.write(keep);
            mending.lookAnew(keep.id());
        }
        return telling.view(keep);
    }

    public KeptView.All list() {
        return new KeptView.All(book.keeps().stream()
                .sorted(Comparator.comparingLong(KeepBook.Keep::at).reversed())
                .map(telling::view)
                .toList());
    }

    /** @throws ProblemException NOT_FOUND */
    public KeptView get(String id) {
        return telling.view(book.require(id));
    }

    private static void requireSound(Order order) {
        boolean sound = (order.path() == null) != (order.listing() == null)
                && order.copies() >= 1
                && order.copies() <= MOST_COPIES
                && order.seconds() >= 1
                && order.seconds() <= LONGEST;
        if (!sound) {
            throw new ProblemException(
                    Problem.Code.BAD_REQUEST,
                    "name a path or a listing, 1 to " + MOST_COPIES + " copies, and a time of at most two years");
        }
    }

    private static Address token(Order order) {
        Address token = order.token();
        return token == null ? Address.ZERO : token;
    }

    /** @param shared where not the content is kept but the ciphertext that its buyers share */
    private record Source(Blob blob, String name, KeepBook.@Nullable Shared shared) {}

    private long size(Order order) {
        Hash32 listing = order.listing();
        if (listing != null) {
            long size = ofListing(listing).size();
            return sources.shared(listing)
                    .map(shared -> new CipherLayout(shared.content(size).shape()).size())
                    .orElse(size);
        }
        try {
            return Math.max(1, Files.size(path(order)));
        } catch (java.io.IOException e) {
            throw new ProblemException(Problem.Code.FILE_UNREADABLE, "cannot read " + order.path(), e);
        }
    }

    private Source source(Order order) {
        Hash32 listing = order.listing();
        if (listing != null) {
            String title = ports.offers().fileName(listing).orElse("listing");
            return new Source(ofListing(listing), title, sources.shared(listing).orElse(null));
        }
        Path path = path(order);
        return new Source(sources.blobs().importFile(path), path.getFileName().toString(), null);
    }

    private Blob ofListing(Hash32 listing) {
        return sources.ofListing(listing)
                .orElseThrow(() ->
                        new ProblemException(Problem.Code.NOT_FOUND, "this is no listing of yours whose file is here"));
    }

    private static Path path(Order order) {
        try {
            Path path = Path.of(String.valueOf(order.path()));
            if (Files.isRegularFile(path) && Files.isReadable(path)) {
                return path;
            }
            throw new ProblemException(Problem.Code.FILE_UNREADABLE, "cannot read " + path);
        } catch (InvalidPathException e) {
            throw new ProblemException(Problem.Code.FILE_UNREADABLE, "this is no path: " + e.getReason(), e);
        }
    }
}
