package org.pluspeer.node.x402;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.journal.RecordKind;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** Payments of ours for calls: each is in the journal before it leaves. The newest are held in memory. */
public final class PaymentBook {
    private static final int MOST = 10_000;

    private final Journal journal;
    private final InstantSource clock;
    private final Map<Hash32, Line> lines = new LinkedHashMap<>();
    private final Map<String, Hash32> byKey = new HashMap<>();
    private final Map<Hash32, Hash32> byTransaction = new HashMap<>();

    /**
     * One payment.
     *
     * @param at unix seconds
     */
    record Line(long at, CallRecord.Signed signed, CallRecord.@Nullable Answered answered) {
        Hash32 id() {
            return signed.authorization().id(signed.token());
        }
    }

    public PaymentBook(Journal journal, InstantSource clock) {
        this.journal = journal;
        this.clock = clock;
        journal.replay(record -> {
            if (record.kind() == RecordKind.CALL_PAYMENT) {
                note(Json.read(record.payload(), CallRecord.class));
            }
        });
    }

    private synchronized void note(CallRecord record) {
        CallRecord.Signed signed = record.signed();
        CallRecord.Answered answered = record.answered();
        if (signed != null) {
            put(new Line(record.at(), signed, null));
        } else if (answered != null) {
            Line line = lines.get(record.id());
            if (line != null) {
                put(new Line(line.at(), line.signed(), answered));
            }
        }
    }

    private void put(Line line) {
        Hash32 id = line.id();
        lines.put(id, line);
        byKey.put(line.signed().key(), id);
        CallRecord.Answered answered = line.answered();
        Hash32 transaction = answered == null ? null : answered.transaction();
        if (transaction != null) {
            byTransaction.put(transaction, id);
        }
        if (lines.size() > MOST) {
            Line oldest = lines.remove(lines.keySet().iterator().next());
            byKey.remove(oldest.signed().key(), oldest.id());
            byTransaction.values().remove(oldest.id());
        }
    }

    void write(CallRecord.Signed signed) {
        CallRecord record = CallRecord.signed(now(), signed);
        journal.append(RecordKind.CALL_PAYMENT, Json.write(record));
        note(record);
    }

    void write(Hash32 id, CallRecord.Answered answered) {
        CallRecord record = CallRecord.answered(now(), id, answered);
        journal.append(RecordKind.CALL_PAYMENT, Json.write(record));
        note(record);
    }

    /** The payment that was made under a key, the last one where there were several. */
    synchronized Optional<Line> find(String key) {
        return Optional.ofNullable(byKey.get(key)).map(lines::get);
    }

    synchronized List<Line> newest(int most) {
        List<Line> newest = new ArrayList<>(lines.values()).reversed();
        return List.copyOf(newest.subList(0, Math.min(most, newest.size())));
    }

    /**
     * What a transfer paid for. The transaction is the seller's word, so payee, token and amount have to fit.
     *
     * @return method and address
     */
    public synchronized Optional<String> reason(Hash32 transaction, Address payee, Address token, Amount amount) {
        return Optional.ofNullable(byTransaction.get(transaction))
                .map(lines::get)
                .map(Line::signed)
                .filter(signed -> signed.authorization().payee().equals(payee)
                        && signed.token().equals(token)
                        && signed.authorization().value().equals(amount))
                .map(signed -> signed.method() + " " + signed.url());
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
