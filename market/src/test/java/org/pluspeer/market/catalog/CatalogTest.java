package org.pluspeer.market.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pluspeer.market.content.Sha256;
import org.pluspeer.market.listing.SignedListing;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;

class CatalogTest {
    /** Something that arrives: a listing with an end, or a tombstone. */
    record Heard(int seller, int key, long sequence, boolean revoked, int version, long validUntil) {
        Address account() {
            return address(seller);
        }

        Standing standing() {
            Hash32 slot = Standing.slot(account(), hash(key));
            Hash32 digest = Sha256.hash(
                    new byte[] {(byte) seller, (byte) key, (byte) sequence, (byte) (revoked ? 1 : 0), (byte) version});
            return new Standing(slot, sequence, revoked, digest);
        }
    }

    @Provide
    Arbitrary<Heard> heard() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(1, 6),
                        Arbitraries.longs().between(1, 4),
                        Arbitraries.of(false, false, true),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.longs().between(50, 150))
                .as(Heard::new);
    }

    @Property(tries = 500)
    void anyOrderAndAnyRepeatGivesTheSameCatalogue(
            @ForAll @Size(max = 40) List<@net.jqwik.api.From("heard") Heard> all,
            @ForAll @IntRange(min = 1, max = 7) int quota,
            @ForAll Random random) {
        Shelves first = new Shelves();
        all.forEach(each -> first.hear(each, quota));
        List<Heard> again = new ArrayList<>(all);
        again.addAll(all.subList(0, all.size() / 2));
        Collections.shuffle(again, random);
        Shelves second = new Shelves();
        again.forEach(each -> second.hear(each, quota));
        assertEquals(first.standings(), second.standings());
        for (int seller = 1; seller <= 3; seller++) {
            assertTrue(first.slotsOf(address(seller)) <= quota);
        }
    }

    @Property(tries = 500)
    void twoWhoTellEachOtherEverythingEndAlike(
            @ForAll @Size(max = 30) List<@net.jqwik.api.From("heard") Heard> mine,
            @ForAll @Size(max = 30) List<@net.jqwik.api.From("heard") Heard> theirs) {
        Shelves a = new Shelves();
        Shelves b = new Shelves();
        mine.forEach(each -> a.hear(each, 100));
        theirs.forEach(each -> b.hear(each, 100));
        Catalog ofB = new Catalog(b, 100);
        List<Heard> wantedByB =
                a.all().stream().filter(each -> ofB.wants(each.standing())).toList();
        b.all().forEach(each -> a.hear(each, 100));
        wantedByB.forEach(each -> b.hear(each, 100));
        assertEquals(a.standings(), b.standings());
    }

    @Test
    void aTombstoneWinsUpToItsSequence() {
        Heard listing = new Heard(1, 1, 5, false, 1, 100);
        Heard tombstone = new Heard(1, 1, 5, true, 1, 0);
        Heard newer = new Heard(1, 1, 6, false, 1, 100);
        assertTrue(tombstone.standing().replaces(listing.standing()));
        assertFalse(listing.standing().replaces(tombstone.standing()));
        assertTrue(newer.standing().replaces(tombstone.standing()));
        assertFalse(newer.standing().replaces(new Heard(2, 1, 1, false, 1, 100).standing()));
    }

    @Test
    void twoVersionsOfOneSequenceEndWithTheLowerDigest() {
        Standing one = new Heard(1, 1, 5, false, 1, 100).standing();
        Standing other = new Heard(1, 1, 5, false, 2, 100).standing();
        Standing lower = one.digest().compareTo(other.digest()) < 0 ? one : other;
        Standing higher = lower.equals(one) ? other : one;
        assertTrue(lower.replaces(higher));
        assertFalse(higher.replaces(lower));
        assertFalse(one.replaces(one));
    }

    @Test
    void aSellerBeyondTheQuotaKeepsTheLowestSlots() {
        Shelves shelves = new Shelves();
        for (int key = 1; key <= 50; key++) {
            shelves.hear(new Heard(1, key, 1, false, 1, 100), 10);
        }
        shelves.hear(new Heard(2, 1, 1, false, 1, 100), 10);
        assertEquals(10, shelves.slotsOf(address(1)));
        assertEquals(1, shelves.slotsOf(address(2)));
        Catalog catalog = new Catalog(shelves, 10);
        Hash32 highest = shelves.highestSlotOf(address(1));
        assertNotNull(highest);
        Standing last = new Standing(Hash32.parse("ff".repeat(32)), 1, false, hash(1));
        Standing first = new Standing(Hash32.ZERO, 1, false, hash(1));
        assertInstanceOf(Merge.Full.class, catalog.merge(address(1), last));
        assertEquals(new Merge.Take(null, highest), catalog.merge(address(1), first));
    }

    @Test
    void whatCouldComeBackIsNotForgotten() {
        long heardAt = 1_000_000;
        long latestEnd = heardAt + SignedListing.MAX_VALIDITY;
        assertFalse(Catalog.mayForget(heardAt, latestEnd));
        assertTrue(Catalog.mayForget(heardAt, latestEnd + 1));
        Standing older = new Heard(1, 1, 1, false, 1, 0).standing();
        assertFalse(Catalog.isLive(older, latestEnd, latestEnd + 1));
        assertTrue(Catalog.isLive(older, latestEnd, latestEnd));
        assertFalse(Catalog.isLive(new Heard(1, 1, 1, true, 1, 0).standing(), latestEnd, heardAt));
    }

    /** Shelves in memory. */
    private static final class Shelves implements CatalogIndex {
        private final Map<Address, TreeMap<Hash32, Heard>> bySeller = new HashMap<>();

        void hear(Heard heard, int quota) {
            Catalog catalog = new Catalog(this, quota);
            if (catalog.merge(heard.account(), heard.standing()) instanceof Merge.Take take) {
                TreeMap<Hash32, Heard> slots = bySeller.computeIfAbsent(heard.account(), seller -> new TreeMap<>());
                if (take.evicted() != null) {
                    slots.remove(take.evicted());
                }
                slots.put(heard.standing().slot(), heard);
            }
        }

        List<Heard> all() {
            return bySeller.values().stream()
                    .flatMap(slots -> slots.values().stream())
                    .toList();
        }

        Map<Hash32, Standing> standings() {
            Map<Hash32, Standing> standings = new HashMap<>();
            all().forEach(each -> standings.put(each.standing().slot(), each.standing()));
            return standings;
        }

        @Override
        public @Nullable Standing standing(Hash32 slot) {
            return standings().get(slot);
        }

        @Override
        public int slotsOf(Address seller) {
            return bySeller.getOrDefault(seller, new TreeMap<>()).size();
        }

        @Override
        public @Nullable Hash32 highestSlotOf(Address seller) {
            TreeMap<Hash32, Heard> slots = bySeller.getOrDefault(seller, new TreeMap<>());
            return slots.isEmpty() ? null : slots.lastKey();
        }
    }

    private static Address address(int number) {
        byte[] bytes = new byte[20];
        bytes[0] = (byte) number;
        return Address.of(bytes);
    }

    private static Hash32 hash(int number) {
        return Sha256.hash(new byte[] {(byte) number});
    }
}
