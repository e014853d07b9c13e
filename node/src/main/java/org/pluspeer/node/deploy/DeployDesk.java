package org.pluspeer.node.deploy;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.pluspeer.node.DataDirectory;
import org.pluspeer.node.account.KeyFile;
import org.pluspeer.node.account.WalletFile;
import org.pluspeer.node.approval.Signers;
import org.pluspeer.node.approval.SigningDesk;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.journal.NodeLock;
import org.pluspeer.node.vault.UnlockGate;
import org.pluspeer.wallet.key.KeyRing;
import org.pluspeer.wallet.key.LocalSigner;
import org.pluspeer.wallet.key.Mnemonic;
import org.pluspeer.wallet.key.Passphrase;
import org.pluspeer.wallet.key.Signer;
import org.pluspeer.wallet.policy.Policy;
import org.pluspeer.wallet.policy.Rules;

/** An unlocked key behind the policy, with a journal of its own in the data directory, for as long as it is open. */
public final class DeployDesk implements AutoCloseable {
    private final Deque<AutoCloseable> open;
    private final SigningDesk signing;

    private DeployDesk(Deque<AutoCloseable> open, SigningDesk signing) {
        this.open = open;
        this.signing = signing;
    }

    public SigningDesk signing() {
        return signing;
    }

    /**
     * Uses the wallet of the data directory. No node may run there: two programs would take the same nonces.
     *
     * @throws org.pluspeer.node.ProblemException ALREADY_RUNNING, NOT_FOUND, WRONG_PASSPHRASE, KEYSTORE_CORRUPT
     */
    public static DeployDesk ofWallet(DataDirectory directory, Passphrase passphrase, long chainId) {
        return guarded(open -> {
            open.push(NodeLock.acquire(directory.root()));
            WalletFile file = new WalletFile(directory.walletFile(), new java.security.SecureRandom());
            UnlockGate gate = new UnlockGate(directory.attempts(), InstantSource.system(), System::nanoTime);
            try (Mnemonic mnemonic = gate.attempt(() -> file.open(passphrase))) {
                KeyRing ring = KeyRing.of(mnemonic);
                open.push(ring);
                return desk(directory, open, ring.signer(), chainId);
            }
        });
    }

    /**
     * Uses the one key of a key file (Web3 Secret Storage, version 3).
     *
     * @throws org.pluspeer.node.ProblemException NOT_FOUND, WRONG_PASSPHRASE, KEYSTORE_CORRUPT, ALREADY_RUNNING
     */
    public static DeployDesk ofKeyFile(Path keyFile, DataDirectory directory, Passphrase passphrase, long chainId) {
        return guarded(open -> {
            LocalSigner signer = KeyFile.open(keyFile, passphrase);
            open.push(signer);
            return desk(directory, open, signer, chainId);
        });
    }

    private static DeployDesk desk(DataDirectory directory, Deque<AutoCloseable> open, Signer signer, long chainId) {
        open.push(NodeLock.acquire(directory.deployments()));
        Journal journal = Journal.open(directory.deployments().resolve("decisions"), _ -> {});
        open.push(journal);
        Policy policy = new Policy(Rules.cautious(chainId, Set.of(signer.address()), Set.of()));
        return new DeployDesk(open, new SigningDesk(policy, Signers.only(signer), journal, InstantSource.system()));
    }

    private interface Opening {
        DeployDesk run(Deque<AutoCloseable> open);
    }

    private static DeployDesk guarded(Opening opening) {
        Deque<AutoCloseable> open = new ArrayDeque<>();
        try {
            return opening.run(open);
        } catch (RuntimeException e) {
            closeAll(open);
            throw e;
        }
    }

    private static void closeAll(Deque<AutoCloseable> open) {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        closeAll(open);
    }
}
