package org.pluspeer.node.p2p;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.p2p.Neighbourhood.Member;
import org.pluspeer.wallet.eth.Address;

/** Which of two carriers a dial ends up on. */
@Timeout(600)
class TwinCarrierTest {
    private static final HostPort SOMEWHERE = new HostPort("127.0.0.1", 4001);

    /** Answers a dial when the test lets it, with what the test gives it. */
    private static final class Prompted implements Carrier {
        private final CompletableFuture<Pipe> answer = new CompletableFuture<>();
        private final AtomicInteger dials = new AtomicInteger();

        @Override
        public Trial tries(HostPort to, Address expected) {
            throw new UnsupportedOperationException("not tried here");
        }

        @Override
        public HostPort listen(HostPort at, Consumer<Pipe> accepted) {
            return at;
        }

        @Override
        public Pipe dial(HostPort to, @Nullable Address expected) {
            dials.incrementAndGet();
            try {
                return answer.get(2, TimeUnit.MINUTES);
            } catch (java.util.concurrent.ExecutionException e) {
                throw (ProblemException) e.getCause();
            } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
                throw new AssertionError(e);
            }
        }

        void fails(Problem.Code code) {
            answer.completeExceptionally(new ProblemException(code, code.name()));
        }

        @Override
        public void close() {}
    }

    /** Only its closing matters. */
    private static final class Mute implements Pipe {
        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public Address node() {
            return Address.ZERO;
        }

        @Override
        public org.pluspeer.wallet.eth.Hash32 process() {
            return org.pluspeer.wallet.eth.Hash32.ZERO;
        }

        @Override
        public HostPort remote() {
            return SOMEWHERE;
        }

        @Override
        public String carrier() {
            return "mute";
        }

        @Override
        public boolean dialled() {
            return true;
        }

        @Override
        public void open(Receiver receiver) {}

        @Override
        public void write(io.vertx.core.buffer.Buffer bytes, Runnable done) {}

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void close() {
            closed.countDown();
        }
    }

    private final Prompted quick = new Prompted();
    private final Prompted sure = new Prompted();
    private final TwinCarrier twin = new TwinCarrier(quick, sure);

    @Test
    void whatAnswersAtOnceIsTakenAndTheOtherIsNotTried() {
        Mute pipe = new Mute();
        quick.answer.complete(pipe);
        // At once is what a slow machine calls so.
        assertSame(pipe, new TwinCarrier(quick, sure, Duration.ofMinutes(2)).dial(SOMEWHERE, null));
        assertEquals(0, sure.dials.get());
    }

    @Test
    void whereTheFirstIsSilentTheSecondWinsAndTheLatecomerIsHungUp() throws Exception {
        Mute pipe = new Mute();
        sure.answer.complete(pipe);
        assertSame(pipe, twin.dial(SOMEWHERE, null));
        Mute late = new Mute();
        quick.answer.complete(late);
        assertEquals(true, late.closed.await(2, TimeUnit.MINUTES));
        assertEquals(1, pipe.closed.getCount());
    }

    @Test
    void whereTheFirstFailsTheSecondIsTried() {
        Mute pipe = new Mute();
        quick.fails(Problem.Code.PEER_UNREACHABLE);
        sure.answer.complete(pipe);
        assertSame(pipe, twin.dial(SOMEWHERE, null));
    }

    @Test
    void whereBothFailAnotherNodeThereIsTheBetterNews() {
        quick.fails(Problem.Code.WRONG_PEER);
        sure.fails(Problem.Code.PEER_UNREACHABLE);
        assertEquals(
                Problem.Code.WRONG_PEER,
                assertThrows(ProblemException.class, () -> twin.dial(SOMEWHERE, null))
                        .problem()
                        .code());
    }

    @Test
    void whereTheSecondIsRefusedTheFirstGetsLittleMoreTime() {
        sure.fails(Problem.Code.PEER_UNREACHABLE);
        assertEquals(
                Problem.Code.PEER_UNREACHABLE,
                assertThrows(ProblemException.class, () -> twin.dial(SOMEWHERE, null))
                        .problem()
                        .code());
    }

    @Test
    void aNodeThatUdpDoesNotReachIsReachedByTcp() throws Exception {
        try (Neighbourhood tcp = new Neighbourhood(Carriers.TCP);
                Neighbourhood both = new Neighbourhood(Carriers.BOTH)) {
            Member b = tcp.member(2);
            // Takes the datagrams and never answers, as where UDP is blocked.
            try (DatagramSocket hole = besides(b)) {
                Member a = both.member(1);
                assertEquals("tcp", a.network().connect(b.at(), b.node()).carrier());
                assertEquals(b.at().port(), hole.getLocalPort());
            }
        }
    }

    private static DatagramSocket besides(Member member) throws IOException {
        try {
            return new DatagramSocket(member.at().port(), InetAddress.getByName("127.0.0.1"));
        } catch (BindException e) {
            assumeTrue(false, "skipped: another program has the UDP port " + member.at());
            throw e;
        }
    }

    @Test
    void aConnectionWithoutTlsGetsNothing() throws Exception {
        try (Neighbourhood here = new Neighbourhood(Carriers.BOTH)) {
            Member a = here.member(1);
            try (java.net.Socket plain = new java.net.Socket("127.0.0.1", a.at().port())) {
                plain.setSoTimeout(120_000);
                plain.getOutputStream()
                        .write("GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                byte[] all = plain.getInputStream().readAllBytes();
                assertEquals(true, all.length < 100, "at most a TLS alert");
            }
            assertEquals(0, a.network().peers().size());
            Member b = here.member(2);
            assertEquals(a.node(), b.network().connect(a.at()).node());
        }
    }
}
