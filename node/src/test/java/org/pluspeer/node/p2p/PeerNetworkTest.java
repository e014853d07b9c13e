package org.pluspeer.node.p2p;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.pluspeer.market.wire.BlocksReply;
import org.pluspeer.market.wire.BlocksRequest;
import org.pluspeer.market.wire.Bye;
import org.pluspeer.market.wire.KeyRequest;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.p2p.Neighbourhood.Member;
import org.pluspeer.wallet.eth.Hash32;

@Timeout(600)
@ParameterizedClass
@EnumSource(Carriers.class)
class PeerNetworkTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Hash32 SALE = Hash32.parse("5a".repeat(32));

    private final Carriers carriers;
    private final Neighbourhood here;

    PeerNetworkTest(Carriers carriers) {
        this.carriers = carriers;
        this.here = new Neighbourhood(carriers);
    }

    @AfterEach
    void close() throws Exception {
        here.close();
    }

    /** Answers with 256 KiB whose first bytes say which block was asked for. */
    private static void servesBlocks(Member member) {
        member.network().onMessage(BlocksRequest.class, (from, ask) -> blocks(ask));
    }

    private static BlocksReply blocks(BlocksRequest ask) {
        byte[] cipher = new byte[BlocksReply.MAX_BYTES];
        cipher[0] = (byte) ask.first();
        cipher[cipher.length - 1] = (byte) (ask.first() >> 8);
        return new BlocksReply(ask.exchangeRoot(), ask.first(), new byte[128 * 32], List.of(), cipher);
    }

    private static Problem.Code code(Runnable asked) {
        return assertThrows(ProblemException.class, asked::run).problem().code();
    }

    @Test
    void twoNodesLearnWhoTheOtherIsAndTalk() {
        Member a = here.member(1);
        Member b = here.member(2);
        servesBlocks(b);
        PeerInfo met = a.network().connect(b.at());
        assertEquals(b.node(), met.node());
        assertEquals(b.account().address(), met.account());
        assertEquals(List.of(b.at()), met.listens());
        assertTrue(met.dialled());
        assertEquals(carriers == Carriers.TCP ? "tcp" : "quic", met.carrier());
        BlocksReply reply = assertInstanceOf(
                BlocksReply.class, a.network().request(b.node(), new BlocksRequest(SALE, 300, 128), LIMIT));
        assertArrayEquals(blocks(new BlocksRequest(SALE, 300, 128)).cipher(), reply.cipher());
        Eventually.holds("b knows a", () -> b.network().peer(a.node()).isPresent());
        assertEquals(Optional.of(a.node()), b.network().nodeOf(a.account().address()));
        assertEquals(Optional.of(b.node()), a.network().nodeOf(b.account().address()));
    }

    @Test
    void fiveNodesAllAskEachOther() {
        List<Member> all = java.util.stream.IntStream.rangeClosed(1, 5)
                .mapToObj(here::member)
                .toList();
        all.forEach(PeerNetworkTest::servesBlocks);
        all.forEach(
                x -> all.stream().filter(y -> y != x).forEach(y -> x.network().connect(y.at(), y.node())));
        for (Member x : all) {
            for (Member y : all) {
                if (x != y) {
                    assertInstanceOf(
                            BlocksReply.class, x.network().request(y.node(), new BlocksRequest(SALE, 1, 128), LIMIT));
                }
            }
            assertEquals(4, x.network().peers().size());
        }
    }

    @Test
    void whoeverDialsAnExpectedNodeIsNotFobbedOffWithAnother() {
        Member a = here.member(1);
        Member b = here.member(2);
        assertEquals(Problem.Code.WRONG_PEER, code(() -> a.network()
                .connect(b.at(), Neighbourhood.key(3).address())));
        assertTrue(a.network().peers().isEmpty());
        assertTrue(b.network().peers().isEmpty());
    }

    @Test
    void aNodeDoesNotLinkWithItself() {
        Member a = here.member(1);
        assertEquals(Problem.Code.WRONG_PEER, code(() -> a.network().connect(a.at())));
    }

    @Test
    void peersOfAnotherChainMeetLikeAnyOthers() {
        Member a = here.member(1);
        PeerSetting elsewhere = new PeerSetting(
                1, Neighbourhood.CONTRACT, "test/1", List.of(), AddressPolicy.THIS_MACHINE, LinkLimits.DEFAULT);
        Member b = here.member(2, elsewhere);
        assertEquals(b.node(), a.network().connect(b.at()).node());
    }

    @Test
    void refusalsReachTheAskerInWords() {
        Member a = here.member(1);
        Member b = here.member(2);
        b.network().onMessage(KeyRequest.class, (from, ask) -> {
            throw new ProblemException(Problem.Code.NOT_FOUND, "no such sale");
        });
        a.network().connect(b.at());
        ProblemException e =
                assertThrows(ProblemException.class, () -> a.network().request(b.node(), new KeyRequest(SALE), LIMIT));
        assertEquals(Problem.Code.PEER_REFUSED, e.problem().code());
        assertTrue(e.problem().detail().contains("no such sale"), e.problem().detail());
        assertTrue(e.problem().detail().contains("NOT_FOUND"), e.problem().detail());
    }

    @Test
    void faultsOfAHandlerAreNotDescribedToTheOtherSide() {
        Member a = here.member(1);
        Member b = here.member(2);
        b.network().onMessage(KeyRequest.class, (from, ask) -> {
            throw new IllegalStateException("/home/ann/secret");
        });
        a.network().connect(b.at());
        ProblemException e =
                assertThrows(ProblemException.class, () -> a.network().request(b.node(), new KeyRequest(SALE), LIMIT));
        assertFalse(e.problem().detail().contains("secret"), e.problem().detail());
    }

    @Test
    void aRequestThatNobodyAnswersTimesOutAndTheLinkStays() {
        Member a = here.member(1);
        Member b = here.member(2);
        CountDownLatch never = new CountDownLatch(1);
        b.network().onMessage(KeyRequest.class, (from, ask) -> {
            await(never);
            return null;
        });
        servesBlocks(b);
        a.network().connect(b.at());
        assertEquals(Problem.Code.TIMEOUT, code(() -> a.network()
                .request(b.node(), new KeyRequest(SALE), Duration.ofMillis(100))));
        assertInstanceOf(BlocksReply.class, a.network().request(b.node(), new BlocksRequest(SALE, 1, 128), LIMIT));
        never.countDown();
    }

    @Test
    void aRequestIsUnreachableOnceTheOtherSideIsGone() throws Exception {
        Member a = here.member(1);
        Member b = here.member(2);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        b.network().onMessage(KeyRequest.class, (from, ask) -> {
            asked.countDown();
            await(never);
            return null;
        });
        a.network().connect(b.at());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Problem.Code> waiting =
                    threads.submit(() -> code(() -> a.network().request(b.node(), new KeyRequest(SALE), LIMIT)));
            assertTrue(asked.await(2, TimeUnit.MINUTES));
            b.network().close();
            assertEquals(Problem.Code.PEER_UNREACHABLE, waiting.get(2, TimeUnit.MINUTES));
            never.countDown();
        }
        Eventually.holds("a noticed", () -> a.network().peers().isEmpty());
        assertEquals(
                Problem.Code.PEER_UNREACHABLE, code(() -> a.network().request(b.node(), new KeyRequest(SALE), LIMIT)));
        assertTrue(reasons(a).contains(Bye.Reason.STOPPING));
    }

    @Test
    void aHundredRequestsAtOnceAreAllAnsweredAndEachGetsItsOwn() throws Exception {
        Member a = here.member(1);
        Member b = here.member(2);
        servesBlocks(b);
        servesBlocks(a);
        a.network().connect(b.at());
        Eventually.holds("b knows a", () -> b.network().peer(a.node()).isPresent());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new java.util.ArrayList<>();
            for (int i = 0; i < 100; i++) {
                BlocksRequest ask = new BlocksRequest(SALE, i * 7, 128);
                all.add(threads.submit(() -> assertReply(a, b, ask)));
                all.add(threads.submit(() -> assertReply(b, a, ask)));
            }
            for (Future<?> each : all) {
                each.get(2, TimeUnit.MINUTES);
            }
        }
    }

    private static void assertReply(Member from, Member to, BlocksRequest ask) {
        BlocksReply reply = (BlocksReply) from.network().request(to.node(), ask, LIMIT);
        assertEquals(ask.first(), reply.first());
        assertArrayEquals(blocks(ask).cipher(), reply.cipher());
    }

    @Test
    void twoThatDialEachOtherAtOnceEndUpWithOneLinkAndLoseNothing() throws Exception {
        Member a = here.member(1);
        Member b = here.member(2);
        servesBlocks(a);
        servesBlocks(b);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = List.of(
                    threads.submit(() -> dialAndAsk(a, b)),
                    threads.submit(() -> dialAndAsk(b, a)),
                    threads.submit(() -> dialAndAsk(a, b)),
                    threads.submit(() -> dialAndAsk(b, a)));
            for (Future<?> each : all) {
                each.get(2, TimeUnit.MINUTES);
            }
        }
        assertEquals(1, a.network().peers().size());
        assertEquals(1, b.network().peers().size());
        Eventually.holds(
                "one connection is left",
                () -> a.network().links() == 1 && b.network().links() == 1);
        assertReply(a, b, new BlocksRequest(SALE, 3, 128));
        assertReply(b, a, new BlocksRequest(SALE, 4, 128));
    }

    private static void dialAndAsk(Member from, Member to) {
        from.network().connect(to.at());
        for (int i = 0; i < 20; i++) {
            assertReply(from, to, new BlocksRequest(SALE, i, 128));
        }
    }

    @Test
    void aNodeThatWasRestartedReplacesItsFormerSelf() {
        Member b = here.member(2);
        Member before = here.member(1);
        before.network().connect(b.at());
        Eventually.holds("b knows it", () -> b.network().peer(before.node()).isPresent());
        HostPort former = b.network().peer(before.node()).orElseThrow().address();
        Member after = here.member(1);
        servesBlocks(after);
        after.network().connect(b.at());
        Eventually.holds(
                "the new one stands",
                () -> b.network()
                                .peer(after.node())
                                .filter(p -> !p.address().equals(former))
                                .isPresent()
                        && b.network().links() == 1);
        assertReply(b, after, new BlocksRequest(SALE, 3, 128));
    }

    @Test
    void watchersHearOfComingAndGoing() {
        Member a = here.member(1);
        Member b = here.member(2);
        ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
        a.network().watch(new PeerNetwork.Watcher() {
            @Override
            public void linked(PeerInfo peer) {
                heard.add("linked " + peer.node());
            }

            @Override
            public void parted(PeerInfo peer, Parting parting) {
                heard.add("parted " + peer.node() + " " + parting.code() + " " + parting.text());
            }
        });
        a.network().connect(b.at());
        Eventually.holds("b knows a", () -> b.network().peer(a.node()).isPresent());
        b.network().cut(a.node(), "enough");
        Eventually.holds("a heard of both", () -> heard.size() == 2);
        assertEquals(List.of("linked " + b.node(), "parted " + b.node() + " unwanted enough"), List.copyOf(heard));
    }

    @Test
    void anAccountIsReachedByTheAddressesThatItNamed() {
        Member a = here.member(1);
        Member b = here.member(2);
        Member c = here.member(3);
        PeerInfo found =
                a.network().reach(b.account().address(), List.of(new HostPort("127.0.0.1", 1), c.at(), b.at()));
        assertEquals(b.node(), found.node());
        assertEquals(found, a.network().reach(b.account().address(), List.of()));
        Eventually.holds(
                "the wrong one was let go", () -> a.network().peer(c.node()).isEmpty());
    }

    @Test
    void addressesThatOthersNameAreNotDialledIntoPrivateRanges() {
        PeerSetting publicOnly = new PeerSetting(
                Neighbourhood.CHAIN,
                Neighbourhood.CONTRACT,
                "test/1",
                List.of(),
                AddressPolicy.PUBLIC_ONLY,
                LinkLimits.DEFAULT);
        Member a = here.member(1, publicOnly);
        Member b = here.member(2);
        ProblemException e = assertThrows(ProblemException.class, () -> a.network()
                .reach(b.account().address(), List.of(b.at(), new HostPort("192.168.0.1", 80))));
        assertEquals(Problem.Code.PEER_UNREACHABLE, e.problem().code());
        assertTrue(
                e.problem().detail().contains("no public address"), e.problem().detail());
        assertTrue(b.network().farewells().isEmpty());
        assertTrue(b.network().peers().isEmpty());
    }

    @Test
    void nobodyThereIsUnreachable() {
        Member a = here.member(1);
        Member b = here.member(2);
        b.network().close();
        assertEquals(Problem.Code.PEER_UNREACHABLE, code(() -> a.network().connect(b.at())));
    }

    @Test
    void aTakenPortIsSaidToBeTaken() {
        Member a = here.member(1);
        PeerNetwork other = PeerNetwork.over(
                carriers, Neighbourhood.key(2), Neighbourhood.setting(LinkLimits.DEFAULT), () -> null, here.ground);
        assertEquals(Problem.Code.PORT_IN_USE, code(() -> other.start(a.at())));
        other.close();
    }

    static List<Bye.Reason> reasons(Member member) {
        return member.network().farewells().stream()
                .map(f -> f.parting().reason())
                .filter(r -> r != null)
                .toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
