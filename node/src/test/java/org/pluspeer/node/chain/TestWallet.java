package org.pluspeer.node.chain;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.pluspeer.node.approval.Signers;
import org.pluspeer.node.approval.SigningDesk;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.key.LocalSigner;
import org.pluspeer.wallet.policy.Budget;
import org.pluspeer.wallet.policy.Policy;
import org.pluspeer.wallet.policy.Rules;

/** One account with its journal, signing desk, follower and transaction desk; it can be stopped and started again. */
final class TestWallet implements AutoCloseable {
    private static final Amount PLENTY = Amount.parseDecimal("1000", 18);

    private final PlayChain chain;
    private final Path directory;
    private final LocalSigner signer;
    private final InMemoryCursor cursor = new InMemoryCursor();
    private Running running;

    /** What lives from start to stop. */
    record Running(Journal journal, SigningDesk signing, ChainFollower follower, TransactionDesk desk) {}

    TestWallet(PlayChain chain, Path directory) {
        this.chain = chain;
        this.directory = directory;
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        this.signer = LocalSigner.taking(key);
        this.running = start(chain.client());
    }

    private Running start(ChainClient client) {
        Journal journal = Journal.open(directory, _ -> {});
        SigningDesk signing = new SigningDesk(policy(), Signers.only(signer), journal, InstantSource.system());
        ChainFollower follower = new ChainFollower(
                client,
                Exchange.on(chain.client()),
                cursor,
                new ChainFollower.Settings(Duration.ofMillis(50), 0, 64, 2000));
        TransactionDesk desk = new TransactionDesk(
                new TransactionDesk.Office(client, signing, journal, NAKED, InstantSource.system(), follower::ring),
                new TransactionDesk.Settings(Duration.ofMillis(50), Amount.of(500_000_000_000L), 6));
        follower.follow(desk);
        return new Running(journal, signing, follower, desk);
    }

    TestWallet go() {
        running.follower().start();
        running.desk().start();
        return this;
    }

    /** Stops everything and starts it again on the same journal. */
    void restart() {
        stop();
        running = start(chain.client());
        go();
    }

    /** Starts again with a chain client that may misbehave. */
    void restart(ChainClient client) {
        stop();
        running = start(client);
        go();
    }

    private Policy policy() {
        Map<Address, Budget> budgets = new HashMap<>();
        for (Address token : Set.of(Address.ZERO, PlayChain.DOLLAR)) {
            budgets.put(token, new Budget(PLENTY, PLENTY, PLENTY));
        }
        return new Policy(new Rules(
                chain.chainId(), Set.of(signer.address()), Set.of(Exchange.ADDRESS), budgets, PLENTY, PLENTY));
    }

    Address account() {
        return signer.address();
    }

    TransactionDesk desk() {
        return running.desk();
    }

    ChainFollower follower() {
        return running.follower();
    }

    SigningDesk signing() {
        return running.signing();
    }

    void stop() {
        running.desk().close();
        running.follower().close();
        running.journal().close();
    }

    @Override
    public void close() {
        stop();
        signer.close();
    }

    /** The seal is tested where it is made. */
    private static final Seal NAKED = new Seal() {
        @Override
        public byte[] seal(byte[] plain) {
            return plain.clone();
        }

        @Override
        public byte[] open(byte[] sealed) {
            return sealed.clone();
        }
    };

    /** A cursor that outlives a restart within a test. */
    static final class InMemoryCursor implements ChainCursor.Keeper {
        private volatile java.util.Optional<ChainCursor> kept = java.util.Optional.empty();

        @Override
        public java.util.Optional<ChainCursor> load() {
            return kept;
        }

        @Override
        public void save(ChainCursor cursor) {
            kept = java.util.Optional.of(cursor);
        }

        void lose() {
            kept = java.util.Optional.empty();
        }
    }
}
