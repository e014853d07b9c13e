package org.pluspeer.node.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.chain.ChainEndpoint.State;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.policy.Consent;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Purpose;

/** A real chain behind endpoints that fail and lag. */
@Timeout(600)
class FailoverChainTest extends FailoverScene {
    FailoverChainTest(@TempDir Path directory) {
        super(directory);
    }

    @Test
    void readsGoOnWhereTheEndpointIsCutOffInTheMidst() {
        assertTrue(Await.until(() -> play.client().head().equals(chain.head())));
        first.cutAt("eth_getBalance");
        assertEquals(Amount.ZERO, chain.balance(SOMEBODY, At.LATEST));
        assertEquals(State.AWAY, state(0));
        assertEquals(first.name(), chain.endpoints().getFirst().url());
        play.mine(1);
        assertTrue(Await.until(() -> play.client().head().equals(chain.head())));

        first.mend();
        assertBecomes(State.OK, 0);
        second.asked();
        assertTrue(
                Await.until(() -> {
                    first.asked();
                    chain.balance(SOMEBODY, At.LATEST);
                    return first.asked().contains("eth_getBalance");
                }),
                "the preferred one is read from again");
    }

    @Test
    void silenceIsNotWaitedForBeyondOneQuestionsTime() {
        chain.head();
        first.fallSilent();
        long began = System.nanoTime();
        assertEquals(Amount.ZERO, chain.balance(SOMEBODY, At.LATEST));
        assertTrue(System.nanoTime() - began < Duration.ofSeconds(9).toNanos());
        assertBecomes(State.AWAY, 0);
    }

    @Test
    void whereNobodyAnswersItSaysSoAndGoesOnOnceSomebodyDoes() {
        chain.head();
        first.cut();
        second.cut();
        ProblemException none = assertThrows(ProblemException.class, () -> chain.balance(SOMEBODY, At.LATEST));
        assertEquals(Code.CHAIN_UNAVAILABLE, none.problem().code());
        second.mend();
        assertTrue(Await.until(() -> {
            try {
                return chain.balance(SOMEBODY, At.LATEST).isZero();
            } catch (ProblemException e) {
                return false;
            }
        }));
    }

    @Test
    void anotherChainIsNamedAndSetAsideForGood() {
        first.lie((question, answer) -> {
            if (question.path("method").asText().equals("eth_chainId")) {
                answer.put("result", "0x5");
            }
        });
        assertEquals(play.chainId(), chain.chainId());
        assertEquals(State.LYING, state(0));
        assertTrue(why(0).contains("is chain 5"), why(0));
        first.mend();
        settleSecond();
        assertEquals(State.LYING, state(0), "also where it repents");
    }

    @Test
    void severalChainsAndNobodyWhoSaysWhichAreRefused() {
        first.lie((question, answer) -> {
            if (question.path("method").asText().equals("eth_chainId")) {
                answer.put("result", "0x5");
            }
        });
        var settings = impatient(List.of(first.url(), second.url()), OptionalLong.empty());
        try (FailoverChain unpinned = FailoverChain.over(settings, InstantSource.system())) {
            ProblemException e = assertThrows(ProblemException.class, unpinned::head);
            assertEquals(Code.CHAIN_MISMATCH, e.problem().code());
            assertTrue(
                    e.problem().detail().contains(first.name() + " is chain 5"),
                    e.problem().detail());
        }
    }

    @Test
    void oneThatLagsIsNamedAndNotReadFromUntilItHasCaughtUp() {
        chain.head();
        first.freeze();
        play.mine(5);
        assertBecomes(State.BEHIND, 0);
        assertTrue(why(0).startsWith("is at block "), why(0));
        assertTrue(Await.until(() -> chain.head().equals(play.client().head())));
        first.mend();
        assertBecomes(State.OK, 0);
        assertTrue(Await.until(() -> play.client().head().equals(chain.head())));
    }

    @Test
    void oneThatIsBlocksLowerDoesNotLookLikeAReorganisation() {
        BlockRef low = chain.head();
        settle();
        second.freeze();
        play.mine(1);
        BlockRef told = chain.head();
        first.cut();
        ProblemException e = assertThrows(ProblemException.class, chain::head);
        assertTrue(
                e.problem().detail().contains("do not have block " + told.number()),
                e.problem().detail());
        second.mend();
        assertTrue(Await.until(() -> {
            try {
                return chain.head().number() >= told.number();
            } catch (ProblemException stillLow) {
                return false;
            }
        }));
        assertTrue(low.number() < told.number());
    }

    @Test
    void aFollowerIsToldOfNoReorganisationWhereOnlyTheEndpointChanged() {
        List<ChainUpdate> updates = new ArrayList<>();
        try (ChainFollower follower = follower(updates)) {
            assertTrue(Await.until(() -> follower.status().caughtUp()));
            second.freeze();
            play.mine(1);
            assertTrue(Await.until(() -> isAtHead(follower)));
            first.cut();
            assertTrue(Await.until(() -> !follower.status().connected()), "nobody has what was told");
            second.mend();
            play.mine(1);
            assertTrue(Await.until(() -> isAtHead(follower)));
        }
        assertEquals(
                List.of(),
                updates.stream()
                        .skip(1)
                        .filter(update -> update.revertedFrom().isPresent())
                        .toList());
    }

    @Test
    void aReorganisationThatAllTellOfIsOne() {
        List<ChainUpdate> updates = new ArrayList<>();
        try (ChainFollower follower = follower(updates)) {
            for (int i = 0; i < 6; i++) {
                play.mine(1);
                assertTrue(Await.until(() -> isAtHead(follower)));
            }
            long head = play.client().head().number();
            new AnvilRpc(play.url()).ask("anvil_reorg", "[4, []]");
            play.mine(1);
            assertTrue(Await.until(() -> isAtHead(follower)), () -> chain.endpoints()
                    .toString());
            long from = updates.stream()
                    .skip(1)
                    .flatMap(update -> update.revertedFrom().stream().boxed())
                    .min(Long::compare)
                    .orElseThrow();
            assertTrue(from > head - 6 && from <= head - 3, from + " of " + head);
            settle();
        }
        assertEquals(Optional.empty(), chain.dispute());
        assertBecomes(State.OK, 0);
        assertBecomes(State.OK, 1);
    }

    @Test
    void aChainThatCameBackShorterForAllIsFollowedThere() {
        List<ChainUpdate> updates = new ArrayList<>();
        AnvilRpc anvil = new AnvilRpc(play.url());
        try (ChainFollower follower = follower(updates)) {
            settle();
            String snapshot = anvil.ask("evm_snapshot", "[]");
            play.mine(5);
            assertTrue(Await.until(() -> isAtHead(follower)));
            anvil.ask("evm_revert", "[\"" + snapshot + "\"]");
            assertTrue(Await.until(() -> isAtHead(follower)), () -> chain.endpoints()
                    .toString());
        }
        assertTrue(updates.getLast().revertedFrom().isPresent());
    }

    private ChainFollower follower(List<ChainUpdate> updates) {
        ChainFollower follower = new ChainFollower(
                chain,
                Exchange.on(chain),
                new TestWallet.InMemoryCursor(),
                new ChainFollower.Settings(Duration.ofMillis(30), 0, 64, 2000));
        follower.follow(update -> {
            synchronized (updates) {
                updates.add(update);
            }
        });
        follower.start();
        return follower;
    }

    private boolean isAtHead(ChainFollower follower) {
        BlockRef head = follower.status().head();
        return follower.status().connected()
                && head != null
                && head.hash().equals(play.client().head().hash());
    }

    @Test
    void aTransactionIsSentThoughTheEndpointIsCutOffInTheMidst(@TempDir Path directory) {
        try (TestWallet wallet = new TestWallet(play, directory.resolve("journal"))) {
            play.give(wallet.account(), Amount.parseDecimal("1", 18), Amount.ZERO);
            wallet.restart(chain);
            first.cutAt("eth_sendRawTransaction");
            wallet.desk()
                    .submit(new TransactionDesk.Request(
                            "deposit",
                            Purpose.BOND_DEPOSIT,
                            Exchange.ADDRESS,
                            Amount.of(5),
                            ExchangeCalls.deposit(Address.ZERO, Amount.of(5)),
                            List.of(new Intent.Spend(wallet.account(), Address.ZERO, Amount.of(5))),
                            Consent.none()));
            assertEquals(
                    Outcome.Status.SUCCEEDED,
                    wallet.desk().await("deposit", Duration.ofMinutes(2)).status());
            assertTrue(Await.until(
                    () -> wallet.desk().outcome("deposit").orElseThrow().block() > 0));
            assertEquals(State.AWAY, state(0));
            assertEquals(1, play.client().nonce(wallet.account(), true));
        }
    }
}
