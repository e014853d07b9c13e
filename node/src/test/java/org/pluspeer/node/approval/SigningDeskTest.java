package org.pluspeer.node.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.journal.RecordKind;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Eip1559;
import org.pluspeer.wallet.eth.Eip712;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Secp256k1;
import org.pluspeer.wallet.eth.Signature;
import org.pluspeer.wallet.key.LocalSigner;
import org.pluspeer.wallet.key.Signer;
import org.pluspeer.wallet.policy.Approved;
import org.pluspeer.wallet.policy.Asker;
import org.pluspeer.wallet.policy.Budget;
import org.pluspeer.wallet.policy.Consent;
import org.pluspeer.wallet.policy.Decision;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Policy;
import org.pluspeer.wallet.policy.Purpose;
import org.pluspeer.wallet.policy.Rules;

class SigningDeskTest {
    private static final long CHAIN = 31337;
    private static final long DAY = 86_400;
    private static final Address EXCHANGE = Address.parse("0x00000000000000000000000000000000000000e1");
    private static final Address TOKEN = Address.parse("0x00000000000000000000000000000000000000e2");
    private static final Address SELLER = Address.parse("0x00000000000000000000000000000000000000e3");
    private static final Amount GAS = Amount.of(100_000L * 1_000_000_000L);

    private final Path directory;
    private final CountingSigner signer = new CountingSigner();
    private final HandClock clock = new HandClock();
    private Journal journal;

    SigningDeskTest(@TempDir Path directory) {
        this.directory = directory;
        this.journal = Journal.open(directory, batch -> {});
    }

    @AfterEach
    void end() {
        journal.close();
        signer.inner.close();
    }

    /** Signs, and counts how often. */
    private static final class CountingSigner implements Signer {
        private final LocalSigner inner = LocalSigner.taking(key());
        private final AtomicInteger signatures = new AtomicInteger();

        private static byte[] key() {
            byte[] key = new byte[32];
            key[31] = 7;
            return key;
        }

        @Override
        public Address address() {
            return inner.address();
        }

        @Override
        public Signature sign(Approved approved) {
            signatures.incrementAndGet();
            return inner.sign(approved);
        }
    }

    private static final class HandClock implements InstantSource {
        private volatile long now = 20_000 * DAY + 5;

        @Override
        public Instant instant() {
            return Instant.ofEpochSecond(now);
        }
    }

    /** A day's budget of 100 in the coin and in the token, 10 a payment. */
    private SigningDesk desk() {
        Budget budget = new Budget(Amount.of(10), Amount.of(100), Amount.of(100));
        Rules rules = Rules.cautious(CHAIN, Set.of(signer.address()), Set.of(EXCHANGE))
                .withBudget(Address.ZERO, budget)
                .withBudget(TOKEN, budget);
        return new SigningDesk(new Policy(rules), Signers.only(signer), journal, clock);
    }

    private SigningDesk restarted() {
        journal.close();
        journal = Journal.open(directory, batch -> {});
        return desk();
    }

    private static Intent pay(long nonce, Address to, long amount) {
        return transact(Purpose.TRANSFER, nonce, to, amount, new byte[0], spend(to, Address.ZERO, amount));
    }

    private static Intent.Transact transact(
            Purpose purpose, long nonce, Address to, long value, byte[] data, List<Intent.Spend> spends) {
        Amount gwei = Amount.of(1_000_000_000);
        return new Intent.Transact(
                purpose, new Eip1559(CHAIN, nonce, gwei, gwei, 100_000, to, Amount.of(value), data), spends);
    }

    private static List<Intent.Spend> spend(Address to, Address token, long amount) {
        return List.of(new Intent.Spend(to, token, Amount.of(amount)));
    }

    private Intent authorization(long amount) {
        Eip712.Struct message = Eip712.Struct.named("ReceiveWithAuthorization")
                .address("from", signer.address())
                .address("to", EXCHANGE)
                .uint(256, "value", amount)
                .uint(256, "validAfter", 0)
                .uint(256, "validBefore", 99)
                .bytes32("nonce", Hash32.ZERO)
                .build();
        return new Intent.SignTyped(
                Purpose.PAYMENT_AUTHORIZATION,
                new Eip712.Domain("Play Dollar (no value)", "1", CHAIN, TOKEN),
                message,
                spend(SELLER, TOKEN, amount));
    }

    private List<DecisionRecord> decisions() {
        List<DecisionRecord> found = new ArrayList<>();
        journal.replay(record -> {
            if (record.kind() == RecordKind.POLICY_DECISION) {
                found.add(Json.read(record.payload(), DecisionRecord.class));
            }
        });
        return found;
    }

    private List<String> outcomes() {
        return decisions().stream().map(DecisionRecord::outcome).toList();
    }

    private static Problem.Code refused(SigningDesk desk, Intent intent) {
        return assertThrows(ProblemException.class, () -> desk.sign(intent, Consent.none()))
                .problem()
                .code();
    }

    @Test
    void aBudgetHoldsUnderFiftyRequestsAtOnce() throws InterruptedException {
        SigningDesk desk = desk();
        assertEquals(33, signedOf(desk, 50, 3));
        assertEquals(33, signer.signatures.get());
        assertEquals(33, outcomes().stream().filter("allowed"::equals).count());
        assertEquals(17, outcomes().stream().filter("needs_approval"::equals).count());
        desk.sign(pay(99, SELLER, 1), Consent.none());
        assertEquals(Problem.Code.NEEDS_APPROVAL, refused(desk, pay(100, SELLER, 1)));
    }

    /** How many of so many payments are signed, all asked for at once. */
    private static int signedOf(SigningDesk desk, int requests, long amount) throws InterruptedException {
        int signed = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Signature>> all = new ArrayList<>();
            for (int i = 0; i < requests; i++) {
                Intent intent = pay(i, SELLER, amount);
                all.add(threads.submit(() -> desk.sign(intent, Consent.none())));
            }
            for (Future<Signature> one : all) {
                try {
                    one.get();
                    signed++;
                } catch (ExecutionException e) {
                    ProblemException refused = (ProblemException) Objects.requireNonNull(e.getCause());
                    assertEquals(Problem.Code.NEEDS_APPROVAL, refused.problem().code());
                }
            }
        }
        return signed;
    }

    @Test
    void whatWasSpentIsSpentAfterARestartToo() {
        SigningDesk desk = desk();
        for (int i = 0; i < 9; i++) {
            desk.sign(pay(i, SELLER, 10), Consent.none());
        }
        SigningDesk again = restarted();
        again.sign(pay(11, SELLER, 10), Consent.none());
        assertEquals(Problem.Code.NEEDS_APPROVAL, refused(again, pay(12, SELLER, 1)));
        assertEquals(Problem.Code.NEEDS_APPROVAL, refused(restarted(), pay(12, SELLER, 1)));
    }

    @Test
    void theSameActAgainIsTheSameSignatureAndIsCountedOnce() {
        SigningDesk desk = desk();
        for (int i = 0; i < 10; i++) {
            desk.sign(pay(i, SELLER, 10), Consent.none());
        }
        Signature again = desk.sign(pay(3, SELLER, 10), Consent.none());
        assertEquals(again, restarted().sign(pay(3, SELLER, 10), Consent.none()));
        assertEquals(10, decisions().size());
    }

    private static Intent dearer(long nonce, long amount, long gwei) {
        Amount price = Amount.of(gwei * 1_000_000_000L);
        return new Intent.Transact(
                Purpose.TRANSFER,
                new Eip1559(CHAIN, nonce, price, price, 100_000, SELLER, Amount.of(amount), new byte[0]),
                spend(SELLER, Address.ZERO, amount));
    }

    /** A day's gas for twelve payments at one gwei, three for one of them. */
    private SigningDesk deskWithLittleGas() {
        Budget budget = new Budget(Amount.of(10), Amount.of(100), Amount.of(100));
        Rules rules = new Rules(
                CHAIN,
                Set.of(signer.address()),
                Set.of(EXCHANGE),
                Map.of(Address.ZERO, budget),
                GAS.times(3),
                GAS.times(12));
        return new SigningDesk(new Policy(rules), Signers.only(signer), journal, clock);
    }

    @Test
    void aReplacementCountsOnlyWhatItsGasCostsMore() {
        SigningDesk desk = deskWithLittleGas();
        for (int i = 0; i < 10; i++) {
            desk.sign(pay(i, SELLER, i < 9 ? 10 : 9), Consent.none());
        }
        desk.sign(dearer(3, 10, 2), Consent.none());
        journal.close();
        journal = Journal.open(directory, batch -> {});
        SigningDesk again = deskWithLittleGas();
        again.sign(dearer(3, 10, 3), Consent.none());
        assertEquals(Problem.Code.NEEDS_APPROVAL, refused(again, pay(10, SELLER, 1)), "the gas of twelve is spent");
        assertEquals(Problem.Code.NEEDS_APPROVAL, refused(restarted(), dearer(3, 11, 1)), "another call counts");
        restarted().sign(pay(10, SELLER, 1), Consent.none());
        assertEquals(Problem.Code.NEEDS_APPROVAL, refused(restarted(), pay(11, SELLER, 1)), "all 100 are spent");
    }

    @Test
    void anAuthorizationAndThePurchaseThatCarriesItCountOnce() {
        SigningDesk desk = desk();
        for (int sale = 0; sale < 2; sale++) {
            desk.sign(authorization(10 - sale), Consent.none());
        }
        Amount before = spentGas();
        desk.sign(bondDeposit(), Consent.none());
        assertEquals(before.plus(GAS), spentGas());
        Budget left = new Budget(Amount.of(81), Amount.of(100), Amount.of(100));
        assertTrue(isAllowed(left, 81), "19 of 100 are spent");
        assertTrue(!isAllowed(new Budget(Amount.of(82), Amount.of(100), Amount.of(100)), 82), "and not less");
    }

    /** Whether a fresh desk on the same journal, with another cap for a payment, lets so much of the token go. */
    private boolean isAllowed(Budget budget, long amount) {
        Rules rules = Rules.cautious(CHAIN, Set.of(signer.address()), Set.of(EXCHANGE))
                .withBudget(TOKEN, budget);
        SigningDesk desk = new SigningDesk(new Policy(rules), Signers.only(signer), journal, clock);
        return desk.preview(desk.account(), authorization(amount), Asker.NODE, Consent.none())
                instanceof Decision.Allowed;
    }

    private Amount spentGas() {
        return decisions().stream()
                .filter(decision -> decision.outcome().equals("allowed"))
                .map(DecisionRecord::gas)
                .reduce(Amount.ZERO, Amount::plus);
    }

    /** It moves only what the permit before it let go. */
    private Intent bondDeposit() {
        byte[] data = org.pluspeer.node.chain.ExchangeCalls.depositWithPermit(
                TOKEN, Amount.of(10), 99, signer.inner.sign(approvedPermit()));
        return transact(Purpose.BOND_DEPOSIT, 70, EXCHANGE, 0, data, spend(SELLER, TOKEN, 10));
    }

    private Approved approvedPermit() {
        Policy policy = new Policy(Rules.cautious(CHAIN, Set.of(signer.address()), Set.of(EXCHANGE)));
        Decision decision = policy.decide(
                authorization(10),
                Consent.upTo(TOKEN, Amount.of(10)),
                org.pluspeer.wallet.policy.Spent.nothing(clock.now),
                clock.now);
        return ((Decision.Allowed) decision).approved();
    }

    @Test
    void aRefusalIsWrittenDownAndNothingIsSigned() {
        SigningDesk desk = desk();
        Intent foreign = transact(Purpose.WITHDRAW, 0, SELLER, 0, new byte[] {1, 2, 3, 4}, List.of());
        assertEquals(Problem.Code.REFUSED_BY_POLICY, refused(desk, foreign));
        assertEquals(
                Problem.Code.REFUSED_BY_POLICY,
                assertThrows(
                                ProblemException.class,
                                () -> desk.sign(foreign, Consent.upTo(Address.ZERO, Amount.of(1000))))
                        .problem()
                        .code(),
                "the owner's yes lifts no refusal");
        assertEquals(0, signer.signatures.get());
        assertEquals(List.of("refused", "refused"), outcomes());
        assertEquals("FOREIGN_CONTRACT", decisions().getFirst().rule());
        assertEquals(foreign.digest(), decisions().getFirst().digest());
    }

    @Test
    void beyondTheBudgetTheOwnersYesIsNeededAndEnough() {
        SigningDesk desk = desk();
        ProblemException asked =
                assertThrows(ProblemException.class, () -> desk.sign(pay(0, SELLER, 50), Consent.none()));
        assertTrue(asked.problem().detail().contains("50"), asked.problem().detail());
        assertEquals(0, signer.signatures.get());
        Signature signature = desk.sign(pay(0, SELLER, 50), Consent.upTo(Address.ZERO, Amount.of(50)));
        assertEquals(signer.address(), Secp256k1.recover(pay(0, SELLER, 50).digest(), signature));
        assertThrows(
                ProblemException.class, () -> desk.sign(pay(1, SELLER, 51), Consent.upTo(Address.ZERO, Amount.of(50))));
        assertEquals(List.of("needs_approval", "allowed", "needs_approval"), outcomes());
        assertEquals("OWNER_CONSENT", decisions().get(1).rule());
    }

    @Test
    void withoutARecordOnTheDiskThereIsNoSignature() {
        SigningDesk desk = desk();
        journal.close();
        assertEquals(Problem.Code.STOPPING, refused(desk, pay(0, SELLER, 1)));
        assertEquals(0, signer.signatures.get());
    }

    @Test
    void aNewDayHasANewBudgetAndAClockThatGoesBackHasNone() {
        SigningDesk desk = desk();
        for (int i = 0; i < 10; i++) {
            desk.sign(pay(i, SELLER, 10), Consent.none());
        }
        clock.now -= 2 * DAY;
        assertEquals(Problem.Code.NEEDS_APPROVAL, refused(desk, pay(10, SELLER, 1)));
        clock.now += 3 * DAY;
        desk.sign(pay(11, SELLER, 10), Consent.none());
        restarted().sign(pay(12, SELLER, 10), Consent.none());
    }
}
