package org.pluspeer.node.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** Listings for tests: the key, the sequence and the words are what matters. */
public final class Entries {
    private Entries() {}

    public static Address address(int n) {
        return Address.of(ByteBuffer.allocate(20).putInt(16, n).array());
    }

    public static Hash32 hash(int a, long b) {
        return Hash32.of(ByteBuffer.allocate(32).putInt(20, a).putLong(24, b).array());
    }

    public static CatalogEntry entry(int key, long sequence, String title, String... tags) {
        return new CatalogEntry(
                hash(key, sequence),
                address(key % 5),
                hash(key, 0),
                sequence,
                new Words(title, "About " + title, List.of(tags)),
                Amount.of(1000L + key),
                Address.ZERO,
                4096,
                2_000_000,
                ("signed " + key).getBytes(StandardCharsets.UTF_8),
                "{}".getBytes(StandardCharsets.UTF_8),
                false,
                false,
                1_000_000L + key);
    }

    public static CatalogEntry mine(CatalogEntry e) {
        return new CatalogEntry(
                e.id(),
                e.seller(),
                e.listingKey(),
                e.sequence(),
                e.words(),
                e.price(),
                e.token(),
                e.size(),
                e.validUntil(),
                e.signed(),
                e.body(),
                true,
                e.revoked(),
                e.firstSeen());
    }

    public static CatalogEntry until(CatalogEntry e, long validUntil) {
        return new CatalogEntry(
                e.id(),
                e.seller(),
                e.listingKey(),
                e.sequence(),
                e.words(),
                e.price(),
                e.token(),
                e.size(),
                validUntil,
                e.signed(),
                e.body(),
                e.mine(),
                e.revoked(),
                e.firstSeen());
    }

    public static Tombstone revocation(CatalogEntry of, long sequence) {
        return new Tombstone(
                hash(77, sequence), of.seller(), of.listingKey(), sequence, new byte[] {1}, of.mine(), of.firstSeen());
    }
}
