package org.pluspeer.node.listing;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.pluspeer.market.listing.SignedListing;
import org.pluspeer.market.wire.ListingPut;
import org.pluspeer.market.wire.ListingRevoke;
import org.pluspeer.market.wire.MessageType;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.journal.RecordKind;
import org.pluspeer.node.json.Json;
import org.pluspeer.node.p2p.ListingJson;
import org.pluspeer.node.p2p.StoreShelf;
import org.pluspeer.node.store.CatalogStore;
import org.pluspeer.node.store.Projection;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;

/** The owner's own listings, out of the journal into the catalogue, and which file each one sells. */
public final class OwnListings implements Projection {
    private final Map<Hash32, Own> byId = new ConcurrentHashMap<>();
    private final Map<String, Hash32> byKey = new ConcurrentHashMap<>();
    private final Map<Hash32, Hash32> byExchangeRoot = new ConcurrentHashMap<>();

    /**
     * One own listing as the journal keeps it.
     *
     * @param put the signed listing as peers exchange it, in hexadecimal
     * @param blob names the content in the blob store
     * @param at unix seconds
     * @param idempotencyKey of the request that made it
     */
    record Own(String put, Hash32 blob, long at, String idempotencyKey) {
        SignedListing listing() {
            return ((ListingPut) MessageType.LISTING_PUT.read(Bytes.parseHex(put))).listing();
        }
    }

    static byte[] payload(Own own) {
        return Json.write(own);
    }

    static byte[] payload(ListingRevoke revoke) {
        return Bytes.hex(revoke.body()).getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads the journal once at the start; what is appended later comes by {@link #note}. */
    public void recall(Journal journal) {
        journal.replay(record -> {
            if (record.kind() == RecordKind.OWN_LISTING) {
                note(Json.read(record.payload(), Own.class));
            }
        });
    }

    void note(Own own) {
        SignedListing signed = own.listing();
        Hash32 id = signed.id();
        byId.put(id, own);
        if (signed.listing().hasSharedCipher()) {
            byExchangeRoot.put(signed.listing().exchangeRoot(), id);
        }
        byKey.put(own.idempotencyKey(), id);
    }

    /** The file that a listing of ours sells. */
    public Optional<Hash32> blob(Hash32 listing) {
        return Optional.ofNullable(byId.get(listing)).map(Own::blob);
    }

    /** A listing of ours, also one that was taken back. */
    public Optional<SignedListing> listing(Hash32 id) {
        return Optional.ofNullable(byId.get(id)).map(Own::listing);
    }

    /** The listing of ours, the latest, whose shared ciphertext has this root. */
    public Optional<Hash32> sharing(Hash32 exchangeRoot) {
        return Optional.ofNullable(byExchangeRoot.get(exchangeRoot));
    }

    /** All files that listings of ours sell or ever sold. */
    public Set<Hash32> blobs() {
        return byId.values().stream().map(Own::blob).collect(Collectors.toSet());
    }

    /** The key that a listing of ours was made under. */
    Optional<String> key(Hash32 listing) {
        return Optional.ofNullable(byId.get(listing)).map(Own::idempotencyKey);
    }

    /** How many there are, also those that were taken back. */
    public int count() {
        return byId.size();
    }

    Optional<Hash32> madeBy(String idempotencyKey) {
        return Optional.ofNullable(byKey.get(idempotencyKey));
    }

    @Override
    public String name() {
        return "own-listings";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public boolean concerns(RecordKind kind) {
        return kind == RecordKind.OWN_LISTING || kind == RecordKind.REVOCATION;
    }

    @Override
    public void apply(Journal.Record record, Connection in) throws SQLException {
        switch (record.kind()) {
            case OWN_LISTING -> {
                Own own = Json.read(record.payload(), Own.class);
                SignedListing listing = own.listing();
                CatalogStore.putAll(
                        List.of(StoreShelf.entry(listing, ListingJson.read(listing.body()), true, own.at())), in);
            }
            case REVOCATION -> {
                byte[] bytes = Bytes.parseHex(new String(record.payload(), StandardCharsets.US_ASCII));
                ListingRevoke revoke = (ListingRevoke) MessageType.LISTING_REVOKE.read(bytes);
                // Which second it was said in does not matter for one's own: it is never forgotten.
                CatalogStore.revoke(StoreShelf.entry(revoke.revocation(), true, 0), in);
            }
            case WALLET,
                    POLICY_DECISION,
                    TRANSACTION,
                    PURCHASE,
                    SALE,
                    LEDGER,
                    CONTACT,
                    IDEMPOTENCY,
                    POLICY,
                    APP,
                    APPROVAL,
                    SERVICE,
                    CALL_PAYMENT,
                    SEED,
                    CHANNEL_OUT,
                    CHANNEL_IN,
                    HOSTING,
                    PLACEMENT,
                    KEEP,
                    LOOP,
                    TRANSFER -> {
                // Other rooms' records.
            }
        }
    }

    @Override
    public void clear(Connection in) throws SQLException {
        CatalogStore.clearMine(in);
    }
}
