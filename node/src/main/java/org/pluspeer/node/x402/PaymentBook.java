package org.pluspeer.node.x402;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.service.Authorization;
import org.pluspeer.node.account.Books;
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
    private final TakenCalls taken = new TakenCalls(MOST, Books.State.SPENT);

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
            CallRecord.Signed signed = line.signed();
            Authorization paid = signed.authorization();
            taken.add(new TakenCalls.Taken(
                    id,
                    signed.method() + " " + signed.url(),
                    signed.token(),
                    paid.payee(),
                    paid.value(),
                    line.at(),
                    transaction,
                    null));
        }
        if (lines.size() > MOST) {
            Line oldest = lines.remove(lines.keySet().iterator().next());
            byKey.remove(oldest.signed().key(), oldest.id());
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
        return taken.by(transaction)
                .filter(one -> one.other().equals(payee)
                        && one.token().equals(token)
                        && one.value().equals(amount))
                .map(TakenCalls.Taken::what);
    }

    /**
     * What calls cost: paid as the sellers say, and signed for but not known to be taken.
     *
     * @return a payment that was signed for is at risk until it runs out
     */
    public synchronized List<Books.Line> lines() {
        List<Books.Line> all = new ArrayList<>(taken.lines());
        long now = now();
        for (Line line : lines.values()) {
            CallRecord.Answered answered = line.answered();
            Authorization paid = line.signed().authorization();
            boolean open = answered == null || answered.transaction() == null;
            if (open && paid.validBefore() >= now) {
                all.add(new Books.Line(
                        "signed/" + line.id().hex(),
                        Books.State.AT_RISK,
                        Books.Source.CALLS,
                        line.signed().token(),
                        paid.value(),
                        line.at()));
            }
        }
        return all;
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
