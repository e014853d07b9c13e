package org.pluspeer.node.p2p;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.pluspeer.market.wire.BlocksReply;
import org.pluspeer.market.wire.BlocksRequest;
import org.pluspeer.market.wire.Bye;
import org.pluspeer.market.wire.KeyRequest;
import org.pluspeer.market.wire.MessageType;
import org.pluspeer.market.wire.Ping;
import org.pluspeer.market.wire.Pong;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.node.p2p.Neighbourhood.Member;
import org.pluspeer.wallet.eth.Hash32;

/** What those get who don't keep to the protocol, and that others are not disturbed by it. */
@Timeout(600)
@ParameterizedClass
@EnumSource(
        value = Carriers.class,
        names = {"TCP", "QUIC"})
class LinkAbuseTest {
    private static final Duration SOON = Duration.ofMillis(300);
    private static final Duration LATER = Duration.ofSeconds(30);

    private final Carriers carriers;
    private final Neighbourhood here;

    LinkAbuseTest(Carriers carriers) {
        this.carriers = carriers;
        here = new Neighbourhood(carriers);
    }

    @AfterEach
    void close() throws Exception {
        here.close();
    }

    private Member hastyMember() {
        return here.member(1, Neighbourhood.setting(Neighbourhood.hasty(SOON, SOON, SOON.multipliedBy(3), SOON)));
    }

    private Stranger stranger(Member to) {
        return new Stranger(here.stranger(9).dial(to.at(), to.node()));
    }

    private void assertReasonIsKnown(Member member, Bye.Reason reason) {
        Eventually.holds(
                "the owner is told", () -> PeerNetworkTest.reasons(member).contains(reason));
        // A link that ended is written down first, and then let go.
        Eventually.holds("it is gone", () -> member.network().peers().isEmpty());
    }

    @Test
    void whoSaysNothingIsCutOff() throws Exception {
        Member a = hastyMember();
        Stranger silent = stranger(a);
        if (carriers == Carriers.QUIC) {
            // There is no stream before its first byte, so there is nothing to say Bye on: QuicAbuseTest has the rest.
            assertTrue(silent.isCutOff());
            assertTrue(a.network().peers().isEmpty());
            return;
        }
        assertEquals(Bye.Reason.IDLE, silent.reason());
        assertReasonIsKnown(a, Bye.Reason.IDLE);
    }

    @Test
    void whoSpellsHelloByteByByteIsCutOff() throws Exception {
        Member a = hastyMember();
        Stranger slow = stranger(a);
        slow.write(Wire.frame(Stranger.hello(), 0).encoded().getBuffer(0, 20));
        assertEquals(Bye.Reason.IDLE, slow.reason());
    }

    @Test
    void garbageIsCutOff() throws Exception {
        Member a = here.member(1);
        byte[] noise = new byte[5000];
        new Random(7).nextBytes(noise);
        noise[0] = 0;
        Stranger noisy = stranger(a);
        noisy.write(Buffer.buffer(noise));
        assertTrue(noisy.isCutOff());
        Eventually.holds("it is written down", () -> a.network().farewells().size() == 1);
    }

    @Test
    void anOverlongFrameIsCutOffByItsHeader() throws Exception {
        Member a = here.member(1);
        Stranger greedy = stranger(a).greet();
        greedy.write(Buffer.buffer().appendInt(Integer.MAX_VALUE).appendByte((byte) MessageType.LISTING_PUT.code()));
        assertEquals(Bye.Reason.TOO_LONG, greedy.reason());
        assertReasonIsKnown(a, Bye.Reason.TOO_LONG);
    }

    @Test
    void anOverlongHelloIsCutOff() throws Exception {
        Stranger greedy = stranger(here.member(1));
        greedy.write(Buffer.buffer().appendInt(1 << 16).appendByte((byte) MessageType.HELLO.code()));
        assertEquals(Bye.Reason.TOO_LONG, greedy.reason());
    }

    @Test
    void anotherProtocolVersionIsCutOffThoughItsHelloCannotBeRead() throws Exception {
        Member a = here.member(1);
        Stranger modern = stranger(a);
        modern.write(new Frame(MessageType.HELLO.code(), 0, new byte[] {0, 2, 9, 9, 9}).encoded());
        assertEquals(Bye.Reason.WRONG_VERSION, modern.reason());
        assertReasonIsKnown(a, Bye.Reason.WRONG_VERSION);
    }

    @Test
    void anotherMessageBeforeHelloIsOutOfTurn() throws Exception {
        Stranger hasty = stranger(here.member(1));
        hasty.say(new Ping(1), 1);
        assertEquals(Bye.Reason.OUT_OF_TURN, hasty.reason());
    }

    @Test
    void aSecondHelloIsOutOfTurn() throws Exception {
        Stranger forgetful = stranger(here.member(1)).greet().greet();
        assertEquals(Bye.Reason.OUT_OF_TURN, forgetful.reason());
    }

    @Test
    void anUnknownTypeIsOutOfTurn() throws Exception {
        Stranger odd = stranger(here.member(1)).greet();
        odd.write(new Frame(200, 1, new byte[0]).encoded());
        assertEquals(Bye.Reason.OUT_OF_TURN, odd.reason());
    }

    @Test
    void aMessageThatCannotBeReadIsCutOff() throws Exception {
        Member a = here.member(1);
        Stranger sloppy = stranger(a).greet();
        sloppy.write(new Frame(MessageType.KEY_REQUEST.code(), 1, new byte[31]).encoded());
        assertEquals(Bye.Reason.MALFORMED, sloppy.reason());
        assertReasonIsKnown(a, Bye.Reason.MALFORMED);
    }

    @Test
    void aPeerThatFallsSilentIsPingedAndThenCutOff() throws Exception {
        // It greets and is pinged in time, however slow the machine is.
        Duration silence = Duration.ofSeconds(5);
        Member a = here.member(1, Neighbourhood.setting(Neighbourhood.hasty(LATER, SOON, silence, LATER)));
        Stranger asleep = stranger(a).greet();
        assertEquals(Bye.Reason.IDLE, asleep.reason());
        assertTrue(asleep.heard().stream().anyMatch(Ping.class::isInstance));
    }

    @Test
    void whoAsksButDoesNotReadIsCutOffAndCostsLittle() throws Exception {
        Member a =
                here.member(1, Neighbourhood.setting(Neighbourhood.hasty(LATER, LATER, LATER.multipliedBy(2), SOON)));
        a.network()
                .onMessage(
                        BlocksRequest.class,
                        (from, ask) -> new BlocksReply(
                                ask.exchangeRoot(),
                                ask.first(),
                                new byte[128 * 32],
                                List.of(),
                                new byte[BlocksReply.MAX_BYTES]));
        Stranger greedy = stranger(a).greet();
        Eventually.holds("it is linked", () -> a.network().peers().size() == 1);
        greedy.stopReading();
        for (int i = 1; i <= 120; i++) {
            greedy.say(new BlocksRequest(Hash32.ZERO, i, 128), i);
        }
        assertReasonIsKnownEventually(a);
    }

    private static void assertReasonIsKnownEventually(Member a) {
        Eventually.holds("it is cut off", () -> a.network().farewells().stream()
                .anyMatch(f -> f.parting().text().equals("it does not read")));
    }

    @Test
    void requestsBeyondTheLimitAreRefusedAsBusy() throws Exception {
        Member a = here.member(1);
        CountDownLatch hold = new CountDownLatch(1);
        a.network().onMessage(KeyRequest.class, (from, ask) -> {
            try {
                hold.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return null;
        });
        Stranger eager = stranger(a).greet();
        int most = LinkLimits.DEFAULT.theirRequests();
        for (int i = 1; i <= most + 10; i++) {
            eager.say(new KeyRequest(Hash32.ZERO), i);
        }
        Eventually.holds("ten are refused", () -> refusals(eager) == 10);
        hold.countDown();
        Eventually.holds("the others are answered", () -> eager.heard().size() >= most + 11);
        assertEquals(10, refusals(eager));
    }

    private static long refusals(Stranger stranger) {
        return stranger.heard().stream()
                .filter(m -> m instanceof Refusal refusal && refusal.code() == Refusal.Code.BUSY)
                .count();
    }

    @Test
    void aFloodIsReadNoFasterThanAllowedAndOthersAreServedMeanwhile() {
        Member a = here.member(1, Neighbourhood.setting(slow()));
        Stranger flood = stranger(a).greet();
        Eventually.holds("it is linked", () -> a.network().peers().size() == 1);
        long began = System.nanoTime();
        for (int i = 1; i <= 200; i++) {
            flood.say(new Ping(i), i);
        }
        Member b = here.member(2);
        b.network().connect(a.at());
        Eventually.holds("all are answered", () -> replies(flood) == 200);
        // What one more read brings may still be answered on credit; what comes after that waits.
        for (int i = 201; i <= 202; i++) {
            flood.say(new Ping(i), i);
            Eventually.holds("so is what comes later", answered(flood, i));
        }
        assertTrue(System.nanoTime() - began > 1_000_000_000L, "150 more than the burst at 100/s take over a second");
        Eventually.holds("both are linked", () -> a.network().peers().size() == 2);
    }

    @Test
    void whoFloodsInOneBreathWithItsGreetingWaitsAsLong() {
        Member a = here.member(1, Neighbourhood.setting(slow()));
        Stranger flood = stranger(a);
        Buffer breath =
                Buffer.buffer().appendBuffer(Wire.frame(Stranger.hello(), 0).encoded());
        for (int i = 1; i <= 200; i++) {
            breath.appendBuffer(Wire.frame(new Ping(i), i).encoded());
        }
        long began = System.nanoTime();
        flood.write(breath);
        Eventually.holds("all are answered", () -> replies(flood) == 200);
        // What one more read brings may still be answered on credit; what comes after that waits.
        for (int i = 201; i <= 202; i++) {
            flood.say(new Ping(i), i);
            Eventually.holds("so is what comes later", answered(flood, i));
        }
        assertTrue(System.nanoTime() - began > 1_000_000_000L, "150 more than the burst at 100/s take over a second");
    }

    /** 100 messages a second, 50 at once. */
    private static LinkLimits slow() {
        LinkLimits d = LinkLimits.DEFAULT;
        return new LinkLimits(
                d.connect(),
                d.hello(),
                d.pingAfter(),
                d.silence(),
                d.stall(),
                d.outboundBytes(),
                d.ownRequests(),
                d.theirRequests(),
                100,
                50,
                d.neighbours(),
                d.links(),
                d.linksOfRange(),
                d.greeting());
    }

    private static BooleanSupplier answered(Stranger stranger, int all) {
        return () -> replies(stranger) == all;
    }

    private static long replies(Stranger stranger) {
        return stranger.heard().stream()
                .filter(m -> m instanceof Pong || m instanceof Refusal)
                .count();
    }

    @Test
    void helloOfAStrangerWithoutAccountIsAccepted() {
        Member a = here.member(1);
        stranger(a).greet();
        Eventually.holds("it is linked", () -> a.network().peers().size() == 1);
        assertEquals("stranger/1", a.network().peers().getFirst().agent());
    }
}
