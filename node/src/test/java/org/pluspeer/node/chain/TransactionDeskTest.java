package org.pluspeer.node.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.policy.Consent;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Purpose;

class TransactionDeskTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Address SOMEBODY = Address.parse("0x00000000000000000000000000000000000000aa");

    private final LocalChain local;
    private final PlayChain chain;
    private final AnvilRpc anvil;
    private final TestWallet wallet;

    TransactionDeskTest(@TempDir Path directory) {
        local = Anvils.start(directory.resolve("chain"));
        chain = local.play();
        anvil = new AnvilRpc(chain.url());
        wallet = new TestWallet(chain, directory.resolve("journal"));
    }

    @BeforeEach
    void fill() {
        chain.give(wallet.account(), Amount.parseDecimal("10", 18), Amount.ZERO);
        settle();
        wallet.go();
    }

    /** Until a gift is final the chain mines by itself, and would take what a test wants to keep waiting. */
    private void settle() {
        // The block of the gift, not the head: the chain stops mining when the gift is final, and may be past it
        // already.
        long given = chain.client().head().number();
        while (chain.client().block(given).orElseThrow().transactions() == 0) {
            given--;
        }
        long last = given;
        assertTrue(Await.until(() -> chain.client().finalized().orElseThrow().number() >= last));
    }

    @AfterEach
    void stop() {
        wallet.close();
        local.close();
    }

    private static TransactionDesk.Request pay(String key, long wei) {
        return new TransactionDesk.Request(
                key,
                Purpose.TRANSFER,
                SOMEBODY,
                Amount.of(wei),
                new byte[0],
                List.of(new Intent.Spend(SOMEBODY, Address.ZERO, Amount.of(wei))),
                Consent.none());
    }

    private Amount held() {
        return chain.client().balance(SOMEBODY, At.LATEST);
    }

    @Test
    void theSameKeyIsTheSameTransactionAlsoAfterARestart() {
        TransactionDesk.Ticket first = wallet.desk().submit(pay("rent", 5));
        Outcome mined = wallet.desk().await("rent", LIMIT);
        assertEquals(first.outcome().hash(), mined.hash());
        assertEquals(
                mined.hash(), wallet.desk().submit(pay("rent", 5)).outcome().hash());
        wallet.restart();
        assertEquals(
                mined.hash(), wallet.desk().submit(pay("rent", 5)).outcome().hash());
        assertTrue(Await.until(() -> wallet.desk().outcome("rent").orElseThrow().isFinal()));
        wallet.restart();
        assertEquals(
                mined.hash(), wallet.desk().submit(pay("rent", 5)).outcome().hash());
        assertEquals(Amount.of(5), held());
        assertEquals(1, chain.client().nonce(wallet.account(), true));
    }

    @Test
    void theSameKeyForAnotherTransactionIsRefused() {
        wallet.desk().submit(pay("rent", 5));
        assertEquals(Code.IDEMPOTENCY_CONFLICT, code(() -> wallet.desk().submit(pay("rent", 6))));
    }

    @Test
    void whatTheContractRefusesIsNotSentAndSaysWhy() {
        var request = new TransactionDesk.Request(
                "withdraw",
                Purpose.WITHDRAW,
                Exchange.ADDRESS,
                Amount.ZERO,
                ExchangeCalls.withdraw(PlayChain.DOLLAR, Amount.of(1), wallet.account()),
                List.of(),
                Consent.none());
        ProblemException refused =
                assertThrows(ProblemException.class, () -> wallet.desk().submit(request));
        assertEquals(Code.TRANSACTION_FAILED, refused.problem().code());
        assertTrue(
                refused.problem().detail().contains("Insufficient"),
                refused.problem().detail());
        assertEquals(0, chain.client().nonce(wallet.account(), true));
        assertTrue(wallet.desk().outcome("withdraw").isEmpty());
    }

    @Test
    void whatThePolicyRefusesIsNotSent() {
        var request = new TransactionDesk.Request(
                "lie", Purpose.TRANSFER, SOMEBODY, Amount.of(7), new byte[0], List.of(), Consent.none());
        assertEquals(Code.REFUSED_BY_POLICY, code(() -> wallet.desk().submit(request)));
        assertEquals(0, chain.client().nonce(wallet.account(), true));
        assertEquals(Amount.ZERO, held());
        wallet.desk().submit(pay("next", 1));
        assertEquals(
                Outcome.Status.SUCCEEDED, wallet.desk().await("next", LIMIT).status());
    }

    @Test
    void whatTheAccountCannotPayIsNotSent() {
        chain.give(SOMEBODY, Amount.of(1), Amount.ZERO);
        Amount all = Amount.parseDecimal("10", 18);
        var request = new TransactionDesk.Request(
                "palace",
                Purpose.TRANSFER,
                SOMEBODY,
                all,
                new byte[0],
                List.of(new Intent.Spend(SOMEBODY, Address.ZERO, all)),
                Consent.none());
        assertEquals(Code.INSUFFICIENT_FUNDS, code(() -> wallet.desk().submit(request)));
        assertEquals(0, wallet.desk().open());
    }

    @Test
    void whatThePoolLostIsSentAgain() {
        anvil.ask("evm_setAutomine", "[false]");
        Outcome sent = wallet.desk().submit(pay("lost", 3)).outcome();
        anvil.ask("anvil_dropTransaction", "[\"" + sent.hash() + "\"]");
        assertTrue(Await.until(() -> chain.client().knows(sent.hash())), "sent again");
        anvil.ask("evm_setAutomine", "[true]");
        chain.mine(1);
        assertEquals(sent.hash(), wallet.desk().await("lost", LIMIT).hash());
        assertEquals(Amount.of(3), held());
    }

    /** A block whose gas costs ten gwei. */
    private void mineDear() {
        anvil.ask("anvil_setNextBlockBaseFeePerGas", "[\"0x2540be400\"]");
        chain.mine(1);
    }

    @Test
    void whatIsStuckIsSentAgainForMore() {
        anvil.ask("evm_setAutomine", "[false]");
        Outcome cheap = wallet.desk().submit(pay("stuck", 3)).outcome();
        mineDear();
        // No block more until it offers more: else a slow machine would have it offer more twice.
        assertTrue(Await.until(
                () -> !wallet.desk().outcome("stuck").orElseThrow().hash().equals(cheap.hash())));
        mineDear();
        assertEquals(
                Outcome.Status.SUCCEEDED, wallet.desk().await("stuck", LIMIT).status());
        Outcome outcome = wallet.desk().outcome("stuck").orElseThrow();
        assertNotEquals(cheap.hash(), outcome.hash());
        Amount tenthMore = Amount.of(1_100_000_000L);
        assertEquals(Amount.of(10_000_000_000L), outcome.effectiveGasPrice().minus(tenthMore));
        assertEquals(Amount.of(3), held(), "one effect");
        assertEquals(1, chain.client().nonce(wallet.account(), false));
    }

    @Test
    void whatAReorganisationUndidIsPendingAgainAndThenDone() {
        chain.still();
        String snapshot = anvil.ask("evm_snapshot", "[]");
        Queue<Outcome> told = new ConcurrentLinkedQueue<>();
        wallet.desk().listen((key, outcome) -> told.add(outcome));
        anvil.ask("evm_setAutomine", "[false]");
        wallet.desk().submit(pay("undone", 3));
        chain.mine(1);
        Outcome mined = wallet.desk().await("undone", LIMIT);
        anvil.ask("evm_revert", "[\"" + snapshot + "\"]");
        assertEquals(Amount.ZERO, held());
        chain.mine(1);
        assertTrue(Await.until(() -> {
            chain.mine(1);
            return !held().isZero();
        }));
        assertTrue(
                Await.until(() -> wallet.desk().outcome("undone").orElseThrow().status() == Outcome.Status.SUCCEEDED));
        assertEquals(mined.hash(), wallet.desk().outcome("undone").orElseThrow().hash(), "the same transaction");
        assertEquals(Amount.of(3), held());
    }

    @Test
    void whatTakesEffectOnceGetsAnotherNonceOnceItsOwnIsUsedForGood() {
        var allowance = new TransactionDesk.Request(
                "allow",
                Purpose.APPROVE_TOKEN,
                PlayChain.DOLLAR,
                Amount.ZERO,
                Tokens.approve(Exchange.ADDRESS, Amount.of(3)),
                List.of(new Intent.Spend(SOMEBODY, PlayChain.DOLLAR, Amount.of(3))),
                Consent.none());
        anvil.ask("evm_setAutomine", "[false]");
        Outcome ours = wallet.desk().submit(allowance).outcome();
        useUpTheNonceOf(ours);
        assertTrue(Await.until(() -> {
            chain.mine(1);
            return wallet.desk().outcome("allow").orElseThrow().status() == Outcome.Status.SUCCEEDED;
        }));
        assertNotEquals(
                ours.hash(), wallet.desk().outcome("allow").orElseThrow().hash());
        assertEquals(2, chain.client().nonce(wallet.account(), false));
    }

    /** As if another program with the same words had sent something. */
    private void useUpTheNonceOf(Outcome ours) {
        anvil.ask("anvil_dropTransaction", "[\"" + ours.hash() + "\"]");
        anvil.ask("anvil_setNonce", "[\"" + wallet.account() + "\", \"0x1\"]");
        anvil.ask("evm_setAutomine", "[true]");
    }

    @Test
    void aPaymentWhoseNonceAnotherWalletUsedIsNotSentAgainAndSaysSo() {
        anvil.ask("evm_setAutomine", "[false]");
        Outcome ours = wallet.desk().submit(pay("rent", 3)).outcome();
        useUpTheNonceOf(ours);
        assertTrue(Await.until(() -> {
            chain.mine(1);
            return wallet.desk().outcome("rent").orElseThrow().status() == Outcome.Status.OVERTAKEN;
        }));
        Outcome overtaken = wallet.desk().outcome("rent").orElseThrow();
        assertTrue(String.valueOf(overtaken.reason()).contains("not sent again"), overtaken.reason());
        assertEquals(overtaken, wallet.desk().log().getLast().outcome());
        assertEquals(0, wallet.desk().open());
        wallet.restart();
        assertEquals(overtaken, wallet.desk().submit(pay("rent", 3)).outcome(), "asked again, it is the same one");
        wallet.desk().submit(pay("next", 1));
        assertEquals(
                Outcome.Status.SUCCEEDED, wallet.desk().await("next", LIMIT).status());
        assertEquals(Amount.of(1), held());
    }

    @Test
    void aNodeThatCountsNoncesWronglyCannotMakeUsPayTwice() {
        try (Unreachable liar = new Unreachable(chain.client())) {
            wallet.restart(liar);
            assertTrue(Await.until(() -> wallet.follower().status().connected()));
            anvil.ask("evm_setAutomine", "[false]");
            Outcome ours = wallet.desk().submit(pay("rent", 5)).outcome();
            liar.overcountNonces(1);
            assertTrue(Await.until(() -> wallet.desk()
                                    .outcome("rent")
                                    .orElseThrow()
                                    .status()
                            != Outcome.Status.PENDING
                    || !wallet.desk().outcome("rent").orElseThrow().hash().equals(ours.hash())));
            liar.mend();
            assertTrue(Await.until(() -> {
                chain.mine(1);
                Outcome now = wallet.desk().outcome("rent").orElseThrow();
                return now.status() == Outcome.Status.SUCCEEDED && now.isFinal();
            }));
            assertEquals(Amount.of(5), held(), "paid once");
            assertEquals(
                    ours.hash(), wallet.desk().outcome("rent").orElseThrow().hash(), "found late");
            wallet.restart();
            assertEquals(
                    Outcome.Status.SUCCEEDED,
                    wallet.desk().outcome("rent").orElseThrow().status());
        }
    }

    @Test
    void aPlanThatWasNeverSentIsSentAtTheNextStart() {
        try (Unreachable away = new Unreachable(chain.client())) {
            wallet.restart(away);
            assertTrue(Await.until(() -> wallet.follower().status().connected()));
            away.loseNext();
            Hash32 hash = wallet.desk().submit(pay("offline", 9)).outcome().hash();
            assertEquals(Amount.ZERO, held());
            away.cutOff();
            wallet.restart();
            Outcome outcome = wallet.desk().await("offline", LIMIT);
            assertEquals(hash, outcome.hash());
            assertEquals(Amount.of(9), held());
        }
    }

    @Test
    void aRevertThatOnlyTheBlockShowedCostsItsFeeAndIsNotSentAgain() {
        Address token = PlayChain.DOLLAR;
        chain.give(wallet.account(), Amount.ZERO, Amount.of(100));
        settle();
        anvil.ask("evm_setAutomine", "[false]");
        Outcome sent = wallet.desk()
                .submit(new TransactionDesk.Request(
                        "doomed",
                        Purpose.TRANSFER,
                        token,
                        Amount.ZERO,
                        Tokens.transfer(SOMEBODY, Amount.of(100)),
                        List.of(new Intent.Spend(SOMEBODY, token, Amount.of(100))),
                        Consent.none()))
                .outcome();
        // From now on the token refuses everything: push 0, push 0, revert.
        anvil.ask("anvil_setCode", "[\"" + token + "\", \"0x60006000fd\"]");
        chain.mine(1);
        Outcome outcome = wallet.desk().await("doomed", LIMIT);
        assertEquals(Outcome.Status.REVERTED, outcome.status());
        assertEquals(sent.hash(), outcome.hash());
        assertEquals(outcome.effectiveGasPrice().times(outcome.gasUsed()), outcome.fee());
        assertTrue(outcome.fee().isMoreThan(Amount.ZERO));
        chain.mine(3);
        assertTrue(
                Await.until(() -> wallet.desk().outcome("doomed").orElseThrow().isFinal()));
        assertEquals(1, chain.client().nonce(wallet.account(), true));
    }

    private static Code code(org.junit.jupiter.api.function.Executable action) {
        return assertThrows(ProblemException.class, action).problem().code();
    }
}
