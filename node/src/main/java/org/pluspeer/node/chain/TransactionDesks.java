package org.pluspeer.node.chain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.journal.RecordKind;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;

/** A desk for each account, made when it is first needed; those with transactions are there from the start. */
public final class TransactionDesks implements Follower, AutoCloseable {
    private final TransactionDesk.Office office;
    private final TransactionDesk.Settings settings;
    private final TransactionDesk main;
    private final Map<Address, TransactionDesk> desks = new LinkedHashMap<>();
    private boolean started;
    private boolean closed;

    public TransactionDesks(TransactionDesk.Office office, TransactionDesk.Settings settings) {
        this.office = office;
        this.settings = settings;
        this.main = new TransactionDesk(office, settings);
        desks.put(main.account(), main);
        Set<Address> senders = new TreeSet<>();
        office.journal().replay(record -> {
            if (record.kind() == RecordKind.TRANSACTION) {
                TransactionRecord.Plan plan =
                        TransactionRecord.read(record.payload()).plan();
                if (plan != null) {
                    senders.add(plan.from());
                }
            }
        });
        senders.forEach(account -> desks.computeIfAbsent(account, this::open));
    }

    private TransactionDesk open(Address account) {
        return new TransactionDesk(office, account, settings);
    }

    /** Of the account that trades. */
    public TransactionDesk main() {
        return main;
    }

    /** @throws ProblemException STOPPING */
    public synchronized TransactionDesk of(Address account) {
        TransactionDesk there = desks.get(account);
        if (there != null) {
            return there;
        }
        if (closed) {
            throw new ProblemException(Code.STOPPING, "the node is stopping");
        }
        TransactionDesk fresh = open(account);
        desks.put(account, fresh);
        if (started) {
            fresh.start();
        }
        return fresh;
    }

    public synchronized List<TransactionDesk> all() {
        return List.copyOf(desks.values());
    }

    /**
     * Takes a transaction on for an account; its key names it among those of all accounts.
     *
     * @throws ProblemException as {@link TransactionDesk#submit}
     */
    public TransactionDesk.Ticket submit(Address account, TransactionDesk.Request request) {
        TransactionDesk desk = of(account);
        for (TransactionDesk other : all()) {
            if (other != desk && other.outcome(request.key()).isPresent()) {
                throw new ProblemException(
                        Code.IDEMPOTENCY_CONFLICT,
                        "the key " + request.key() + " names a transaction of another account");
            }
        }
        return desk.submit(request);
    }

    /** What waits, of all accounts. */
    public List<WaitingTransaction> waiting() {
        List<WaitingTransaction> waiting = new ArrayList<>();
        all().forEach(desk -> waiting.addAll(desk.waiting()));
        return List.copyOf(waiting);
    }

    /** Whose transaction has this hash, if it is open; else the desk of the account that trades says what it knows. */
    public TransactionDesk holding(Hash32 hash) {
        Optional<TransactionDesk> holder =
                all().stream().filter(desk -> desk.has(hash)).findFirst();
        return holder.orElse(main);
    }

    /** How a transaction of any account stands. */
    public Optional<Outcome> outcome(String key) {
        return all().stream().flatMap(desk -> desk.outcome(key).stream()).findFirst();
    }

    public void start() {
        List<TransactionDesk> all;
        synchronized (this) {
            started = true;
            all = all();
        }
        all.forEach(TransactionDesk::start);
    }

    @Override
    public void onChain(ChainUpdate update) {
        all().forEach(desk -> desk.onChain(update));
    }

    @Override
    public void close() {
        List<TransactionDesk> all;
        synchronized (this) {
            closed = true;
            all = all();
        }
        all.forEach(TransactionDesk::close);
    }
}
