package org.pluspeer.node.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.approval.Approval.Action;
import org.pluspeer.node.approval.Approval.State;
import org.pluspeer.node.approval.Approval.Wish;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.journal.RecordKind;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.policy.Asker;
import org.pluspeer.wallet.policy.Consent;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Rule;

@Timeout(600)
class InboxTest {
    private static final Address SELLER = Address.parse("0x00000000000000000000000000000000000000e3");
    private static final Asker.App ONE = new Asker.App("one");
    private static final Asker.App TWO = new Asker.App("two");

    private final Path directory;
    private final AtomicInteger serial = new AtomicInteger();
    private final AtomicInteger rings = new AtomicInteger();
    private final List<Consent> carried = new ArrayList<>();
    private long now = 1_800_000_000;
    private Journal journal;
    private Inbox inbox;
    private Problem.@Nullable Code trouble;

    InboxTest(@TempDir Path directory) {
        this.directory = directory;
        this.journal = Journal.open(directory, batch -> {});
        this.inbox = inbox();
    }

    @AfterEach
    void end() {
        journal.close();
    }

    private Inbox inbox() {
        Inbox made = new Inbox(
                journal,
                new ForwardClock(() -> Instant.ofEpochSecond(now)),
                () -> new byte[] {0, 0, 0, 0, 0, 0, 0, (byte) serial.incrementAndGet()},
                rings::incrementAndGet);
        made.carries(Action.SEND, this::send);
        return made;
    }

    /** Pays at most 5 unasked. */
    private synchronized String send(Wish wish, Consent consent) {
        if (trouble != null) {
            throw new ProblemException(trouble, "no");
        }
        long amount = wish.deed().path("amount").asLong();
        Amount agreed = consent.total(Address.ZERO);
        if (amount > 5 && agreed.isLessThan(Amount.of(amount))) {
            throw new NeedsApprovalException(new NeedsApprovalException.Wanted(
                    Rule.PAYMENT_CAP,
                    "more than 5",
                    List.of(new Intent.Spend(SELLER, Address.ZERO, Amount.of(amount))),
                    Amount.of(3),
                    Optional.empty()));
        }
        carried.add(consent);
        return "paid " + amount;
    }

    private void restart() {
        journal.close();
        journal = Journal.open(directory, batch -> {});
        inbox = inbox();
    }

    private static Wish wish(Asker asker, String key, long amount) {
        return new Wish(
                asker,
                Action.SEND,
                SELLER,
                key,
                "Send " + amount,
                List.of(new Approval.Line("To", "somebody")),
                Json.tree(("{\"amount\":" + amount + "}").getBytes(StandardCharsets.UTF_8)));
    }

    private String waiting(Asker asker, String key, long amount) {
        return assertInstanceOf(Inbox.Answer.Waiting.class, inbox.attempt(wish(asker, key, amount)))
                .approval();
    }

    private static Problem.Code code(Runnable what) {
        return assertThrows(ProblemException.class, what::run).problem().code();
    }

    @Test
    void whatTheRulesLetThroughIsDoneAtOnce() {
        assertEquals(new Inbox.Answer.Done("paid 5"), inbox.attempt(wish(ONE, "a", 5)));
        assertEquals(List.of(), inbox.list());
        assertEquals(0, rings.get());
    }

    @Test
    void whatTheyStopWaitsWithAllThatAPersonNeeds() {
        String id = waiting(ONE, "a", 7);
        restart();
        Approval shown = inbox.get(id);
        assertEquals(State.WAITING, shown.state());
        assertEquals(ONE, shown.wish().asker());
        assertEquals("Send 7", shown.wish().title());
        assertEquals(List.of(new Approval.Line("To", "somebody")), shown.wish().lines());
        assertEquals(List.of(new Intent.Spend(SELLER, Address.ZERO, Amount.of(7))), shown.spends());
        assertEquals(Amount.of(3), shown.gas());
        assertEquals("PAYMENT_CAP", shown.rule());
        assertEquals("more than 5", shown.reason());
        assertEquals(now + 86_400, shown.expiresAt());
        assertEquals(List.of(shown), inbox.list());
        assertTrue(rings.get() > 0);
    }

    @Test
    void aYesCarriesItOutOnceUpToWhatWasShown() {
        String id = waiting(ONE, "a", 7);
        restart();
        Approval done = inbox.approve(id);
        assertEquals(State.DONE, done.state());
        assertEquals("paid 7", done.result());
        assertEquals(List.of(Consent.upTo(Address.ZERO, Amount.of(7)).withGas(Amount.of(3))), carried);
        assertEquals(Problem.Code.APPROVAL_OVER, code(() -> inbox.approve(id)));
        assertEquals(Problem.Code.APPROVAL_OVER, code(() -> inbox.deny(id)));
        restart();
        inbox.resume();
        assertEquals(new Inbox.Answer.Done("paid 7"), inbox.attempt(wish(ONE, "a", 7)), "asked again, it is done");
        assertEquals(1, carried.size());
    }

    @Test
    void twentyYesesAreOne() throws Exception {
        String id = waiting(ONE, "a", 7);
        int yes = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch go = new CountDownLatch(1);
            List<Future<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                all.add(threads.submit(() -> {
                    go.await();
                    try {
                        inbox.approve(id);
                        return true;
                    } catch (ProblemException e) {
                        assertEquals(Problem.Code.APPROVAL_OVER, e.problem().code());
                        return false;
                    }
                }));
            }
            go.countDown();
            for (Future<Boolean> one : all) {
                yes += one.get() ? 1 : 0;
            }
        }
        assertEquals(1, yes);
        assertEquals(1, carried.size());
    }

    @Test
    void aNoIsSaidAndLogged() {
        String id = waiting(ONE, "a", 7);
        assertEquals(State.DENIED, inbox.deny(id).state());
        assertEquals(Problem.Code.APPROVAL_OVER, code(() -> inbox.attempt(wish(ONE, "a", 7))));
        assertEquals(Problem.Code.APPROVAL_OVER, code(() -> inbox.approve(id)));
        List<String> rules = new ArrayList<>();
        journal.replay(record -> {
            if (record.kind() == RecordKind.POLICY_DECISION) {
                rules.add(Json.read(record.payload(), DecisionRecord.class).rule());
            }
        });
        assertEquals(List.of("OWNER_DENIED"), rules);
        assertEquals(List.of(), carried);
    }

    @Test
    void theSameAskedAgainIsTheSameRequestAndOthersKeysAreOthers() {
        String id = waiting(ONE, "a", 7);
        assertEquals(id, waiting(ONE, "a", 7));
        assertTrue(!id.equals(waiting(TWO, "a", 7)));
        assertEquals(Problem.Code.IDEMPOTENCY_CONFLICT, code(() -> inbox.attempt(wish(ONE, "a", 8))));
    }

    @Test
    void itExpiresAndNoClockBringsItBack() {
        String id = waiting(ONE, "a", 7);
        now += 86_400;
        assertEquals(Problem.Code.APPROVAL_OVER, code(() -> inbox.approve(id)));
        assertEquals(State.EXPIRED, inbox.get(id).state());
        now -= 86_400;
        restart();
        assertEquals(State.EXPIRED, inbox.get(id).state());
        assertEquals(List.of(), carried);
    }

    @Test
    void whatCannotBeDoneYetWaitsOnAndWhatNeverCanHasFailed() {
        String id = waiting(ONE, "a", 7);
        for (Problem.Code passing : List.of(Problem.Code.LOCKED, Problem.Code.CHAIN_UNAVAILABLE)) {
            trouble = passing;
            assertEquals(passing, code(() -> inbox.approve(id)));
            assertEquals(State.WAITING, inbox.get(id).state());
        }
        trouble = Problem.Code.INSUFFICIENT_FUNDS;
        assertEquals(State.FAILED, inbox.approve(id).state());
        assertEquals("no", inbox.get(id).result());
    }

    @Test
    void aProgramThatIsRevokedAsksForNothingAnyMore() {
        String ones = waiting(ONE, "a", 7);
        String twos = waiting(TWO, "a", 7);
        inbox.forget(ONE);
        assertEquals(State.DENIED, inbox.get(ones).state());
        assertEquals(State.WAITING, inbox.get(twos).state());
    }

    @Test
    void whatIsTriedAgainByItselfFindsTheAnswer() {
        Wish wish = wish(Asker.NODE, "n", 9);
        NeedsApprovalException stopped = assertThrows(NeedsApprovalException.class, () -> send(wish, Consent.none()));
        assertEquals(Optional.empty(), inbox.answer(Asker.NODE, Action.SEND, "n"));
        String id = inbox.ask(wish, stopped.wanted()).id();
        assertEquals(id, inbox.ask(wish, stopped.wanted()).id());
        assertEquals(Problem.Code.NEEDS_APPROVAL, code(() -> inbox.answer(Asker.NODE, Action.SEND, "n")));
        inbox.approve(id);
        restart();
        Consent yes = inbox.answer(Asker.NODE, Action.SEND, "n").orElseThrow();
        assertEquals(Amount.of(3), yes.gas());
        assertEquals(Amount.of(9), yes.total(Address.ZERO));
        Wish other = wish(Asker.NODE, "m", 9);
        inbox.deny(inbox.ask(other, stopped.wanted()).id());
        assertEquals(Problem.Code.REFUSED_BY_POLICY, code(() -> inbox.answer(Asker.NODE, Action.SEND, "m")));
    }

    @Test
    void oneProgramCannotFloodTheOwner() {
        for (int i = 0; i < 100; i++) {
            waiting(ONE, "k" + i, 7);
        }
        assertEquals(Problem.Code.BUSY, code(() -> inbox.attempt(wish(ONE, "one more", 7))));
        waiting(TWO, "another's", 7);
        assertEquals(101, inbox.list().size());
    }

    @Test
    void whatWasApprovedWhenTheNodeDiedIsDoneAtTheNextStart() throws Exception {
        String id = waiting(ONE, "a", 7);
        journal.append(RecordKind.APPROVAL, Json.write(new ApprovalRecord(id, now, null, State.APPROVED, null)));
        CountDownLatch done = new CountDownLatch(1);
        journal.close();
        journal = Journal.open(directory, batch -> {});
        inbox = inbox();
        inbox.carries(Action.SEND, (wish, consent) -> {
            String result = send(wish, consent);
            done.countDown();
            return result;
        });
        inbox.resume();
        done.await();
        assertEquals(1, carried.size());
    }
}
