package org.pluspeer.node.x402;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.service.CallCommand;
import org.pluspeer.market.service.CallStep;
import org.pluspeer.market.service.CallTurn;
import org.pluspeer.market.service.PaidCall;
import org.pluspeer.node.account.Books;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.journal.RecordKind;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** Every payment that came for a call, and how it stands. What is owed is in the journal before it is taken. */
public final class Till {
    /** A payment that ran out so long ago is refused by its date alone, and is forgotten. */
    private static final long MEMORY = 3600;

    private static final int SWEEP = 1000;
    /** Of the newest so many it is known what they paid for. */
    private static final int MOST_TAKEN = 100_000;

    private final Journal journal;
    private final InstantSource clock;
    private final KeptAnswers kept = new KeptAnswers();
    private final Map<Hash32, Entry> entries = new HashMap<>();
    private final Map<Hash32, Hold> holds = new HashMap<>();
    private final Map<String, Takings> takings = new HashMap<>();
    private final TakenCalls taken = new TakenCalls(MOST_TAKEN, Books.State.EARNED);
    private int sinceSweep;

    /** What came in by a service. */
    record Takings(long calls, Amount earned, Amount owed, long lastAt) {
        static final Takings NONE = new Takings(0, Amount.ZERO, Amount.ZERO, 0);
    }

    /** One payment. */
    private static final class Entry {
        private PaidCall state = PaidCall.fresh();
        private CallRecord.@Nullable Owed owed;
        private CompletableFuture<Boolean> done = CompletableFuture.completedFuture(true);
    }

    /** Money that a call in progress may take. */
    private record Hold(Address token, Address payer, Amount value) {}

    public Till(Journal journal, InstantSource clock) {
        this.journal = journal;
        this.clock = clock;
        journal.replay(record -> {
            if (record.kind() == RecordKind.CALL_PAYMENT) {
                recall(Json.read(record.payload(), CallRecord.class));
            }
        });
        entries.values()
                .forEach(entry -> entry.state =
                        entry.state.on(new CallCommand.Restarted()).state());
        sweep();
    }

    private void recall(CallRecord record) {
        CallRecord.Owed owed = record.owed();
        CallRecord.Ended ended = record.ended();
        if (owed != null) {
            Entry entry = entries.computeIfAbsent(record.id(), _ -> new Entry());
            entry.state = new PaidCall.Owed(owed.request());
            entry.owed = owed;
            count(owed, record.at(), false);
        } else if (ended != null && entries.get(record.id()) != null) {
            end(entries.get(record.id()), ended, record.at());
        }
    }

    private void end(Entry entry, CallRecord.Ended ended, long at) {
        Hash32 transaction = ended.transaction();
        CallRecord.Owed owed = java.util.Objects.requireNonNull(entry.owed);
        entry.state = entry.state
                .on(
                        transaction != null
                                ? new CallCommand.Taken(transaction)
                                : new CallCommand.Untakeable(String.valueOf(ended.reason())))
                .state();
        holds.remove(owed.id());
        Takings before = takings.getOrDefault(owed.name(), Takings.NONE);
        Amount value = owed.authorization().value();
        if (transaction != null) {
            Address payer = owed.authorization().payer();
            taken.add(new TakenCalls.Taken(
                    owed.id(), owed.name(), owed.token(), payer, value, at, transaction, owed.listing()));
        }
        takings.put(
                owed.name(),
                new Takings(
                        before.calls() + (transaction != null ? 1 : 0),
                        transaction != null ? before.earned().plus(value) : before.earned(),
                        before.owed().minus(value),
                        Math.max(before.lastAt(), at)));
    }

    /** @param back takes it back */
    private void count(CallRecord.Owed owed, long at, boolean back) {
        Takings before = takings.getOrDefault(owed.name(), Takings.NONE);
        Amount value = owed.authorization().value();
        Amount now = back ? before.owed().minus(value) : before.owed().plus(value);
        takings.put(owed.name(), new Takings(before.calls(), before.earned(), now, Math.max(before.lastAt(), at)));
    }

    /**
     * What is to be done about a call with this payment. Who is told to serve has to say {@link #done} in the end.
     *
     * @param anew how often a call that was paid for is served once more where its answer is gone
     */
    synchronized CallStep ask(Hash32 id, Hash32 request, int anew) {
        Entry entry = entries.computeIfAbsent(id, _ -> new Entry());
        CallTurn turn =
                entry.state.on(new CallCommand.Ask(request, kept.find(id).isPresent(), anew));
        entry.state = turn.state();
        if (turn.step() instanceof CallStep.Serve || turn.step() instanceof CallStep.ServeAgain) {
            entry.done = new CompletableFuture<>();
        }
        return turn.step();
    }

    /**
     * Sets the money aside that a call may take, so that one balance is not offered for several.
     *
     * @param balance base units that the payer holds
     * @return whether there is enough of it
     */
    synchronized boolean hold(Hash32 id, Address token, Address payer, Amount value, Amount balance) {
        Amount sum = value;
        for (Hold other : holds.values()) {
            if (other.token().equals(token) && other.payer().equals(payer)) {
                sum = sum.plus(other.value());
            }
        }
        if (sum.isMoreThan(balance)) {
            return false;
        }
        holds.put(id, new Hold(token, payer, value));
        return true;
    }

    /** Waits until a call with this payment that is under way has come to something. */
    boolean await(Hash32 id, Duration limit) {
        CompletableFuture<Boolean> done;
        synchronized (this) {
            done = entry(id).done;
        }
        try {
            return done.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The service answered: from now on the payment is owed, whatever happens to this node. */
    void owe(CallRecord.Owed owed) {
        long now = now();
        synchronized (this) {
            Entry entry = entry(owed.id());
            CallTurn turn = entry.state.on(new CallCommand.Answered());
            if (!(turn.step() instanceof CallStep.Take)) {
                throw new IllegalStateException("nothing is served for it: " + entry.state);
            }
            entry.state = turn.state();
            entry.owed = owed;
            count(owed, now, false);
        }
        try {
            journal.append(RecordKind.CALL_PAYMENT, Json.write(CallRecord.owed(now, owed)));
        } catch (RuntimeException e) {
            synchronized (this) {
                Entry entry = entry(owed.id());
                entry.state = PaidCall.fresh();
                holds.remove(owed.id());
                count(owed, now, true);
            }
            throw e;
        }
    }

    /** The service did not answer, or the payment will not do: it is free again. */
    synchronized void notServed(Hash32 id) {
        Entry entry = entry(id);
        entry.state = entry.state.on(new CallCommand.NotServed()).state();
        holds.remove(id);
        if (entry.state instanceof PaidCall.Fresh) {
            entries.remove(id);
        }
        entry.done.complete(true);
    }

    /** How the taking of a payment ended; once. */
    void ended(Hash32 id, CallRecord.Ended ended) {
        long now = now();
        synchronized (this) {
            Entry entry = entry(id);
            if (!(entry.state instanceof PaidCall.Owed)) {
                return;
            }
            end(entry, ended, now);
        }
        journal.append(RecordKind.CALL_PAYMENT, Json.write(CallRecord.ended(now, id, ended)));
    }

    /** Whoever waits for it may look. */
    synchronized void done(Hash32 id) {
        Entry entry = entries.get(id);
        if (entry != null) {
            entry.done.complete(true);
        }
        if (++sinceSweep >= SWEEP) {
            sweep();
        }
    }

    void keep(Hash32 id, KeptAnswers.Kept answer) {
        kept.keep(id, answer);
    }

    Optional<KeptAnswers.Kept> kept(Hash32 id) {
        return kept.find(id);
    }

    synchronized PaidCall state(Hash32 id) {
        Entry entry = entries.get(id);
        return entry == null ? PaidCall.fresh() : entry.state;
    }

    /** What is to be taken and is not yet. */
    synchronized List<CallRecord.Owed> owed() {
        List<CallRecord.Owed> owed = new ArrayList<>();
        for (Entry entry : entries.values()) {
            CallRecord.Owed one = entry.owed;
            if (entry.state instanceof PaidCall.Owed && one != null) {
                owed.add(one);
            }
        }
        return owed;
    }

    synchronized Takings takings(String service) {
        return takings.getOrDefault(service, Takings.NONE);
    }

    /** What a transaction took, if it took a payment for a call: the name of the service, empty for another server's. */
    public synchronized Optional<String> taken(Hash32 transaction) {
        return taken.by(transaction).map(TakenCalls.Taken::what);
    }

    /** What calls brought, and what they are about to. */
    public synchronized List<Books.Line> lines() {
        List<Books.Line> lines = new ArrayList<>(taken.lines());
        for (CallRecord.Owed owed : owed()) {
            lines.add(new Books.Line(
                    "owed/" + owed.id().hex(),
                    Books.State.PENDING,
                    owed.listing() == null ? Books.Source.CALLS : Books.Source.DATA,
                    owed.token(),
                    owed.authorization().value(),
                    owed.authorization().validBefore(),
                    owed.authorization().payer(),
                    null,
                    null,
                    owed.listing()));
        }
        return lines;
    }

    private Entry entry(Hash32 id) {
        Entry entry = entries.get(id);
        if (entry == null) {
            throw new IllegalStateException("nobody asked with this payment: " + id);
        }
        return entry;
    }

    private synchronized void sweep() {
        sinceSweep = 0;
        long now = now();
        entries.values().removeIf(entry -> {
            CallRecord.Owed owed = entry.owed;
            boolean over = entry.state instanceof PaidCall.Settled || entry.state instanceof PaidCall.Lost;
            return over && owed != null && owed.authorization().validBefore() + MEMORY < now;
        });
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
