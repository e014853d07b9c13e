package org.pluspeer.node.x402;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import org.pluspeer.market.service.Authorization;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.Authorizations;
import org.pluspeer.node.chain.ChainClient;
import org.pluspeer.node.chain.Outcome;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.node.chain.TransactionDesk;
import org.pluspeer.node.chain.TransactionDesks;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.policy.Consent;
import org.pluspeer.wallet.policy.Purpose;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings payments that are owed to the chain, each in one transaction; the account that trades pays its gas, and while
 * that one is locked the operations account. What could not be brought for the time being is tried again.
 */
public final class Cashier implements Collector, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Cashier.class);
    private static final Duration ROUND = Duration.ofSeconds(5);

    private final Till till;
    private final TransactionDesks desks;
    private final Address operations;
    private final BooleanSupplier isLocked;
    private final ChainClient chain;
    private final Tokens tokens;
    private final Authorizations authorizations;
    /** Payments that somebody is bringing at present. */
    private final Map<Hash32, Boolean> busy = new ConcurrentHashMap<>();

    private final Object closing = new Object();
    private boolean closed;
    private final Thread thread = Thread.ofVirtual().name("cashier").unstarted(this::run);

    /**
     * @param operations the account that stands in
     * @param isLocked whether it has to
     */
    public Cashier(Till till, TransactionDesks desks, Address operations, BooleanSupplier isLocked, ChainClient chain) {
        this.till = till;
        this.desks = desks;
        this.operations = operations;
        this.isLocked = isLocked;
        this.chain = chain;
        this.tokens = new Tokens(chain);
        this.authorizations = new Authorizations(chain);
    }

    /** What was owed when the node stopped is taken now. */
    public void start() {
        thread.start();
    }

    @Override
    public Taking take(CallRecord.Owed owed, Duration limit) {
        busy.put(owed.id(), true);
        try {
            Taking taking = tryToTake(owed, limit);
            switch (taking) {
                case Taking.Taken(Hash32 transaction) -> till.ended(owed.id(), new CallRecord.Ended(transaction, null));
                case Taking.Lost(String reason) -> till.ended(owed.id(), new CallRecord.Ended(null, reason));
                case Taking.Later(String reason) -> LOG.info("A payment for a call is taken later: {}", reason);
            }
            return taking;
        } finally {
            busy.remove(owed.id());
        }
    }

    private Taking tryToTake(CallRecord.Owed owed, Duration limit) {
        String key = "x402:" + owed.id().hex();
        try {
            TransactionDesk desk = desk(key);
            if (desk.outcome(key).isEmpty()) {
                submit(desk, key, owed);
            }
            return ended(desk.await(key, limit), owed);
        } catch (ProblemException e) {
            return refused(e, owed);
        }
    }

    /** The one that has it already, else the one that can sign. */
    private TransactionDesk desk(String key) {
        TransactionDesk standIn = desks.of(operations);
        return standIn.outcome(key).isPresent() || (desks.main().outcome(key).isEmpty() && isLocked.getAsBoolean())
                ? standIn
                : desks.main();
    }

    private static void submit(TransactionDesk desk, String key, CallRecord.Owed owed) {
        desk.submit(new TransactionDesk.Request(
                key,
                Purpose.COLLECT_PAYMENT,
                owed.token(),
                Amount.ZERO,
                Authorizations.transfer(owed.authorization(), owed.read()),
                List.of(),
                Consent.none()));
    }

    private Taking ended(Outcome outcome, CallRecord.Owed owed) {
        return switch (outcome.status()) {
            case SUCCEEDED -> new Taking.Taken(outcome.hash());
            case PENDING -> new Taking.Later("its transaction is in no block yet");
            case REVERTED, DROPPED, OVERTAKEN, CANCELLED -> {
                String reason = outcome.reason();
                yield elsewhere(owed, reason == null ? "the chain refused it" : reason);
            }
        };
    }

    private Taking refused(ProblemException e, CallRecord.Owed owed) {
        Problem problem = e.problem();
        if (problem.code() != Problem.Code.TRANSACTION_FAILED) {
            return isOver(owed)
                    ? elsewhere(owed, "it ran out before it could be taken: " + problem.detail())
                    : new Taking.Later(problem.detail());
        }
        return isEarly(owed)
                ? new Taking.Later("the chain's clock is behind: " + problem.detail())
                : elsewhere(owed, problem.detail());
    }

    /** Anybody may bring an authorisation; what counts is that the payee has the money. */
    private Taking elsewhere(CallRecord.Owed owed, String reason) {
        try {
            Optional<Hash32> transaction = authorizations.used(owed.token(), owed.authorization());
            return transaction.<Taking>map(Taking.Taken::new).orElseGet(() -> new Taking.Lost(reason));
        } catch (ProblemException e) {
            return new Taking.Later(e.problem().detail());
        }
    }

    private boolean isEarly(CallRecord.Owed owed) {
        try {
            return chain.head().time() <= owed.authorization().validAfter();
        } catch (ProblemException e) {
            return true;
        }
    }

    private boolean isOver(CallRecord.Owed owed) {
        try {
            return chain.head().time() >= owed.authorization().validBefore();
        } catch (ProblemException e) {
            return false;
        }
    }

    @Override
    public Optional<Amount> balance(Address token, Authorization authorization) {
        // Both at once: a caller waits for the slower of them, not for one after the other.
        FutureTask<Amount> held = new FutureTask<>(() -> tokens.balance(token, authorization.payer(), At.LATEST));
        Thread.startVirtualThread(held);
        boolean used = tokens.isAuthorizationUsed(token, authorization.payer(), authorization.nonce());
        return used ? Optional.empty() : Optional.of(await(held));
    }

    private static Amount await(FutureTask<Amount> held) {
        try {
            return held.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(Problem.Code.STOPPING, "Interrupted while asking the chain.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ProblemException problem) {
                throw problem;
            }
            throw new IllegalStateException(e);
        }
    }

    private void run() {
        while (!isClosed()) {
            for (CallRecord.Owed owed : till.owed()) {
                if (!busy.containsKey(owed.id())) {
                    takeAlone(owed);
                }
            }
        }
    }

    private void takeAlone(CallRecord.Owed owed) {
        try {
            take(owed, ROUND);
        } catch (ProblemException e) {
            LOG.warn("A payment for a call is not taken: {}", e.problem().detail());
        } catch (RuntimeException e) {
            LOG.error("A payment for a call cannot be taken", e);
        }
    }

    /** After a round's time, or at once where this is closed. */
    private boolean isClosed() {
        synchronized (closing) {
            long until = System.nanoTime() + ROUND.toNanos();
            try {
                while (!closed && System.nanoTime() < until) {
                    closing.wait(ROUND.toMillis());
                }
            } catch (InterruptedException e) {
                return true;
            }
            return closed;
        }
    }

    @Override
    public void close() {
        synchronized (closing) {
            closed = true;
            closing.notifyAll();
        }
        thread.interrupt();
        try {
            if (thread.isAlive() && !thread.join(Duration.ofSeconds(5))) {
                LOG.warn("The cashier did not stop in time.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
