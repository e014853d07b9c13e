package org.pluspeer.node.chain;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.approval.SigningDesk;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;
import org.pluspeer.wallet.key.KeyException;
import org.pluspeer.wallet.policy.Asker;
import org.pluspeer.wallet.policy.Consent;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Purpose;
import org.pluspeer.wallet.spend.Fees;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends transactions of one account, each once, and sees them through: a key names a transaction for good, also across
 * restarts. The policy is asked first, then the plan is written down, then it is sent; what got lost is sent again with
 * the same nonce, what is stuck is sent again with higher fees, and a nonce that another wallet used is given up once
 * that is final: then what takes effect only once is sent again under another one, and what could pay twice is not.
 */
public final class TransactionDesk implements Follower, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionDesk.class);

    /**
     * @param key names it: the same key is the same transaction; at most 200 characters
     * @param value wei
     * @param spends what leaves the account, without gas, as the policy is to judge it
     * @param consent the owner's yes to it
     * @param asker for whom
     * @param pace at which it is sent first
     */
    public record Request(
            String key,
            Purpose purpose,
            Address to,
            Amount value,
            byte[] data,
            List<Intent.Spend> spends,
            Consent consent,
            Asker asker,
            Fees.Pace pace) {
        /** For the node's own work. */
        public Request(
                String key,
                Purpose purpose,
                Address to,
                Amount value,
                byte[] data,
                List<Intent.Spend> spends,
                Consent consent) {
            this(key, purpose, to, value, data, spends, consent, Asker.NODE, Fees.Pace.NORMAL);
        }

        public Request {
            if (key.isEmpty() || key.length() > 200) {
                throw new IllegalArgumentException("a key has 1 to 200 characters");
            }
            data = data.clone();
            spends = List.copyOf(spends);
        }

        /** The same, with the owner's yes to so much gas, in wei. */
        public Request withGas(Amount wei) {
            return new Request(key, purpose, to, value, data, spends, consent.withGas(wei), asker, pace);
        }

        @Override
        public byte[] data() {
            return data.clone();
        }
    }

    /** A transaction that is the desk's affair now, and how it stands. */
    public record Ticket(String key, Outcome outcome) {}

    /** Told how transactions go on; the same may be told twice. Ask {@link TransactionDesk#outcome} after a restart. */
    @FunctionalInterface
    public interface Listener {
        void onOutcome(String key, Outcome outcome);
    }

    /**
     * @param interval between two looks at what is open
     * @param feeCeiling wei per gas that no replacement goes beyond
     * @param patience blocks after which one that is not taken counts as stuck
     */
    public record Settings(Duration interval, Amount feeCeiling, int patience) {
        /** Half a second, 500 gwei, 6 blocks. */
        public static Settings standard() {
            return new Settings(Duration.ofMillis(500), Amount.of(500_000_000_000L), 6);
        }
    }

    private final TransactionBook book;
    private final TransactionDispatch dispatch;
    private final Replacements replacements;
    private final Settings settings;
    private final Runnable bell;
    private final TransactionNews news = new TransactionNews();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition rung = lock.newCondition();
    private final Thread thread;

    private @Nullable ChainUpdate latest;
    private boolean moved;
    private boolean closed;
    private @Nullable String trouble;

    /** What the desk works with. */
    public record Office(
            ChainClient chain, SigningDesk signing, Journal journal, Seal seal, InstantSource clock, Runnable bell) {}

    /** @param office its bell rings the follower, so that a block with a transaction of ours is seen at once */
    public TransactionDesk(Office office, Settings settings) {
        this(office, office.signing().account(), settings);
    }

    /** @param account whose transactions these are */
    public TransactionDesk(Office office, Address account, Settings settings) {
        this.book = new TransactionBook(account, office.journal(), office.clock());
        this.dispatch = new TransactionDispatch(office, account, book, this::tell);
        this.replacements = new Replacements(book, dispatch, settings.feeCeiling());
        this.settings = settings;
        this.bell = office.bell();
        this.thread = Thread.ofVirtual().name("transaction-desk").unstarted(this::run);
    }

    /** Before {@link #start()}. */
    public void listen(Listener listener) {
        news.listen(listener);
    }

    /** What was open at the last run is told at once and gone on with. */
    public void start() {
        locked(() -> {
            book.open().forEach(transaction -> tell(transaction.key(), transaction.outcome()));
            return null;
        });
        thread.start();
    }

    /**
     * Takes a transaction on. Where the key is known nothing new is sent.
     *
     * @throws ProblemException with nothing sent: {@code TRANSACTION_FAILED} where the contract would refuse it, with
     *     its reason; {@code REFUSED_BY_POLICY}; {@code INSUFFICIENT_FUNDS}; {@code LOCKED}; {@code CHAIN_UNAVAILABLE};
     *     {@code IDEMPOTENCY_CONFLICT} where the key names another transaction
     */
    public Ticket submit(Request request) {
        try {
            return locked(() -> {
                Optional<Outcome> known = known(request);
                return new Ticket(request.key(), known.isPresent() ? known.get() : begin(request));
            });
        } catch (KeyException e) {
            throw locked(e);
        } finally {
            bell.run();
        }
    }

    private static ProblemException locked(KeyException e) {
        return new ProblemException(Code.LOCKED, "The wallet has to be unlocked for this transaction.", e);
    }

    private Optional<Outcome> known(Request request) {
        Optional<TransactionRecord.Plan> plan = book.plan(request.key());
        boolean other = plan.filter(known -> known.purpose() != request.purpose()
                        || !known.to().equals(request.to())
                        || !known.value().equals(request.value())
                        || !known.dataHash().equals(Keccak.hash(request.data())))
                .isPresent();
        if (other) {
            throw new ProblemException(
                    Code.IDEMPOTENCY_CONFLICT, "The key " + request.key() + " names another transaction.");
        }
        return book.outcome(request.key());
    }

    private Outcome begin(Request request) {
        long gas = dispatch.gas(request.to(), request.value(), request.data());
        OpenTransaction transaction = dispatch.plan(request, gas);
        dispatch.sendFirst(transaction);
        tell(transaction.key(), transaction.outcome());
        return transaction.outcome();
    }

    public Address account() {
        return dispatch.account();
    }

    /** What waits for a block, or for its block to be final, lowest nonce first. */
    public List<WaitingTransaction> waiting() {
        return locked(() -> book.open().stream()
                .map(open -> WaitingTransaction.of(open, book.begunAt(open.key())))
                .toList());
    }

    /**
     * Offers more for a transaction that waits for a block.
     *
     * @param hash of any of its versions
     * @param gas wei that it may cost, by the owner's word
     * @return how it stands, under its new hash
     * @throws ProblemException with nothing changed: NOT_FOUND, NOT_PENDING, FEE_CEILING, REFUSED_BY_POLICY,
     *     INSUFFICIENT_FUNDS, LOCKED, CHAIN_UNAVAILABLE
     */
    public Ticket speedUp(Hash32 hash, Fees.Pace pace, Asker asker, Amount gas) {
        return replaced(() -> replacements.speedUp(hash, pace, asker, gas));
    }

    /**
     * Puts an empty transaction in the place of one that waits for a block. Which of the two is taken is for the block to
     * say: the outcome tells.
     *
     * @param hash of any of its versions
     * @return how it stands, under the hash of the empty transaction
     * @throws ProblemException with nothing changed: as {@link #speedUp}; NOT_CANCELLABLE, with why, where others rely
     *     on it
     */
    public Ticket cancel(Hash32 hash, Asker asker, Amount gas) {
        return replaced(() -> replacements.cancel(hash, asker, gas));
    }

    private Ticket replaced(Supplier<OpenTransaction> order) {
        try {
            return locked(() -> {
                OpenTransaction waits = order.get();
                return new Ticket(waits.key(), waits.outcome());
            });
        } catch (KeyException e) {
            throw locked(e);
        } finally {
            bell.run();
        }
    }

    /** Whether it has, or had, a transaction with this hash, as far as that is known. */
    boolean has(Hash32 hash) {
        return locked(() -> book.open(hash).isPresent() || book.ended(hash).isPresent());
    }

    /** All there ever were, open or over, whose nonce lies from the one to below the other. */
    public List<SentTransaction> withNonces(long from, long below) {
        return locked(() -> book.withNonces(from, below));
    }

    /** How a transaction stands; empty for a key that was never taken on. */
    public Optional<Outcome> outcome(String key) {
        return locked(() -> book.outcome(key));
    }

    /** All there ever were, in the order in which they were taken on. */
    public List<TransactionLog> log() {
        return locked(book::log);
    }

    /** How many are not over. */
    public int open() {
        return locked(() -> book.open().size());
    }

    /**
     * Waits until the transaction is in a block or dropped.
     *
     * @throws ProblemException {@code TIMEOUT}; {@code NOT_FOUND} for a key that was never taken on
     */
    public Outcome await(String key, Duration limit) {
        lock.lock();
        try {
            long nanos = limit.toNanos();
            while (true) {
                Outcome outcome = book.outcome(key)
                        .orElseThrow(
                                () -> new ProblemException(Code.NOT_FOUND, "There is no transaction " + key + "."));
                if (outcome.status() != Outcome.Status.PENDING) {
                    return outcome;
                }
                if (nanos <= 0 || closed) {
                    throw new ProblemException(Code.TIMEOUT, "Transaction " + outcome.hash() + " is in no block yet.");
                }
                nanos = changed.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(Code.STOPPING, "Stopped while waiting for transaction " + key + ".", e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onChain(ChainUpdate update) {
        locked(() -> {
            latest = update;
            moved = true;
            rung.signal();
            return null;
        });
    }

    private void run() {
        while (awaitWork()) {
            news.tellAll();
            review();
            news.tellAll();
        }
        news.tellAll();
    }

    private boolean awaitWork() {
        lock.lock();
        try {
            long nanos = settings.interval().toNanos();
            while (!closed && !moved && news.isEmpty() && nanos > 0) {
                nanos = rung.awaitNanos(nanos);
            }
            moved = false;
            return !closed;
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void review() {
        try {
            locked(() -> {
                ChainUpdate update = latest;
                if (update != null
                        && !(book.open().isEmpty() && book.overtaken().isEmpty())) {
                    dispatch.headIs(update.head());
                    new TransactionReview(dispatch, book, settings, update).run();
                }
                return null;
            });
            trouble = null;
        } catch (ProblemException | KeyException e) {
            String sentence = String.valueOf(e.getMessage());
            if (!sentence.equals(trouble)) {
                LOG.warn("Open transactions are not followed at present: {}", sentence);
            }
            trouble = sentence;
        } catch (RuntimeException e) {
            LOG.error("Open transactions cannot be followed", e);
        }
    }

    private void tell(String key, Outcome outcome) {
        news.add(new Ticket(key, outcome));
        changed.signalAll();
        rung.signal();
    }

    private <T extends @Nullable Object> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /** What is open stays open, for the next run. */
    @Override
    public void close() {
        locked(() -> {
            closed = true;
            rung.signal();
            changed.signalAll();
            return null;
        });
        try {
            if (thread.isAlive() && !thread.join(Duration.ofSeconds(30))) {
                LOG.warn("The transaction desk did not stop in time.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
