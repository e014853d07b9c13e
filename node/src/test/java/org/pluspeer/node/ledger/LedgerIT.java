package org.pluspeer.node.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.account.HistoryView;
import org.pluspeer.node.chain.AnvilRpc;
import org.pluspeer.node.chain.Anvils;
import org.pluspeer.node.chain.Await;
import org.pluspeer.node.chain.GanacheChain;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.policy.Asker;
import org.pluspeer.wallet.spend.Fees;

/** The books agree with real chains to the last unit, whatever the chain does meanwhile. */
class LedgerIT {
    private static final String LATER = "0x174876e800";

    @Test
    void aDayReconcilesOnAnvil(@TempDir Path directory) {
        try (LocalChain chain = Anvils.start(directory.resolve("chain"));
                LedgerScenario wallet = new LedgerScenario(chain.play(), directory)) {
            wallet.aDay();
        }
    }

    @Test
    void aDayReconcilesOnGanache(@TempDir Path directory) {
        try (GanacheChain chain = GanacheChain.start();
                LedgerScenario wallet = new LedgerScenario(chain.play(), directory)) {
            wallet.aDay();
        }
    }

    @Test
    void whatIsSpedUpOrCalledBackIsInTheBooksAsItHappened(@TempDir Path directory) {
        try (LocalChain chain = Anvils.start(directory.resolve("chain"));
                LedgerScenario wallet = new LedgerScenario(chain.play(), directory)) {
            AnvilRpc anvil = begin(chain, wallet);
            anvil.ask("evm_setAutomine", "[false]");
            Hash32 slow = wallet.send(wallet.main(), LedgerScenario.ANN, LedgerScenario.COIN, "5", "fast");
            Hash32 fast = wallet.spending().speedUp(slow, Fees.Pace.FAST, Asker.OWNER);
            Hash32 unwanted = wallet.send(wallet.main(), LedgerScenario.ANN, PlayChain.DOLLAR, "7", "unwanted");
            Hash32 empty = wallet.spending().cancel(unwanted, Asker.OWNER);
            assertEquals(2, wallet.spending().open().transactions().size());
            chain.play().mine(1);
            wallet.mined(fast);
            wallet.mined(empty);
            wallet.assertReconciles();
            assertTrue(Await.until(() -> wallet.entry(empty).state().equals("replaced")));
            assertEquals(empty, wallet.entry(empty).replacedBy());
            assertEquals("done", wallet.entry(fast).state());
            assertEquals(Amount.of(5), wallet.coin(LedgerScenario.ANN));
        }
    }

    @Test
    void whatAnotherWalletDidWithTheSameAccountIsNamed(@TempDir Path directory) {
        try (LocalChain chain = Anvils.start(directory.resolve("chain"));
                LedgerScenario wallet = new LedgerScenario(chain.play(), directory)) {
            AnvilRpc anvil = begin(chain, wallet);
            Hash32 ours = wallet.send(wallet.main(), LedgerScenario.ANN, LedgerScenario.COIN, "5", "ours");
            wallet.mined(ours);
            anvil.ask("anvil_impersonateAccount", "[\"" + wallet.main() + "\"]");
            anvil.ask(
                    "eth_sendTransaction",
                    "[{\"from\":\"" + wallet.main() + "\",\"to\":\"" + LedgerScenario.ANN + "\",\"value\":\"" + LATER
                            + "\"}]");
            chain.play().mine(1);
            wallet.assertReconciles();
            HistoryView.Entry elsewhere = wallet.history().stream()
                    .filter(entry -> entry.kind().equals("sent_elsewhere"))
                    .findFirst()
                    .orElseThrow();
            assertEquals("out", elsewhere.direction());
            assertTrue(elsewhere.amount().isMoreThan(Amount.of(100_000_000_000L)), "with its gas");
            wallet.mined(wallet.send(wallet.main(), LedgerScenario.ANN, LedgerScenario.COIN, "6", "next"));
            wallet.assertReconciles();
        }
    }

    @Test
    void aReorganisationTakesMovementsBackAndBringsThemAgain(@TempDir Path directory) {
        try (LocalChain chain = Anvils.start(directory.resolve("chain"));
                LedgerScenario wallet = new LedgerScenario(chain.play(), directory)) {
            AnvilRpc anvil = begin(chain, wallet);
            // What is to be undone must not become final meanwhile.
            chain.play().still();
            String snapshot = anvil.ask("evm_snapshot", "[]");
            anvil.ask("evm_setAutomine", "[false]");
            Hash32 gone = wallet.send(wallet.main(), LedgerScenario.ANN, PlayChain.DOLLAR, "9", "gone");
            chain.play().mine(1);
            wallet.mined(gone);
            wallet.assertReconciles();
            anvil.ask("evm_revert", "[\"" + snapshot + "\"]");
            chain.play().mine(1);
            wallet.assertReconciles();
            assertTrue(Await.until(() -> {
                chain.play().mine(1);
                return wallet.client.receipt(gone).isPresent();
            }));
            wallet.assertReconciles();
            assertEquals("done", wallet.entry(gone).state());
            assertEquals(Amount.of(491), wallet.entry(gone).balance());
        }
    }

    private static AnvilRpc begin(LocalChain chain, LedgerScenario wallet) {
        chain.play().give(wallet.main(), Amount.parseDecimal("2", 18), Amount.of(500));
        // The block of the gift, not the head: the chain stops mining when the gift is final, and may be past it.
        long given = chain.play().client().head().number();
        while (chain.play().client().block(given).orElseThrow().transactions() == 0) {
            given--;
        }
        long last = given;
        assertTrue(Await.until(
                () -> chain.play().client().finalized().orElseThrow().number() >= last));
        wallet.go();
        wallet.assertReconciles();
        return new AnvilRpc(chain.play().url());
    }
}
