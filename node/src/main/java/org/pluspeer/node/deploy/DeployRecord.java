package org.pluspeer.node.deploy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.DataDirectory;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.chain.DeployContracts.Place;
import org.pluspeer.node.chain.DeployContracts.Standing;
import org.pluspeer.node.chain.Receipt;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;

/** The file that says which contracts stand where on one chain, and which transaction put them there, if it was ours. */
public final class DeployRecord {
    /**
     * @param transaction that was sent to put it there; null where somebody else did
     * @param block that holds the transaction; null while it waits for one
     */
    public record Entry(
            String name,
            Address address,
            Hash32 codeHash,
            String state,
            @Nullable Hash32 transaction,
            @Nullable Long block,
            @Nullable Long gasUsed) {

        static Entry of(Place place) {
            String state = place.standing().text();
            return new Entry(place.name(), place.address(), place.codeHash(), state, null, null, null);
        }

        Entry as(Standing standing) {
            return new Entry(name, address, codeHash, standing.text(), transaction, block, gasUsed);
        }

        Entry by(Hash32 sent, @Nullable Long minedIn, @Nullable Long used) {
            return new Entry(name, address, codeHash, state, sent, minedIn, used);
        }
    }

    /** The file's content. */
    public record Document(long chainId, List<Entry> contracts) {}

    private final Path file;
    private final long chainId;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private DeployRecord(Path file, long chainId) {
        this.file = file;
        this.chainId = chainId;
    }

    /**
     * Reads it, if it is there; writes nothing yet.
     *
     * @throws ProblemException CONFLICT where the file is another chain's, or anything else than such a record
     */
    public static DeployRecord open(Path file, long chainId) {
        DeployRecord record = new DeployRecord(file, chainId);
        DataDirectory.read(file).map(bytes -> read(file, bytes)).ifPresent(known -> {
            if (known.chainId() != chainId) {
                throw new ProblemException(
                        Code.CONFLICT, file + " is the record of chain " + known.chainId() + ", not of " + chainId);
            }
            known.contracts().forEach(entry -> record.entries.put(entry.name(), entry));
        });
        return record;
    }

    private static Document read(Path file, byte[] bytes) {
        try {
            return Json.read(bytes, Document.class);
        } catch (ProblemException e) {
            throw new ProblemException(Code.CONFLICT, file + " is no record of a deployment; nothing was changed", e);
        }
    }

    /** The transaction that was to put it there in this run or an earlier one. */
    Optional<Hash32> transaction(String name) {
        return Optional.ofNullable(entries.get(name)).map(Entry::transaction);
    }

    /** What is at the addresses now; what is known of transactions stays. */
    void found(List<Place> places) {
        for (Place place : places) {
            Entry known = entries.getOrDefault(place.name(), Entry.of(place));
            Entry here = known.address().equals(place.address()) ? known : Entry.of(place);
            entries.put(place.name(), here.as(place.standing()));
        }
        write();
    }

    /** To be called before the transaction is sent. */
    void sending(String name, Hash32 transaction) {
        entries.put(name, entry(name).by(transaction, null, null));
        write();
    }

    void mined(String name, Receipt receipt) {
        entries.put(name, entry(name).by(receipt.transaction(), receipt.blockNumber(), receipt.gasUsed()));
        write();
    }

    private Entry entry(String name) {
        Entry known = entries.get(name);
        if (known == null) {
            throw new IllegalStateException(name + " was not surveyed");
        }
        return known;
    }

    public Document document() {
        return new Document(chainId, List.copyOf(entries.values()));
    }

    public Path file() {
        return file;
    }

    private void write() {
        DataDirectory.replace(file, Json.pretty(document()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
