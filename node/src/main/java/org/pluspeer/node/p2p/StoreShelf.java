package org.pluspeer.node.p2p;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.catalog.FairRoom;
import org.pluspeer.market.catalog.Standing;
import org.pluspeer.market.listing.Listing;
import org.pluspeer.market.listing.ListingBody;
import org.pluspeer.market.listing.SignedListing;
import org.pluspeer.market.listing.SignedRevocation;
import org.pluspeer.market.wire.ListingPut;
import org.pluspeer.market.wire.ListingRevoke;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.MessageType;
import org.pluspeer.node.store.CatalogEntry;
import org.pluspeer.node.store.CatalogStore;
import org.pluspeer.node.store.Tombstone;
import org.pluspeer.node.store.Words;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;

/**
 * The shelf in the catalogue's tables. A row's {@code signed} is the body of the ListingPut or ListingRevoke that
 * brought it, byte for byte.
 */
public final class StoreShelf implements Shelf {
    private static final int AT_ONCE = 1000;

    private final CatalogStore store;
    private final Predicate<Address> isMine;
    private final InstantSource clock;
    private final AtomicLong size = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private volatile Supplier<Set<Hash32>> spared = Set::of;

    /** @param isMine whether a seller is this node's owner */
    public StoreShelf(CatalogStore store, Predicate<Address> isMine, InstantSource clock) {
        this.store = store;
        this.isMine = isMine;
        this.clock = clock;
        count();
    }

    /** @param spared the ids of listings that are kept though room is short, such as of what was bought */
    public void spare(Supplier<Set<Hash32>> spared) {
        this.spared = spared;
    }

    /** @param firstSeen unix seconds */
    public static CatalogEntry entry(SignedListing listing, ListingBody body, boolean mine, long firstSeen) {
        Listing head = listing.listing();
        return new CatalogEntry(
                listing.id(),
                head.seller(),
                head.listingKey(),
                head.sequence(),
                new Words(body.title(), body.description(), body.tags()),
                head.price(),
                head.token(),
                head.size(),
                head.validUntil(),
                new ListingPut(listing).body(),
                listing.body(),
                mine,
                false,
                firstSeen);
    }

    /** @param heardAt unix seconds */
    public static Tombstone entry(SignedRevocation signed, boolean mine, long heardAt) {
        return new Tombstone(
                signed.id(),
                signed.revocation().seller(),
                signed.revocation().listingKey(),
                signed.revocation().sequence(),
                new ListingRevoke(signed).body(),
                mine,
                heardAt);
    }

    /** @throws org.pluspeer.wallet.eth.MalformedException if the entry was not made by {@link #entry} */
    public static SignedListing listing(CatalogEntry entry) {
        return ((ListingPut) MessageType.LISTING_PUT.read(entry.signed())).listing();
    }

    /** @throws org.pluspeer.wallet.eth.MalformedException if the entry was not made by {@link #entry} */
    public static SignedRevocation revocation(Tombstone entry) {
        return ((ListingRevoke) MessageType.LISTING_REVOKE.read(entry.signed())).revocation();
    }

    @Override
    public void put(SignedListing listing, ListingBody body) {
        boolean mine = isMine.test(listing.listing().seller());
        noteNew(Standing.of(listing));
        long before = bytesOf(listing.listing().seller());
        store.put(entry(listing, body, mine, now()));
        bytes.addAndGet(bytesOf(listing.listing().seller()) - before);
    }

    @Override
    public void put(SignedRevocation revocation) {
        boolean mine = isMine.test(revocation.revocation().seller());
        noteNew(Standing.of(revocation));
        long before = bytesOf(revocation.revocation().seller());
        store.revoke(entry(revocation, mine, now()));
        bytes.addAndGet(bytesOf(revocation.revocation().seller()) - before);
    }

    @Override
    public void clear(Hash32 slot) {
        if (store.standing(slot) != null) {
            size.decrementAndGet();
        }
        Optional<Address> seller = store.inSlot(slot).map(CatalogEntry::seller);
        long before = seller.map(this::bytesOf).orElse(0L);
        store.evict(slot);
        bytes.addAndGet(seller.map(this::bytesOf).orElse(0L) - before);
    }

    @Override
    public long bytes() {
        return bytes.get();
    }

    @Override
    public long bytesOf(Address seller) {
        return store.weightOf(seller);
    }

    @Override
    public Surplus surplus(long room) {
        Set<Hash32> kept = spared.get();
        Map<Address, Long> weights = store.weights();
        long level = FairRoom.level(weights.values(), room);
        List<Standing> going = new ArrayList<>();
        weights.forEach((seller, weight) -> {
            long over = weight - level;
            for (CatalogStore.Weighed each : over > 0 ? store.weighed(seller) : List.<CatalogStore.Weighed>of()) {
                if (over > 0 && !kept.contains(each.standing().digest())) {
                    going.add(each.standing());
                    over -= each.bytes();
                }
            }
        });
        return new Surplus(level, going);
    }

    @Override
    public long size() {
        return size.get();
    }

    @Override
    public List<Standing> stretch(Hash32 after, int limit, long now) {
        return store.inventory(Optional.of(after), now, limit);
    }

    @Override
    public Optional<Message> find(Hash32 digest) {
        return store.get(digest)
                .filter(found -> !found.revoked())
                .<Message>map(found -> new ListingPut(listing(found)))
                .or(() -> store.tombstoneOf(digest).map(found -> new ListingRevoke(revocation(found))));
    }

    @Override
    public @Nullable Standing standing(Hash32 slot) {
        return store.standing(slot);
    }

    @Override
    public int slotsOf(Address seller) {
        return store.slotsOf(seller);
    }

    @Override
    public @Nullable Hash32 highestSlotOf(Address seller) {
        return store.highestSlotOf(seller);
    }

    private void noteNew(Standing standing) {
        if (store.standing(standing.slot()) == null) {
            size.incrementAndGet();
        }
    }

    private void count() {
        bytes.set(store.weights().values().stream().mapToLong(Long::longValue).sum());
        Optional<Hash32> after = Optional.empty();
        do {
            List<Standing> some = store.inventory(after, now(), AT_ONCE);
            size.addAndGet(some.size());
            after = some.size() < AT_ONCE
                    ? Optional.empty()
                    : Optional.of(some.getLast().slot());
        } while (after.isPresent());
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
