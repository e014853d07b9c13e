package org.pluspeer.node.chain;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.journal.RecordKind;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.spend.NonceBook;

/** What the desk knows of its transactions, kept in the journal. Guarded by the desk's lock. */
final class TransactionBook {
    /** A finished transaction: what it was, and what came of it. */
    record Ended(TransactionRecord.Plan plan, Outcome outcome) {
        SentTransaction sent(String key) {
            List<Hash32> hash = List.of(outcome.hash());
            boolean cancelled = outcome.status() == Outcome.Status.CANCELLED;
            return SentTransaction.of(key, plan, hash, cancelled ? hash : List.of());
        }
    }

    /** One that may turn up in a block after all, and the unix second since which it is looked for. */
    private record Overtaken(OpenTransaction transaction, long since) {}

    /** A chain's node that is wrong about a nonce is found out, or replaced, well within it. */
    private static final Duration LOOKED_FOR = Duration.ofDays(7);

    private final Address account;
    private final Journal journal;
    private final InstantSource clock;
    private final Map<String, OpenTransaction> open = new LinkedHashMap<>();
    private final Map<String, Ended> ended = new HashMap<>();
    private final Map<String, Long> begun = new LinkedHashMap<>();
    private final Map<String, Overtaken> overtaken = new LinkedHashMap<>();
    private @Nullable NonceBook nonces;

    TransactionBook(Address account, Journal journal, InstantSource clock) {
        this.account = account;
        this.journal = journal;
        this.clock = clock;
        journal.replay(record -> {
            if (record.kind() == RecordKind.TRANSACTION) {
                TransactionRecord told = TransactionRecord.read(record.payload());
                if (told.isOf(account)) {
                    recall(told);
                }
            }
        });
    }

    private void recall(TransactionRecord record) {
        TransactionRecord.Plan plan = record.plan();
        if (plan != null) {
            remember(record.key(), plan, record.at());
        }
        OpenTransaction transaction = open.get(record.key());
        if (transaction != null && record.price() != null) {
            transaction.priced(record.price());
        }
        TransactionRecord.Ending ending = record.ending();
        Overtaken late = overtaken.get(record.key());
        if (ending != null && transaction != null) {
            forget(transaction, ending.outcome(), record.at());
        } else if (ending != null && late != null) {
            forget(late.transaction(), ending.outcome(), record.at());
        }
    }

    private OpenTransaction remember(String key, TransactionRecord.Plan plan, long at) {
        begun.putIfAbsent(key, at);
        OpenTransaction known = open.get(key);
        if (known != null) {
            known.planned(plan);
            return known;
        }
        OpenTransaction fresh = new OpenTransaction(key, plan);
        open.put(key, fresh);
        return fresh;
    }

    private void forget(OpenTransaction transaction, Outcome outcome, long at) {
        transaction.outcome(outcome);
        open.remove(transaction.key());
        ended.put(transaction.key(), new Ended(transaction.plan(), outcome));
        if (outcome.status() == Outcome.Status.OVERTAKEN) {
            overtaken.put(transaction.key(), new Overtaken(transaction, at));
        } else {
            overtaken.remove(transaction.key());
        }
    }

    /** Nonces as they stand now, with the account's next one by the latest block. */
    NonceBook nonces(long chainNonce) {
        NonceBook book = nonces != null
                ? nonces
                : NonceBook.of(
                        chainNonce,
                        open.values().stream()
                                .map(transaction -> new NonceBook.Entry(
                                        transaction.plan().nonce(), transaction.key(), NonceBook.State.SENT))
                                .toList());
        nonces = book.resync(chainNonce).book();
        return nonces;
    }

    void nonces(NonceBook book) {
        nonces = book;
    }

    /** Writes the plan down; from here on the transaction may be sent. */
    OpenTransaction plan(String key, TransactionRecord.Plan plan, NonceBook book) {
        long at = now();
        write(new TransactionRecord(at, key, plan, null, null, account));
        nonces = book.sent(plan.nonce());
        return remember(key, plan, at);
    }

    void price(OpenTransaction transaction, TransactionRecord.Price price) {
        write(new TransactionRecord(now(), transaction.key(), null, price, null, account));
        transaction.priced(price);
    }

    void end(OpenTransaction transaction, Outcome outcome) {
        long at = now();
        write(new TransactionRecord(at, transaction.key(), null, null, TransactionRecord.Ending.of(outcome), account));
        forget(transaction, outcome, at);
    }

    private void write(TransactionRecord record) {
        journal.appendProtective(RecordKind.TRANSACTION, record.write());
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    /** One that is open and has, or had, this hash. */
    Optional<OpenTransaction> open(Hash32 hash) {
        return open.values().stream()
                .filter(transaction -> transaction.hashes().contains(hash))
                .findFirst();
    }

    /** What came of one that is over, by the hash that it ended with. */
    Optional<Outcome> ended(Hash32 hash) {
        return ended.values().stream()
                .map(Ended::outcome)
                .filter(outcome -> outcome.hash().equals(hash))
                .findFirst();
    }

    /** Unix seconds at which it was first planned. */
    long begunAt(String key) {
        return begun.getOrDefault(key, 0L);
    }

    /** All there ever were, open or over, with these nonces. */
    List<SentTransaction> withNonces(long from, long below) {
        List<SentTransaction> found = new ArrayList<>();
        open.values().forEach(one -> found.add(one.sent()));
        overtaken.values().stream().map(Overtaken::transaction).forEach(one -> found.add(one.sent()));
        ended.forEach((key, over) -> {
            if (!overtaken.containsKey(key)) {
                found.add(over.sent(key));
            }
        });
        found.removeIf(one -> one.nonce() < from || one.nonce() >= below);
        return found;
    }

    /** All there ever were, in the order in which they were taken on. */
    List<TransactionLog> log() {
        List<TransactionLog> log = new ArrayList<>();
        begun.forEach((key, at) -> {
            Ended over = ended.get(key);
            OpenTransaction transaction = open.get(key);
            if (over != null) {
                log.add(TransactionLog.of(at, key, over.plan(), over.outcome()));
            } else if (transaction != null) {
                log.add(TransactionLog.of(at, key, transaction.plan(), transaction.outcome()));
            }
        });
        return log;
    }

    /** Not over yet, lowest nonce first. */
    List<OpenTransaction> open() {
        return open.values().stream()
                .sorted(Comparator.comparingLong(
                        transaction -> transaction.plan().nonce()))
                .toList();
    }

    /** Those whose nonce another transaction is said to have had, as long as it is worth while to look for them. */
    List<OpenTransaction> overtaken() {
        long oldest = now() - LOOKED_FOR.toSeconds();
        return overtaken.values().stream()
                .filter(one -> one.since() >= oldest)
                .map(Overtaken::transaction)
                .toList();
    }

    Optional<Outcome> outcome(String key) {
        OpenTransaction transaction = open.get(key);
        return transaction != null
                ? Optional.of(transaction.outcome())
                : Optional.ofNullable(ended.get(key)).map(Ended::outcome);
    }

    Optional<TransactionRecord.Plan> plan(String key) {
        OpenTransaction transaction = open.get(key);
        return transaction != null
                ? Optional.of(transaction.plan())
                : Optional.ofNullable(ended.get(key)).map(Ended::plan);
    }
}
