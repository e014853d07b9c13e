package org.pluspeer.node.listing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.content.BlockProof;
import org.pluspeer.market.content.BlockRoots;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.content.ContentTree;
import org.pluspeer.market.listing.Contact;
import org.pluspeer.market.listing.Listing;
import org.pluspeer.market.listing.ListingBody;
import org.pluspeer.market.listing.ListingFault;
import org.pluspeer.market.listing.Revocation;
import org.pluspeer.market.listing.SignedListing;
import org.pluspeer.market.listing.SignedRevocation;
import org.pluspeer.market.sale.Venue;
import org.pluspeer.market.wire.ListingRevoke;
import org.pluspeer.node.IdempotencyKey;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.approval.SigningDesk;
import org.pluspeer.node.blob.BlobStore;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.journal.RecordKind;
import org.pluspeer.node.p2p.ListingExchange;
import org.pluspeer.node.sale.CipherDesk;
import org.pluspeer.node.store.CatalogEntry;
import org.pluspeer.node.store.Store;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Eip712;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;
import org.pluspeer.wallet.policy.Asker;
import org.pluspeer.wallet.policy.Consent;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Purpose;

/** Puts the owner's files up for sale and takes them back. A listing is in the journal before anybody hears of it. */
public final class ListingDesk {
    private static final int DEFAULT_DAYS = 90;
    private static final int MAX_DAYS = 365;
    private static final long DAY = 24 * 3600;

    private final Venue venue;
    private final SigningDesk signing;
    private final Keeping keeping;
    private final ListingExchange exchange;
    private final Showcase showcase;
    private final java.util.function.Supplier<Contact> contact;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** Where what is listed is kept. */
    public record Keeping(Journal journal, Store store, BlobStore blobs, OwnListings own, Sharing sharing) {}

    /** Encrypts a file once for all buyers. */
    @FunctionalInterface
    public interface Sharing {
        /** @param blob in the blob store */
        CipherDesk.Terms share(ContentShape shape, Hash32 contentRoot, Hash32 blob);
    }

    /** What time it is and what nobody can guess; the generator is a secure one. */
    public record Chance(InstantSource clock, RandomGenerator random) {}

    /** @param contact where this node can be reached now, for the listing to say */
    public ListingDesk(
            Venue venue,
            SigningDesk signing,
            Keeping keeping,
            ListingExchange exchange,
            Showcase showcase,
            java.util.function.Supplier<Contact> contact,
            Chance chance) {
        this.venue = venue;
        this.signing = signing;
        this.keeping = keeping;
        this.exchange = exchange;
        this.showcase = showcase;
        this.contact = contact;
        this.clock = chance.clock();
        this.random = chance.random();
    }

    /**
     * Takes the file in, signs the listing and tells the neighbours.
     *
     * @throws ProblemException FILE_UNREADABLE, LISTING_INVALID, DISK_FULL, REFUSED_BY_POLICY; nothing is listed then
     */
    public ListingView create(NewListing wanted, Asker asker) {
        return create(wanted, new Front(false, null), asker);
    }

    /**
     * Lists a service under its description.
     *
     * @param address where it is called
     * @throws ProblemException as {@link #create}
     */
    public ListingView createService(NewListing wanted, String address, Asker asker) {
        return create(wanted, new Front(true, address), asker);
    }

    /**
     * Lists a file that is sold by HTTP as well.
     *
     * @param address where
     * @throws ProblemException as {@link #create}
     */
    public ListingView createFile(NewListing wanted, String address, Asker asker) {
        return create(wanted, new Front(false, address), asker);
    }

    /** @param address where it is sold by HTTP; null if nowhere */
    private record Front(boolean isService, @Nullable String address) {}

    private synchronized ListingView create(NewListing wanted, Front front, Asker asker) {
        Optional<Hash32> earlier = keeping.own().madeBy(IdempotencyKey.require(wanted.idempotencyKey()));
        if (earlier.isPresent()) {
            return showcase.view(earlier.get());
        }
        Source source = source(wanted);
        BlockRoots roots = tree(source.blob());
        ListingBody body = body(wanted, front, source, roots);
        requireSound(body.check());
        SignedListing signed = sign(head(wanted, roots, body, cipher(wanted, source, roots)), body, asker);
        requireSound(signed.check(body, now()));
        OwnListings.Own own = new OwnListings.Own(
                Bytes.hex(new org.pluspeer.market.wire.ListingPut(signed).body()),
                source.blob(),
                now(),
                wanted.idempotencyKey());
        long position = keeping.journal().append(RecordKind.OWN_LISTING, OwnListings.payload(own));
        keeping.own().note(own);
        keeping.store().awaitApplied(position);
        exchange.publish(signed);
        return showcase.view(signed.id());
    }

    /** Whether a program made the listing. */
    public boolean isMadeBy(Asker.App app, Hash32 id) {
        return keeping.own().key(id).filter(key -> key.startsWith(app.prefix())).isPresent();
    }

    /** @throws ProblemException NOT_FOUND if it is not the owner's */
    public synchronized ListingView.Revoked revoke(Hash32 id, Asker asker) {
        CatalogEntry entry = showcase.entry(id);
        if (!entry.mine()) {
            throw new ProblemException(Problem.Code.NOT_FOUND, "this is not a listing of yours");
        }
        if (!entry.revoked()) {
            Revocation revocation = new Revocation(entry.seller(), entry.listingKey(), entry.sequence());
            Signature signature = sign(Purpose.REVOCATION, revocation.struct(), asker);
            SignedRevocation signed = new SignedRevocation(venue.chainId(), venue.exchange(), revocation, signature);
            long position =
                    keeping.journal().append(RecordKind.REVOCATION, OwnListings.payload(new ListingRevoke(signed)));
            keeping.store().awaitApplied(position);
            exchange.publish(signed);
        }
        return new ListingView.Revoked(id, true);
    }

    private record Source(Hash32 blob, String name) {}

    private Source source(NewListing wanted) {
        String path = wanted.path();
        String fileId = wanted.fileId();
        if ((path == null) == (fileId == null)) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "name either a path or a fileId");
        }
        if (fileId != null) {
            return showcase.uploads()
                    .find(fileId)
                    .map(upload -> new Source(upload.sha256(), upload.name()))
                    .orElseThrow(() -> new ProblemException(Problem.Code.NOT_FOUND, "no such upload: " + fileId));
        }
        Path file = path(java.util.Objects.requireNonNull(path));
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new ProblemException(Problem.Code.FILE_UNREADABLE, "cannot read " + file);
        }
        return new Source(
                keeping.blobs().importFile(file).sha256(), file.getFileName().toString());
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (java.nio.file.InvalidPathException e) {
            throw new ProblemException(Problem.Code.FILE_UNREADABLE, "this is no path: " + e.getReason(), e);
        }
    }

    private BlockRoots tree(Hash32 blob) {
        ContentTree tree = new ContentTree(ContentShape.DEFAULT_BLOCK);
        byte[] buffer = new byte[1 << 18];
        try (InputStream in = keeping.blobs().stream(blob)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                tree.add(buffer, 0, count);
            }
        } catch (IOException e) {
            throw new ProblemException(Problem.Code.FILE_UNREADABLE, "the file can no longer be read", e);
        }
        return tree.finish();
    }

    /** The content of a listing of ours. */
    public Optional<Hash32> content(Hash32 id) {
        return keeping.own().blob(id);
    }

    private ListingBody body(NewListing wanted, Front front, Source source, BlockRoots roots) {
        List<BlockProof> samples = samples(source.blob(), roots);
        String given = wanted.mediaType();
        String mediaType = given == null ? MediaTypes.of(source.name()) : given;
        ListingView.Schema schema = wanted.schema() != null
                ? wanted.schema()
                : MediaTypes.columns(mediaType, samples.getFirst().data()).orElse(new ListingView.Schema(List.of()));
        String licence = wanted.licence();
        return new ListingBody(
                front.isService() ? ListingBody.Kind.API : MediaTypes.kind(mediaType),
                wanted.title(),
                wanted.description() == null ? "" : wanted.description(),
                null,
                wanted.tags() == null ? List.of() : wanted.tags(),
                licence == null || licence.isBlank() ? "unspecified" : licence,
                mediaType,
                source.name(),
                schema.columns().stream()
                        .map(column -> new ListingBody.Column(column.name(), column.type()))
                        .toList(),
                samples,
                null,
                null,
                now(),
                venue.chainId(),
                venue.exchange(),
                contact.get(),
                front.address());
    }

    /** The first block, one from the middle and one from the end: enough to judge by, and not the whole of a short file. */
    private List<BlockProof> samples(Hash32 blob, BlockRoots roots) {
        ContentShape shape = roots.shape();
        long last = shape.blocks() - 1;
        List<Long> indices = last < 4 ? List.of(0L) : List.of(0L, last / 2, last - 1);
        List<BlockProof> samples = new ArrayList<>();
        for (long index : indices) {
            byte[] block = keeping.blobs().read(blob, shape.offset(index), shape.blockLength(index));
            samples.add(roots.prove(index, block));
        }
        return samples;
    }

    private CipherDesk.Terms cipher(NewListing wanted, Source source, BlockRoots roots) {
        return Boolean.TRUE.equals(wanted.shared())
                ? keeping.sharing().share(roots.shape(), roots.contentRoot(), source.blob())
                : CipherDesk.Terms.OF_EACH_SALE;
    }

    private Listing head(NewListing wanted, BlockRoots roots, ListingBody body, CipherDesk.Terms cipher) {
        Integer days = wanted.validDays();
        if (days != null && (days < 1 || days > MAX_DAYS)) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "validDays must be 1 to " + MAX_DAYS);
        }
        byte[] key = new byte[Hash32.LENGTH];
        random.nextBytes(key);
        Address token = wanted.token();
        return new Listing(
                sha256(body.bytes()),
                signing.account(),
                Hash32.of(key),
                1,
                roots.contentRoot(),
                roots.shape().size(),
                roots.shape().blockSize(),
                showcase.token(token == null ? Address.ZERO : token).address(),
                wanted.price(),
                signing.account().padded(),
                body.createdAt() + DAY * (days == null ? DEFAULT_DAYS : days),
                cipher.exchangeRoot(),
                cipher.keyHash());
    }

    private SignedListing sign(Listing head, ListingBody body, Asker asker) {
        Signature signature = sign(Purpose.LISTING, head.struct(), asker);
        return new SignedListing(venue.chainId(), venue.exchange(), head, signature, body.bytes());
    }

    private Signature sign(Purpose purpose, Eip712.Struct struct, Asker asker) {
        Eip712.Domain domain = Listing.domain(venue.chainId(), venue.exchange());
        return signing.sign(
                signing.account(), new Intent.SignTyped(purpose, domain, struct, List.of()), asker, Consent.none());
    }

    private static void requireSound(List<ListingFault> faults) {
        if (!faults.isEmpty()) {
            throw new ProblemException(
                    Problem.Code.LISTING_INVALID, faults.getFirst().sentence());
        }
    }

    private static Hash32 sha256(byte[] bytes) {
        try {
            return Hash32.of(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
