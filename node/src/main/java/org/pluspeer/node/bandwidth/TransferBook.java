package org.pluspeer.node.bandwidth;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.journal.RecordKind;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** What the owner lets fetching of each content cost. */
final class TransferBook {
    private final Journal journal;
    private final InstantSource clock;
    private final Map<Hash32, Ceiling> ceilings = new ConcurrentHashMap<>();

    /**
     * As the journal keeps it; the last one about a root counts.
     *
     * @param most base units of the token, of all that is ever paid for it
     * @param at unix seconds
     */
    record Ceiling(Hash32 exchangeRoot, Address token, Amount most, long at) {}

    TransferBook(Journal journal, InstantSource clock) {
        this.journal = journal;
        this.clock = clock;
        journal.replay(record -> {
            if (record.kind() == RecordKind.TRANSFER) {
                Ceiling ceiling = Json.read(record.payload(), Ceiling.class);
                ceilings.put(ceiling.exchangeRoot(), ceiling);
            }
        });
    }

    /** On the disk when this returns. */
    void allow(Hash32 exchangeRoot, Address token, Amount most) {
        Ceiling ceiling = new Ceiling(exchangeRoot, token, most, clock.instant().getEpochSecond());
        journal.append(RecordKind.TRANSFER, Json.write(ceiling));
        ceilings.put(exchangeRoot, ceiling);
    }

    @Nullable
    Ceiling of(Hash32 exchangeRoot) {
        return ceilings.get(exchangeRoot);
    }
}
