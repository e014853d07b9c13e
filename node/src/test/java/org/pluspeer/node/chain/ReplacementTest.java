package org.pluspeer.node.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.policy.Asker;
import org.pluspeer.wallet.policy.Consent;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Purpose;
import org.pluspeer.wallet.spend.Fees;

/** The owner speeds up and calls back what waits, on a chain that makes a block when it is told to. */
class ReplacementTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Address SOMEBODY = Address.parse("0x00000000000000000000000000000000000000aa");
    private static final Amount GAS = Amount.parseDecimal("0.05", 18);

    private final LocalChain local;
    private final PlayChain chain;
    private final AnvilRpc anvil;
    private final TestWallet wallet;

    ReplacementTest(@TempDir Path directory) {
        local = Anvils.start(directory.resolve("chain"));
        chain = local.play();
        anvil = new AnvilRpc(chain.url());
        wallet = new TestWallet(chain, directory.resolve("journal"));
    }

    @BeforeEach
    void fill() {
        chain.give(wallet.account(), Amount.parseDecimal("10", 18), Amount.ZERO);
        long given = chain.client().head().number();
        while (chain.client().block(given).orElseThrow().transactions() == 0) {
            given--;
        }
        long last = given;
        assertTrue(Await.until(() -> chain.client().finalized().orElseThrow().number() >= last));
        wallet.go();
        anvil.ask("evm_setAutomine", "[false]");
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
                Consent.none(),
                Asker.OWNER,
                Fees.Pace.SLOW);
    }

    private Amount held() {
        return chain.client().balance(SOMEBODY, At.LATEST);
    }

    private Hash32 sent(String key, long wei) {
        return wallet.desk().submit(pay(key, wei)).outcome().hash();
    }

    private Hash32 sped(Hash32 hash) {
        return wallet.desk()
                .speedUp(hash, Fees.Pace.FAST, Asker.OWNER, GAS)
                .outcome()
                .hash();
    }

    private Hash32 cancelled(Hash32 hash) {
        return wallet.desk().cancel(hash, Asker.OWNER, GAS).outcome().hash();
    }

    private static Code code(Executable call) {
        return assertThrows(ProblemException.class, call).problem().code();
    }

    @Test
    void whatIsSpedUpIsPaidOnceUnderItsNewHash() {
        Hash32 slow = sent("rent", 5);
        Fees before = wallet.desk().waiting().getFirst().fees();
        Hash32 fast = sped(slow);
        assertNotEquals(slow, fast);
        Fees after = wallet.desk().waiting().getFirst().fees();
        assertTrue(after.maxFee()
                        .units()
                        .multiply(java.math.BigInteger.TEN)
                        .compareTo(before.maxFee().units().multiply(java.math.BigInteger.valueOf(11)))
                >= 0);
        chain.mine(1);
        Outcome mined = wallet.desk().await("rent", LIMIT);
        assertEquals(Outcome.Status.SUCCEEDED, mined.status());
        assertEquals(fast, mined.hash());
        assertEquals(Amount.of(5), held());
        assertEquals(1, chain.client().nonce(wallet.account(), false));
    }

    @Test
    void anyOfItsHashesNamesIt() {
        Hash32 first = sent("rent", 5);
        Hash32 second = sped(first);
        Hash32 third = sped(first);
        assertEquals(third, wallet.desk().waiting().getFirst().hash());
        assertNotEquals(second, third);
        assertEquals(1, wallet.desk().waiting().size());
    }

    @Test
    void whatIsCalledBackMovesNothingAlsoAfterARestart() {
        Hash32 first = sent("rent", 5);
        Hash32 instead = cancelled(first);
        assertTrue(wallet.desk().waiting().getFirst().calledBack());
        wallet.restart();
        assertTrue(wallet.desk().waiting().getFirst().calledBack());
        chain.mine(1);
        Outcome outcome = wallet.desk().await("rent", LIMIT);
        assertEquals(Outcome.Status.CANCELLED, outcome.status());
        assertEquals(instead, outcome.hash());
        assertEquals(Amount.ZERO, held());
        assertEquals(1, chain.client().nonce(wallet.account(), false));
        assertTrue(Await.until(() -> {
            chain.mine(1);
            return wallet.desk().open() == 0;
        }));
        wallet.restart();
        assertEquals(
                Outcome.Status.CANCELLED,
                wallet.desk().outcome("rent").orElseThrow().status());
        assertEquals(
                Outcome.Status.CANCELLED,
                wallet.desk().submit(pay("rent", 5)).outcome().status(),
                "the key names it for good");
    }

    @Test
    void whatABlockTookBeforeItCouldBeCalledBackIsPaidAndSaysSo() {
        try (Unreachable line = new Unreachable(chain.client())) {
            wallet.restart(line);
            assertTrue(Await.until(() -> wallet.follower().status().connected()));
            Hash32 first = sent("rent", 5);
            line.loseNext();
            cancelled(first);
            chain.mine(1);
            Outcome outcome = wallet.desk().await("rent", LIMIT);
            assertEquals(Outcome.Status.SUCCEEDED, outcome.status());
            assertEquals(first, outcome.hash());
            assertEquals("A block took it before it could be called back.", outcome.reason());
            assertEquals(Amount.of(5), held());
        }
    }

    @Test
    void whatIsBeingCalledBackCanBeSpedUpAndNotCalledBackTwice() {
        Hash32 first = sent("rent", 5);
        Hash32 instead = cancelled(first);
        assertEquals(Code.NOT_CANCELLABLE, code(() -> cancelled(instead)));
        Hash32 faster = sped(instead);
        chain.mine(1);
        Outcome outcome = wallet.desk().await("rent", LIMIT);
        assertEquals(Outcome.Status.CANCELLED, outcome.status());
        assertEquals(faster, outcome.hash());
        assertEquals(Amount.ZERO, held());
    }

    @Test
    void aStepOfADealIsSpedUpAndNotCalledBack() {
        var allowance = new TransactionDesk.Request(
                "allow",
                Purpose.APPROVE_TOKEN,
                PlayChain.DOLLAR,
                Amount.ZERO,
                Tokens.approve(Exchange.ADDRESS, Amount.of(3)),
                List.of(new Intent.Spend(SOMEBODY, PlayChain.DOLLAR, Amount.of(3))),
                Consent.none());
        Hash32 hash = wallet.desk().submit(allowance).outcome().hash();
        ProblemException refused = assertThrows(ProblemException.class, () -> cancelled(hash));
        assertEquals(Code.NOT_CANCELLABLE, refused.problem().code());
        assertTrue(
                refused.problem().detail().contains("deal"), refused.problem().detail());
        Hash32 faster = sped(hash);
        chain.mine(1);
        assertEquals(faster, wallet.desk().await("allow", LIMIT).hash());
    }

    @Test
    void whatIsInABlockCanBeNeitherSpedUpNorCalledBack() {
        Hash32 hash = sent("rent", 5);
        chain.mine(1);
        assertEquals(Code.NOT_PENDING, code(() -> sped(hash)));
        assertEquals(Code.NOT_PENDING, code(() -> cancelled(hash)));
        assertTrue(Await.until(() -> {
            chain.mine(1);
            return wallet.desk().open() == 0;
        }));
        assertEquals(Code.NOT_PENDING, code(() -> sped(hash)));
        assertEquals(Code.NOT_FOUND, code(() -> sped(Hash32.ZERO)));
        assertEquals(Amount.of(5), held());
    }

    @Test
    void noSpeedUpGoesBeyondTheCeiling() {
        Hash32 hash = sent("rent", 5);
        for (int i = 0; i < 80; i++) {
            try {
                sped(hash);
            } catch (ProblemException e) {
                assertEquals(Code.FEE_CEILING, e.problem().code());
                assertFalse(wallet.desk().waiting().isEmpty());
                return;
            }
        }
        throw new AssertionError("there is no ceiling");
    }
}
