package org.pluspeer.node.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Eip1559;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.key.LocalSigner;
import org.pluspeer.wallet.key.Signer;
import org.pluspeer.wallet.policy.Asker;
import org.pluspeer.wallet.policy.Budget;
import org.pluspeer.wallet.policy.Consent;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Kind;
import org.pluspeer.wallet.policy.Limits;
import org.pluspeer.wallet.policy.Policy;
import org.pluspeer.wallet.policy.Purpose;
import org.pluspeer.wallet.policy.Rule;
import org.pluspeer.wallet.policy.Rules;

/** What programs have signed: their budgets in the journal, with several accounts, a restart, and a clock that is moved. */
class ProgramSigningTest {
    private static final long CHAIN = 31337;
    private static final long DAY = 86_400;
    private static final Address SELLER = Address.parse("0x00000000000000000000000000000000000000e3");
    private static final Amount MUCH_GAS = Amount.of(1_000_000_000_000_000_000L);
    private static final Asker.App ONE = new Asker.App("one");
    private static final Asker.App TWO = new Asker.App("two");

    private final Path directory;
    private final LocalSigner first = LocalSigner.taking(key(1));
    private final LocalSigner second = LocalSigner.taking(key(2));
    private final Map<String, Limits> apps = new HashMap<>();
    private long now = 20_000 * DAY + 5;
    private Journal journal;
    private SigningDesk desk;

    ProgramSigningTest(@TempDir Path directory) {
        this.directory = directory;
        apps.put("one", limits(100, 20_001 * DAY));
        apps.put("two", limits(100, 20_100 * DAY));
        this.journal = Journal.open(directory, batch -> {});
        this.desk = desk();
    }

    @AfterEach
    void end() {
        journal.close();
        first.close();
        second.close();
    }

    private static byte[] key(int last) {
        byte[] key = new byte[32];
        key[31] = (byte) last;
        return key;
    }

    private static Limits limits(long perDay, long until) {
        Amount day = Amount.of(perDay);
        return new Limits(Map.of(Address.ZERO, new Budget(day, day, day)), MUCH_GAS, MUCH_GAS, OptionalLong.of(until));
    }

    /** Two accounts; the wallet lets 150 a day go. */
    private SigningDesk desk() {
        Signers signers = new Signers() {
            @Override
            public Address main() {
                return first.address();
            }

            @Override
            public Signer of(Address account) {
                return account.equals(first.address()) ? first : second;
            }
        };
        return new SigningDesk(
                () -> new Policy(new Rules(
                        CHAIN,
                        Set.of(first.address(), second.address()),
                        Set.of(),
                        new Limits(limits(150, 1).budgets(), MUCH_GAS, MUCH_GAS, OptionalLong.empty()),
                        apps)),
                signers,
                journal,
                new ForwardClock(() -> Instant.ofEpochSecond(now)));
    }

    private void restart() {
        journal.close();
        journal = Journal.open(directory, batch -> {});
        desk = desk();
    }

    private static Intent pay(long nonce, long amount) {
        Amount gwei = Amount.of(1_000_000_000);
        return new Intent.Transact(
                Purpose.TRANSFER,
                new Eip1559(CHAIN, nonce, gwei, gwei, 21_000, SELLER, Amount.of(amount), new byte[0]),
                List.of(new Intent.Spend(SELLER, Address.ZERO, Amount.of(amount))));
    }

    private void sign(Asker asker, Intent intent) {
        desk.sign(first.address(), intent, asker, Consent.none());
    }

    private Rule stopped(Asker asker, Intent intent) {
        return assertThrows(NeedsApprovalException.class, () -> sign(asker, intent))
                .wanted()
                .rule();
    }

    @Test
    void theSameBytesOfTwoAccountsAreTwoPayments() {
        sign(ONE, pay(0, 60));
        assertEquals(
                Rule.DAY_CAP,
                assertThrows(
                                NeedsApprovalException.class,
                                () -> desk.sign(second.address(), pay(0, 60), ONE, Consent.none()))
                        .wanted()
                        .rule());
        desk.sign(second.address(), pay(0, 60), TWO, Consent.none());
        assertEquals(Amount.of(120), desk.spent().total(Address.ZERO));
    }

    @Test
    void whatProgramsSpentIsSpentAfterARestart() {
        sign(ONE, pay(0, 90));
        sign(TWO, pay(1, 50));
        restart();
        assertEquals(Rule.DAY_CAP, stopped(ONE, pay(2, 11)));
        sign(TWO, pay(3, 10));
        assertEquals(Rule.DAY_CAP, stopped(TWO, pay(4, 1)), "the wallet's 150 are spent");
        assertEquals(Amount.of(60), desk.spent().app("two").total(Address.ZERO));
        now += DAY;
        sign(TWO, pay(5, 100));
    }

    @Test
    void aClockThatIsMovedOpensNothingTwice() {
        sign(TWO, pay(0, 100));
        now += DAY;
        sign(TWO, pay(1, 100));
        now -= DAY;
        assertEquals(Rule.DAY_CAP, stopped(TWO, pay(2, 1)));
        restart();
        assertEquals(Rule.DAY_CAP, stopped(TWO, pay(2, 1)), "after a restart either");
        now += DAY;
        assertEquals(Rule.DAY_CAP, stopped(TWO, pay(2, 1)), "nor when the day comes again");
        now += DAY;
        sign(TWO, pay(3, 100));
    }

    @Test
    void aDayThatWasOnlySeenHasOneBudget() {
        now += DAY;
        desk.spent();
        now -= DAY;
        sign(TWO, pay(0, 100));
        assertEquals(Rule.DAY_CAP, stopped(TWO, pay(1, 1)));
    }

    @Test
    void aProgramWhoseTimeIsOverStaysSo() {
        sign(ONE, pay(0, 1));
        now += DAY;
        assertEquals(Problem.Code.REFUSED_BY_POLICY, refused(pay(1, 1)));
        now -= DAY;
        assertEquals(Problem.Code.REFUSED_BY_POLICY, refused(pay(1, 1)));
        restart();
        assertEquals(Problem.Code.REFUSED_BY_POLICY, refused(pay(1, 1)), "the refusal's own record tells the time");
        apps.remove("two");
        assertEquals(
                Problem.Code.REFUSED_BY_POLICY,
                assertThrows(ProblemException.class, () -> sign(TWO, pay(2, 1)))
                        .problem()
                        .code());
    }

    private Problem.Code refused(Intent intent) {
        return assertThrows(ProblemException.class, () -> sign(ONE, intent))
                .problem()
                .code();
    }

    @Test
    void theOwnersYesUsesUpNoBudget() {
        desk.sign(first.address(), pay(0, 500), TWO, Consent.upTo(Address.ZERO, Amount.of(500)));
        sign(TWO, pay(1, 100));
        restart();
        assertEquals(Amount.of(100), desk.spent().total(Address.ZERO));
    }

    @Test
    void whatIsReservedIsCountedOnceAndCarriedOutThoughTheProgramIsGone() {
        List<Intent.Spend> price = List.of(new Intent.Spend(SELLER, Address.ZERO, Amount.of(70), Kind.DATASET));
        desk.reserve(Hash32.ZERO, price, Amount.of(1), ONE, Consent.none());
        desk.reserve(Hash32.ZERO, price, Amount.of(1), ONE, Consent.none());
        assertEquals(Amount.of(70), desk.spent().app("one").total(Address.ZERO));
        assertEquals(Rule.DAY_CAP, stopped(ONE, pay(0, 31)));
        restart();
        assertEquals(ONE, desk.reserved(Hash32.ZERO).orElseThrow().app());
        apps.remove("one");
        Consent budget = Consent.upTo(Address.ZERO, Amount.of(70)).byBudget();
        desk.sign(first.address(), pay(0, 70), ONE, budget);
        assertThrows(ProblemException.class, () -> desk.sign(first.address(), pay(1, 71), ONE, budget), "and no more");
        assertEquals(Amount.of(70), desk.spent().total(Address.ZERO));
        Hash32 other = pay(9, 9).digest();
        NeedsApprovalException asked = assertThrows(
                NeedsApprovalException.class,
                () -> desk.reserve(
                        other,
                        List.of(new Intent.Spend(SELLER, Address.ZERO, Amount.of(101))),
                        Amount.ZERO,
                        TWO,
                        Consent.none()));
        assertEquals(Rule.PAYMENT_CAP, asked.wanted().rule());
        assertEquals(Optional.empty(), desk.reserved(other));
    }
}
