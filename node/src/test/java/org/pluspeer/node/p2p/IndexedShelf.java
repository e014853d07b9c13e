package org.pluspeer.node.p2p;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.catalog.Standing;
import org.pluspeer.market.listing.ListingBody;
import org.pluspeer.market.listing.SignedListing;
import org.pluspeer.market.listing.SignedRevocation;
import org.pluspeer.market.wire.Message;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;

/**
 * A shelf that knows by heart what stands where, about 400 bytes a slot, and leaves the listings themselves to a
 * {@link Keeper}.
 */
public final class IndexedShelf implements Shelf {
    /** Where listings are kept for good. Calls block; what it throws goes through to the caller. */
    public interface Keeper {
        void keep(SignedListing listing, ListingBody body);

        void keep(SignedRevocation revocation);

        /** Forgets what it keeps for a slot. */
        void forget(Spot spot);

        /** The ListingPut or ListingRevoke that stands in a slot. */
        Optional<Message> load(Spot spot);
    }

    /**
     * What stands in a slot.
     *
     * @param validUntil unix seconds, the last in which it may be shown; the largest long for a revocation
     */
    public record Spot(Address seller, Hash32 listingKey, Standing standing, long validUntil) {
        public static Spot of(SignedListing listing) {
            return new Spot(
                    listing.listing().seller(),
                    listing.listing().listingKey(),
                    Standing.of(listing),
                    listing.listing().validUntil());
        }

        /** @param id of this version */
        public static Spot listing(Address seller, Hash32 listingKey, long sequence, Hash32 id, long validUntil) {
            Standing standing = new Standing(Standing.slot(seller, listingKey), sequence, false, id);
            return new Spot(seller, listingKey, standing, validUntil);
        }

        public static Spot of(SignedRevocation signed) {
            return new Spot(
                    signed.revocation().seller(),
                    signed.revocation().listingKey(),
                    Standing.of(signed),
                    Long.MAX_VALUE);
        }
    }

    private final Keeper keeper;
    private final ConcurrentSkipListMap<Hash32, Spot> bySlot = new ConcurrentSkipListMap<>();
    private final ConcurrentHashMap<Hash32, Spot> byDigest = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Address, TreeSet<Hash32>> bySeller = new ConcurrentHashMap<>();

    public IndexedShelf(Keeper keeper) {
        this.keeper = keeper;
    }

    /** Notes what the keeper already has. */
    public void note(Spot spot) {
        Hash32 slot = spot.standing().slot();
        Spot before = bySlot.put(slot, spot);
        if (before != null) {
            byDigest.remove(before.standing().digest());
        }
        byDigest.put(spot.standing().digest(), spot);
        bySeller.compute(spot.seller(), (seller, slots) -> {
            TreeSet<Hash32> more = slots == null ? new TreeSet<>() : new TreeSet<>(slots);
            more.add(slot);
            return more;
        });
    }

    @Override
    public void put(SignedListing listing, ListingBody body) {
        keeper.keep(listing, body);
        note(Spot.of(listing));
    }

    @Override
    public void put(SignedRevocation revocation) {
        keeper.keep(revocation);
        note(Spot.of(revocation));
    }

    @Override
    public void clear(Hash32 slot) {
        Spot spot = bySlot.remove(slot);
        if (spot == null) {
            return;
        }
        byDigest.remove(spot.standing().digest());
        bySeller.computeIfPresent(spot.seller(), (seller, slots) -> {
            TreeSet<Hash32> fewer = new TreeSet<>(slots);
            fewer.remove(slot);
            return fewer.isEmpty() ? null : fewer;
        });
        keeper.forget(spot);
    }

    @Override
    public long size() {
        return byDigest.size();
    }

    /** Its keepers say what room they have. */
    @Override
    public long bytes() {
        return 0;
    }

    @Override
    public long bytesOf(Address seller) {
        return 0;
    }

    @Override
    public Surplus surplus(long room) {
        return new Surplus(Long.MAX_VALUE, List.of());
    }

    @Override
    public List<Standing> stretch(Hash32 after, int limit, long now) {
        return bySlot.tailMap(after, false).values().stream()
                .filter(spot -> spot.validUntil() >= now)
                .limit(limit)
                .map(Spot::standing)
                .toList();
    }

    @Override
    public Optional<Message> find(Hash32 digest) {
        return Optional.ofNullable(byDigest.get(digest)).flatMap(keeper::load);
    }

    @Override
    public @Nullable Standing standing(Hash32 slot) {
        Spot spot = bySlot.get(slot);
        return spot == null ? null : spot.standing();
    }

    @Override
    public int slotsOf(Address seller) {
        TreeSet<Hash32> slots = bySeller.get(seller);
        return slots == null ? 0 : slots.size();
    }

    @Override
    public @Nullable Hash32 highestSlotOf(Address seller) {
        TreeSet<Hash32> slots = bySeller.get(seller);
        return slots == null ? null : slots.last();
    }
}
