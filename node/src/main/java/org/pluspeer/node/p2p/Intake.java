package org.pluspeer.node.p2p;

import java.time.InstantSource;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.pluspeer.market.catalog.Catalog;
import org.pluspeer.market.catalog.Merge;
import org.pluspeer.market.catalog.Standing;
import org.pluspeer.market.listing.ListingBody;
import org.pluspeer.market.listing.ListingFault;
import org.pluspeer.market.listing.SignedListing;
import org.pluspeer.market.listing.SignedRevocation;
import org.pluspeer.node.p2p.gossip.Outcome;
import org.pluspeer.node.p2p.gossip.StandingIndex;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.eth.Secp256k1;

/**
 * The only way onto the shelf: everything is checked whole before it is kept, and kept before it is passed on. What is
 * sold on another chain is kept too; whoever looks at it is told that it can't be bought here.
 */
final class Intake {
    private static final int REMEMBERED = 10_000;

    /** These depend on a clock or a version, and clocks and versions differ among the honest. */
    private static final Set<ListingFault> INNOCENT =
            EnumSet.of(ListingFault.EXPIRED, ListingFault.VALID_TOO_LONG, ListingFault.FROM_THE_FUTURE);

    private final Shelf shelf;
    private final StandingIndex index;
    private final Catalog catalog;
    private final ExchangeLimits limits;
    private final InstantSource clock;
    private final ReentrantLock merging = new ReentrantLock();
    private final Set<Hash32> declined = Collections.synchronizedSet(Collections.newSetFromMap(lastRemembered()));
    private final Tally tally;
    private long sizeSeen = -1;
    /** What a seller keeps at most while room is short, in bytes. */
    private long level = Long.MAX_VALUE;

    /**
     * @param index of the shelf; kept in step
     * @param tally where it counts what it does not keep
     */
    Intake(Shelf shelf, StandingIndex index, ExchangeLimits limits, InstantSource clock, Tally tally) {
        this.shelf = shelf;
        this.index = index;
        this.catalog = new Catalog(shelf, limits.slotsOfSeller());
        this.limits = limits;
        this.clock = clock;
        this.tally = tally;
    }

    /** Whether somebody else has put something onto the shelf since this was asked last. */
    boolean isBehind() {
        merging.lock();
        try {
            long now = shelf.size();
            boolean behind = now != sizeSeen;
            sizeSeen = now;
            return behind;
        } finally {
            merging.unlock();
        }
    }

    /** Whether a standing in another's inventory is worth asking for. */
    boolean wants(Standing told) {
        return catalog.wants(told) && !declined.contains(told.digest());
    }

    Outcome take(SignedListing listing) {
        Standing heard = Standing.of(listing);
        if (!catalog.wants(heard)) {
            return new Outcome.Known();
        }
        if (declined.contains(heard.digest())) {
            return new Outcome.Declined("it was declined before");
        }
        ListingBody body;
        try {
            body = ListingJson.read(listing.body());
        } catch (MalformedException e) {
            return new Outcome.Forged(Wire.sentence(String.valueOf(e.getMessage())));
        }
        List<ListingFault> faults = listing.check(body, now());
        return faults.isEmpty()
                ? merge(listing.listing().seller(), heard, listing.body().length, () -> shelf.put(listing, body))
                : refused(heard, faults);
    }

    Outcome take(SignedRevocation revocation) {
        Standing heard = Standing.of(revocation);
        if (!catalog.wants(heard)) {
            return new Outcome.Known();
        }
        Address seller = revocation.revocation().seller();
        if (!Secp256k1.verify(revocation.id(), revocation.signature(), seller)) {
            return new Outcome.Forged("a revocation that its seller did not sign");
        }
        return merge(seller, heard, 0, () -> shelf.put(revocation));
    }

    private Outcome refused(Standing heard, List<ListingFault> faults) {
        String text = faults.getFirst().sentence();
        if (!INNOCENT.containsAll(faults)) {
            return new Outcome.Forged(text);
        }
        return declined(heard, text, faults.getFirst().name().toLowerCase(Locale.ROOT));
    }

    private Outcome merge(Address seller, Standing heard, int bytes, Runnable put) {
        merging.lock();
        try {
            return switch (catalog.merge(seller, heard)) {
                case Merge.Take take
                when bytes > 0 && isOverLevel(seller, bytes) ->
                    declined(heard, "this seller has more than its share of what is kept here", "no_room");
                case Merge.Take take -> keep(heard, take, put);
                case Merge.Known known -> new Outcome.Known();
                case Merge.Full full -> declined(heard, "this seller has too many listings", "of_one_seller");
            };
        } finally {
            merging.unlock();
        }
    }

    private Outcome keep(Standing heard, Merge.Take take, Runnable put) {
        Hash32 evicted = take.evicted();
        if (take.replaced() == null && evicted == null && shelf.size() >= limits.slots()) {
            return declined(heard, "the shelves are full", "no_room");
        }
        if (evicted != null) {
            shelf.clear(evicted);
            index.remove(evicted);
        }
        put.run();
        index.put(heard);
        makeRoom();
        sizeSeen = shelf.size();
        return new Outcome.Taken(take.replaced() == null);
    }

    private boolean isOverLevel(Address seller, int bytes) {
        if (shelf.bytes() < limits.bytes() / 2) {
            level = Long.MAX_VALUE;
        }
        long now = level == Long.MAX_VALUE ? 0 : shelf.bytesOf(seller);
        return now > 0 && now > level - bytes;
    }

    /** A good deal at once, since finding what has to go looks at all that is here. */
    private void makeRoom() {
        if (shelf.bytes() <= limits.bytes()) {
            return;
        }
        Shelf.Surplus surplus = shelf.surplus(limits.bytes() - limits.bytes() / 8);
        level = surplus.level();
        for (Standing going : surplus.standings()) {
            declined.add(going.digest());
            shelf.clear(going.slot());
            index.remove(going.slot());
            tally.count("listing", "dropped_for_room");
        }
    }

    private Outcome declined(Standing heard, String text, String reason) {
        tally.count("listing", reason);
        declined.add(heard.digest());
        return new Outcome.Declined(text);
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    private static Map<Hash32, Boolean> lastRemembered() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Hash32, Boolean> eldest) {
                return size() > REMEMBERED;
            }
        };
    }
}
