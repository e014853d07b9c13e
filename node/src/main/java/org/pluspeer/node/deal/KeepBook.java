package org.pluspeer.node.deal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.content.CipherLayout;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.fetch.Rate;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.journal.RecordKind;
import org.pluspeer.node.json.Json;
import org.pluspeer.node.sale.SharedCipher;
import org.pluspeer.node.vault.Restore;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/** What is to be kept, where its replicas were put, and what room is offered: the journal's word. */
final class KeepBook {
    private final Journal journal;
    private final ReentrantLock writing = new ReentrantLock();
    private final Map<Hash32, Keep> keeps = new LinkedHashMap<>();
    private final Map<Hash32, Copy> copies = new LinkedHashMap<>();
    private final Map<Hash32, Unlock> unlocks = new LinkedHashMap<>();
    private final Map<Hash32, Fee> fees = new HashMap<>();
    private final Map<Hash32, Map<Long, Taken>> taken = new HashMap<>();
    private final Set<Hash32> doubted = new HashSet<>();
    private @Nullable Offered offered;
    private boolean offerDoubted;

    /**
     * Something that is to be kept.
     *
     * @param id random
     * @param sha256 of the clear content, and its name in the blob store while it is there
     * @param size of it in bytes
     * @param copies how many providers
     * @param until chain time, unix seconds
     * @param max what may be spent on it in all, repairs included; base units
     * @param coinWorth base units of the token that a coin is worth
     * @param key of the request that made it
     * @param endedAt unix seconds at which the owner ended it before its time; null where that wasn't
     * @param apart whether with none of those who keep the same content for another order; null where that doesn't matter
     * @param shared where not the content is kept, but the ciphertext of it that all buyers share; else null
     */
    record Keep(
            Hash32 id,
            String name,
            Hash32 sha256,
            long size,
            int copies,
            long until,
            Address token,
            Amount max,
            @Nullable Amount coinWorth,
            long at,
            String key,
            @Nullable Shared shared,
            @Nullable Long endedAt,
            @Nullable Boolean apart) {
        /** Bytes that replicas are made of. */
        long bytes() {
            return shared == null ? size : new CipherLayout(shared.content(size).shape()).size();
        }

        Keep extended(long longer, Amount more) {
            return new Keep(
                    id, name, sha256, size, copies, longer, token, more, coinWorth, at, key, shared, null, apart);
        }

        Keep ended(long now) {
            return new Keep(id, name, sha256, size, copies, until, token, max, coinWorth, at, key, shared, now, apart);
        }
    }

    /** Names the ciphertext of a content, with what is needed to make and to open it. */
    record Shared(Hash32 exchangeRoot, Hash32 contentRoot, int blockSize) {
        SharedCipher.Content content(long size) {
            return new SharedCipher.Content(new ContentShape(size, blockSize), contentRoot, exchangeRoot);
        }
    }

    /**
     * The ciphertext of somebody's listing that lies in a replica which we keep for them.
     *
     * @param size of the content that it is the ciphertext of, in bytes
     * @param key of the replica's seal, 32 bytes in hexadecimal; it opens nothing else
     */
    record Unlock(Hash32 deal, Hash32 exchangeRoot, long size, int blockSize, String key) {}

    /**
     * One replica of it, noted before it is proposed.
     *
     * @param salt what its key is derived from, together with the provider
     * @param perGib what having it back costs, by the price table that it was proposed under; null: nothing
     */
    record Copy(
            Hash32 keep,
            Hash32 deal,
            Hash32 listing,
            Address provider,
            Hash32 salt,
            @Nullable Amount perGib) {
        Rate rate(Address token) {
            return new Rate(token, perGib == null ? Amount.ZERO : perGib);
        }
    }

    /**
     * What the client of a deal in which we keep its bytes pays for having them back, noted before the deal is taken.
     *
     * @param listing whose price table it was
     * @param perGib base units for 2^30 bytes; more than none
     */
    record Fee(Hash32 deal, Hash32 listing, Amount perGib) {}

    /**
     * What came of a client's replica on one day; the last record about a deal and a day counts.
     *
     * @param day since 1970, of this machine's clock
     * @param bytes what came twice with it
     */
    record Taken(Hash32 deal, Address client, long day, long bytes) {}

    /**
     * Room on this disk that is offered; the last one counts.
     *
     * @param space bytes
     * @param coinWorth base units of the table's token that a coin is worth
     */
    record Offered(Hash32 listing, long space, @Nullable Amount coinWorth) {}

    /** One record; exactly one of them is there. */
    record Entry(
            int v,
            @Nullable Keep keep,
            @Nullable Copy copy,
            @Nullable Offered offered,
            @Nullable Unlock unlock,
            @Nullable Fee fee,
            @Nullable Taken taken) {}

    KeepBook(Journal journal) {
        this.journal = journal;
        journal.replay(record -> {
            Restore.at(record).ifPresent(_ -> restored());
            if (record.kind() == RecordKind.KEEP) {
                note(Json.read(record.payload(), Entry.class));
            }
        });
    }

    /** What was agreed to after the backup was made is not known: nothing new is signed before the owner has looked. */
    private synchronized void restored() {
        doubted.addAll(keeps.keySet());
        offerDoubted = offered != null;
    }

    /** Whether it came out of a backup, and its owner has not said since then that it goes on. */
    synchronized boolean isDoubted(Hash32 keep) {
        return doubted.contains(keep);
    }

    /** Whether the offer came out of a backup, and its owner has not made it anew since. */
    synchronized boolean isOfferDoubted() {
        return offerDoubted;
    }

    void write(Keep keep) {
        write(new Entry(1, keep, null, null, null, null, null));
    }

    void write(Copy copy) {
        write(new Entry(1, null, copy, null, null, null, null));
    }

    void write(Offered offer) {
        write(new Entry(1, null, null, offer, null, null, null));
    }

    void write(Unlock unlock) {
        write(new Entry(1, null, null, null, unlock, null, null));
    }

    void write(Fee fee) {
        write(new Entry(1, null, null, null, null, fee, null));
    }

    void write(Taken one) {
        write(new Entry(1, null, null, null, null, null, one));
    }

    /** Entries are noted in the journal's order; meanwhile whoever reads does not wait for the disk. */
    private void write(Entry entry) {
        writing.lock();
        try {
            journal.append(RecordKind.KEEP, Json.write(entry));
            note(entry);
        } finally {
            writing.unlock();
        }
    }

    private synchronized void note(Entry entry) {
        Keep keep = entry.keep();
        Copy copy = entry.copy();
        if (keep != null) {
            keeps.put(keep.id(), keep);
            doubted.remove(keep.id());
        }
        if (copy != null) {
            copies.put(copy.deal(), copy);
        }
        if (entry.offered() != null) {
            offered = entry.offered();
            offerDoubted = false;
        }
        Unlock unlock = entry.unlock();
        if (unlock != null) {
            unlocks.put(unlock.deal(), unlock);
        }
        Fee fee = entry.fee();
        if (fee != null) {
            fees.put(fee.deal(), fee);
        }
        Taken one = entry.taken();
        if (one != null) {
            taken.computeIfAbsent(one.deal(), _ -> new HashMap<>()).put(one.day(), one);
        }
    }

    synchronized Optional<Unlock> unlock(Hash32 deal) {
        return Optional.ofNullable(unlocks.get(deal));
    }

    /** Empty where it is handed back for nothing. */
    synchronized Optional<Fee> fee(Hash32 deal) {
        return Optional.ofNullable(fees.get(deal));
    }

    synchronized List<Taken> taken() {
        return taken.values().stream().flatMap(days -> days.values().stream()).toList();
    }

    synchronized List<Unlock> unlocks() {
        return List.copyOf(unlocks.values());
    }

    synchronized @Nullable Offered offered() {
        return offered;
    }

    synchronized List<Keep> keeps() {
        return List.copyOf(keeps.values());
    }

    synchronized Optional<Keep> keep(Hash32 id) {
        return Optional.ofNullable(keeps.get(id));
    }

    /** @throws ProblemException NOT_FOUND */
    Keep require(String id) {
        try {
            return keep(Hash32.parse(id)).orElseThrow();
        } catch (MalformedException | NoSuchElementException e) {
            throw new ProblemException(Problem.Code.NOT_FOUND, "nothing is kept under " + id, e);
        }
    }

    synchronized Optional<Keep> madeBy(String key) {
        return keeps.values().stream().filter(keep -> keep.key().equals(key)).findFirst();
    }

    synchronized Optional<Copy> copy(Hash32 deal) {
        return Optional.ofNullable(copies.get(deal));
    }

    synchronized List<Copy> copiesOf(Hash32 keep) {
        return new ArrayList<>(copies.values().stream()
                .filter(copy -> copy.keep().equals(keep))
                .toList());
    }

    /** Files that are needed to make a replica anew. */
    synchronized Set<Hash32> blobs() {
        return keeps.values().stream().map(Keep::sha256).collect(Collectors.toSet());
    }
}
