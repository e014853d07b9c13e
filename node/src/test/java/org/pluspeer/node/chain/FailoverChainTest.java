package org.pluspeer.node.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.chain.ChainEndpoint.State;
import org.pluspeer.node.run.Backoff;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.policy.Consent;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Purpose;

/** A real chain behind endpoints that fail, lag and lie. */
@Timeout(600)
class FailoverChainTest {
    private static final Address SOMEBODY = Address.parse("0x00000000000000000000000000000000000000aa");
    private static final String NOWHERE = Hash32.of(new byte[32]).hex();

    private final LocalChain local;
    private final PlayChain play;
    private final FaultyRpc first;
    private final FaultyRpc second;
    private final FaultyRpc third;
    private FailoverChain chain;

    FailoverChainTest(@TempDir Path directory) {
        local = Anvils.start(directory.resolve("chain"));
        play = local.play();
        first = new FaultyRpc(play.url());
        second = new FaultyRpc(play.url());
        third = new FaultyRpc(play.url());
        chain = over(first, second);
    }

    @AfterEach
    void stop() {
        chain.close();
        Stream.of(first, second, third).forEach(FaultyRpc::close);
        local.close();
    }

    /** Impatient, so that what takes seconds at work takes fractions of one here. */
    static FailoverChain.Settings impatient(List<URI> urls, OptionalLong id) {
        var rules = new EndpointBook.Rules(
                Duration.ofMillis(500),
                new Backoff(Duration.ofMillis(100), Duration.ofMillis(400)),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60));
        return new FailoverChain.Settings(
                urls, id, ErrorNames.ours(), Duration.ofSeconds(9), 1 << 20, Duration.ofMillis(100), rules);
    }

    private FailoverChain over(FaultyRpc... endpoints) {
        return FailoverChain.over(
                impatient(Stream.of(endpoints).map(FaultyRpc::url).toList(), OptionalLong.of(play.chainId())),
                InstantSource.system());
    }

    /** Starts over with these. */
    private void read(FaultyRpc... endpoints) {
        chain.close();
        chain = over(endpoints);
    }

    private State state(int endpoint) {
        return chain.endpoints().get(endpoint).state();
    }

    private String why(int endpoint) {
        return String.valueOf(chain.endpoints().get(endpoint).why());
    }

    private void assertBecomes(State state, int endpoint) {
        assertTrue(Await.until(() -> state(endpoint) == state), () -> chain.endpoints()
                .toString());
    }

    /** Both were looked at, and a final block was agreed on. */
    private void settle() {
        chain.head();
        play.mine(4);
        long head = play.client().head().number();
        assertTrue(Await.until(() ->
                chain.endpoints().stream().allMatch(endpoint -> endpoint.head() != null && endpoint.head() >= head)));
        first.asked();
        assertTrue(Await.until(() -> first.asked().contains("eth_chainId")), "another round began");
        assertTrue(Await.until(() -> first.asked().contains("eth_chainId")), "and ended");
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

    private void settleSecond() {
        second.asked();
        assertTrue(Await.until(() -> second.asked().contains("eth_chainId")));
        assertTrue(Await.until(() -> second.asked().contains("eth_chainId")));
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
        assertEquals(List.of(State.OK, State.OK), List.of(state(0), state(1)));
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

    /** Other hashes for blocks by number, up to the final one and beyond. */
    private static void otherBlocks(JsonNode question, ObjectNode answer) {
        boolean block = question.path("method").asText().equals("eth_getBlockByNumber")
                && question.path("params").path(0).asText().startsWith("0x");
        if (block && answer.path("result") instanceof ObjectNode result) {
            result.put("hash", "0x" + "ab".repeat(32));
        }
    }

    @Test
    void oneThatDeniesWhatWasFinalIsCaught() {
        settle();
        first.lie(FailoverChainTest::otherBlocks);
        assertBecomes(State.LYING, 0);
        first.mend();
        settleSecond();
        assertEquals(State.LYING, state(0), "for good in this run");
        assertEquals(State.OK, state(1));
        assertTrue(Await.until(() -> play.client().head().equals(chain.head())));
        assertEquals(Optional.empty(), chain.dispute());
    }

    @Test
    void ofThreeTheOneThatDiffersIsCaughtFromTheStart() {
        play.mine(4);
        second.lie((question, answer) -> {
            if (!question.path("params").path(0).asText().equals("latest")) {
                otherBlocks(question, answer);
            }
        });
        read(first, second, third);
        chain.head();
        assertBecomes(State.LYING, 1);
        assertEquals(List.of(State.OK, State.OK), List.of(state(0), state(2)));
    }

    @Test
    void ofTwoThatDifferFromTheStartNobodyIsBelieved() {
        play.mine(4);
        long genesis = 0;
        second.lie((question, answer) -> {
            if (answer.path("result") instanceof ObjectNode result && result.has("parentHash")) {
                // A chain of its own, block by block, in good order.
                boolean oldest = result.path("number").asText().equals("0x" + Long.toHexString(genesis));
                result.put("hash", other(result.path("hash").asText()));
                result.put(
                        "parentHash",
                        oldest ? NOWHERE : other(result.path("parentHash").asText()));
            }
        });
        read(first, second);
        chain.head();
        assertBecomes(State.DISPUTED, 0);
        assertBecomes(State.DISPUTED, 1);
        String sentence = chain.dispute().orElseThrow();
        assertTrue(sentence.contains(first.name()) && sentence.contains(second.name()), sentence);
        ProblemException e =
                assertThrows(ProblemException.class, () -> chain.agreed().block(1));
        assertEquals(Code.CHAIN_DISPUTED, e.problem().code());
        assertEquals(Amount.ZERO, chain.balance(SOMEBODY, At.LATEST), "what protects still works");

        second.mend();
        assertTrue(
                Await.until(() -> state(0) == State.OK), () -> chain.endpoints().toString());
        chain.agreed().block(1);
        assertEquals(Optional.empty(), chain.dispute());
    }

    private static String other(String hash) {
        return hash.equals(NOWHERE) ? hash : "0xff" + hash.substring(4);
    }

    @Test
    void aHeadThatStandsOnNothingIsCaught() {
        chain.head();
        play.mine(2);
        second.lie((question, answer) -> {
            if (answer.path("result") instanceof ObjectNode result && result.has("parentHash")) {
                result.put("parentHash", "0x" + "cd".repeat(32));
            }
        });
        assertBecomes(State.LYING, 1);
        assertTrue(why(1).contains("stands on a block that it does not have"), why(1));
    }

    @Test
    void anEventThatIsKeptBackIsCaughtByItsReceipt() {
        follow();
        new MachineDeposit(play).deposit(7);
        first.lie((question, answer) -> {
            if (question.path("method").asText().equals("eth_getLogs")) {
                answer.putArray("result");
            }
        });
        assertBecomes(State.LYING, 0);
        assertTrue(why(0).contains("keeps back an event"), why(0));
    }

    @Test
    void anEventThatIsMadeUpIsCaughtByItsReceipt() {
        follow();
        new MachineDeposit(play).deposit(7);
        second.lie((question, answer) -> {
            if (question.path("method").asText().equals("eth_getLogs")
                    && answer.path("result") instanceof ArrayNode logs
                    && !logs.isEmpty()) {
                ObjectNode more = logs.path(0).deepCopy();
                more.put("logIndex", "0x63");
                logs.add(more);
            }
        });
        assertBecomes(State.LYING, 1);
        assertTrue(why(1).contains("its own receipt of the transaction does not have"), why(1));
    }

    /** So that events are asked for. */
    private void follow() {
        chain.logs(Exchange.ADDRESS, ExchangeLogs.KINDS, 0, chain.head().number());
    }

    @Test
    void aReceiptThatTheOthersDenyIsNotBelieved() {
        settle();
        Hash32 sent = new MachineDeposit(play).deposit(7);
        Receipt receipt = play.client().receipt(sent).orElseThrow();
        assertTrue(Await.until(() -> chain.agreed().receipt(sent).equals(Optional.of(receipt))));
        second.lie((question, answer) -> {
            if (question.path("method").asText().equals("eth_getTransactionReceipt")) {
                answer.putNull("result");
            }
        });
        ProblemException e =
                assertThrows(ProblemException.class, () -> chain.agreed().receipt(sent));
        assertEquals(Code.CHAIN_DISPUTED, e.problem().code());
        assertTrue(chain.dispute().isPresent());
        assertEquals(Optional.of(receipt), chain.receipt(sent));

        read(first, second, third);
        assertEquals(Optional.of(receipt), chain.agreed().receipt(sent));
        assertEquals(State.LYING, state(1));
    }

    @Test
    void whatReleasesAKeyIsAskedOfTwo() {
        settle();
        Hash32 offer = Hash32.of(new byte[32]);
        BlockRef last = chain.agreed().finalized().orElseThrow();
        Exchange exchange = Exchange.on(chain);
        assertFalse(exchange.hadBegun(offer, last, 1));
        FaultyRpc.Lie paid = (question, answer) -> {
            if (question.path("method").asText().equals("eth_call")) {
                answer.put("result", "0x" + "0".repeat(63) + "1" + "0".repeat(56) + "70000000");
            }
        };
        first.lie(paid);
        ProblemException e = assertThrows(ProblemException.class, () -> exchange.hadBegun(offer, last, 1));
        assertEquals(Code.CHAIN_DISPUTED, e.problem().code());
        second.cut();
        assertThrows(ProblemException.class, () -> exchange.hadBegun(offer, last, 1));
        assertThrows(
                ProblemException.class,
                () -> exchange.hadBegun(offer, last, 1),
                "nor is one believed alone because the other has just been cut off");
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
                    wallet.desk().await("deposit", Duration.ofSeconds(30)).status());
            assertTrue(Await.until(
                    () -> wallet.desk().outcome("deposit").orElseThrow().block() > 0));
            assertEquals(State.AWAY, state(0));
            assertEquals(1, play.client().nonce(wallet.account(), true));
        }
    }
}
