package org.pluspeer.node.p2p;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.wire.Acknowledged;
import org.pluspeer.market.wire.Bye;
import org.pluspeer.market.wire.Hello;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.MessageType;
import org.pluspeer.market.wire.Ping;
import org.pluspeer.market.wire.Pong;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.market.wire.RelayPacket;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * Requests and replies with one node over one pipe, within limits. It greets, then serves, then ends with a reason;
 * after that it is never used again.
 */
final class Link implements Pipe.Receiver {
    private static final Duration LAST_WORD = Duration.ofSeconds(1);

    private final Pipe pipe;
    private final Toolbox tools;
    private final LinkHolder owner;
    private final FrameReader reader = new FrameReader(this::largestBody);
    private final Traffic traffic = new Traffic();
    private final Outbox outbox;
    private final Pending pending;
    private final Throttle throttle;
    private final Vigil vigil;
    private final AtomicInteger answering = new AtomicInteger();
    private final CompletableFuture<Hello> theirHello = new CompletableFuture<>();
    private final AtomicReference<@Nullable Parting> parting = new AtomicReference<>();
    private final CountDownLatch pipeClosed = new CountDownLatch(1);
    private final List<Frame> early = new ArrayList<>();
    private boolean helloSeen;
    private boolean serving;
    private volatile long lastUsed;

    /** What every link of a node shares, with what it says first. */
    record Toolbox(LinkLimits limits, Scheduler scheduler, LongSupplier nanos, Supplier<Hello> hello) {}

    Link(Pipe pipe, Toolbox tools, LinkHolder owner) {
        this.pipe = pipe;
        this.tools = tools;
        this.owner = owner;
        this.outbox = new Outbox(pipe, tools.limits().outboundBytes(), traffic);
        this.pending = new Pending(tools.limits().ownRequests());
        this.throttle = new Throttle(pipe, tools);
        this.vigil = new Vigil(
                tools,
                pipe.dialled(),
                quiet -> outbox.writeNow(Wire.frame(new Ping(quiet), pending.freshId())),
                nanos -> cut(Bye.Reason.IDLE, "nothing was heard for " + nanos / 1_000_000_000 + " s"));
        this.lastUsed = now();
    }

    Address node() {
        return pipe.node();
    }

    Pipe pipe() {
        return pipe;
    }

    /** What has passed, both ways. */
    Traffic traffic() {
        return traffic;
    }

    /** How it ended, or null while it lasts. */
    @Nullable
    Parting parting() {
        return parting.get();
    }

    /** Nothing waits for a reply, in either direction. */
    boolean isIdle() {
        return pending.isEmpty() && answering.get() == 0;
    }

    /** Nanoseconds since something other than a ping passed. */
    long unusedFor() {
        return now() - lastUsed;
    }

    /**
     * Says hello and waits for theirs. Frames that follow it wait until {@link #serve}.
     *
     * @throws ProblemException PEER_REFUSED or PEER_UNREACHABLE; the link has ended then
     */
    Hello greet() {
        pipe.open(this);
        if (pipe.dialled()) {
            outbox.writeNow(Wire.frame(tools.hello().get(), 0));
        }
        try {
            return theirHello.get(tools.limits().hello().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            cut(Bye.Reason.IDLE, "no greeting came in time");
        } catch (ExecutionException e) {
            // It ended; the parting says how.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cut(Bye.Reason.STOPPING, "interrupted");
        }
        throw problem().exception();
    }

    /**
     * Begins to hand over messages, and to watch that the other side is alive.
     *
     * @return false if it has ended already
     */
    boolean serve() {
        synchronized (early) {
            if (parting.get() != null) {
                return false;
            }
            serving = true;
            early.forEach(this::arrived);
            early.clear();
        }
        throttle.open();
        vigil.begin();
        return true;
    }

    /**
     * Asks and waits.
     *
     * @throws ProblemException PEER_UNREACHABLE, PEER_REFUSED (a refusal in so many words), PEER_CHEATED (bytes that
     *     are no message), TIMEOUT
     */
    Message ask(Message message, Duration limit) {
        Message reply = converse(message, limit);
        if (reply instanceof Refusal refusal) {
            throw new ProblemException(
                    Problem.Code.PEER_REFUSED, node() + " refused: " + refusal.text() + " (" + refusal.code() + ")");
        }
        return reply;
    }

    /** As {@link #ask}, for who tells refusals apart: they are returned. */
    Message converse(Message message, Duration limit) {
        long deadline = now() + limit.toNanos();
        lastUsed = now();
        try (Pending.Place place = pending.enter(limit)) {
            send(Wire.frame(message, place.id()), deadline);
            return decode(place.await(Duration.ofNanos(deadline - now())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(Problem.Code.STOPPING, "interrupted while asking " + node(), e);
        }
    }

    /**
     * Says it and waits for no reply.
     *
     * @throws ProblemException PEER_UNREACHABLE or TIMEOUT
     */
    void tell(Message message) {
        lastUsed = now();
        try {
            send(Wire.frame(message, 0), now() + tools.limits().stall().toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(Problem.Code.STOPPING, "interrupted while telling " + node(), e);
        }
    }

    /** As {@link #tell}, but never blocks: it is dropped where little room is left. */
    void tellNow(Message message) {
        lastUsed = now();
        outbox.writeSoon(Wire.frame(message, 0));
    }

    /** Ends it and tells the other side why. The first reason stays. */
    void cut(Bye.Reason reason, String text) {
        Parting ours = Parting.ours(reason, text);
        if (!parting.compareAndSet(null, ours)) {
            return;
        }
        outbox.writeLast(Wire.frame(Wire.bye(ours), 0));
        // Its Bye could be lost if this side closed with bytes unread, so they are read and dropped for a while.
        pipe.resume();
        tools.scheduler().after(LAST_WORD, pipe::close);
        finish(ours);
    }

    /** Waits until the other side has hung up, or a little longer than the last word is given. */
    void awaitClosed() throws InterruptedException {
        if (!pipeClosed.await(LAST_WORD.toMillis(), TimeUnit.MILLISECONDS)) {
            pipe.close();
        }
    }

    @Override
    public void bytes(Buffer bytes) {
        traffic.came(bytes.length());
        if (parting.get() != null) {
            return;
        }
        try {
            reader.read(bytes, this::framed);
        } catch (FrameReader.BadFrameException e) {
            cut(e.tooLong() ? Bye.Reason.TOO_LONG : Bye.Reason.OUT_OF_TURN, e.sentence());
        }
    }

    @Override
    public void closed(String why) {
        pipeClosed.countDown();
        Parting lost = Parting.lost(why);
        if (parting.compareAndSet(null, lost)) {
            finish(lost);
        }
    }

    private int largestBody(int type) {
        if (type == MessageType.BYE.code()) {
            return MessageType.largestBody(type);
        }
        return (type == MessageType.HELLO.code()) == helloSeen ? -1 : MessageType.largestBody(type);
    }

    private void framed(Frame frame) {
        vigil.heard();
        if (parting.get() != null) {
            return;
        }
        if (frame.type() == MessageType.BYE.code()) {
            theyEnded(frame);
        } else if (!helloSeen) {
            helloSeen = true;
            pipe.pause();
            greeted(frame);
        } else {
            keepOrServe(frame);
        }
    }

    private void keepOrServe(Frame frame) {
        synchronized (early) {
            if (!serving) {
                early.add(frame);
                return;
            }
        }
        arrived(frame);
    }

    private void greeted(Frame frame) {
        int version = frame.body().length < 2 ? 0 : (frame.body()[0] & 0xff) << 8 | (frame.body()[1] & 0xff);
        if (version != Hello.VERSION) {
            cut(Bye.Reason.WRONG_VERSION, "protocol version " + version + ", this is version " + Hello.VERSION);
            return;
        }
        try {
            Hello theirs = (Hello) Wire.message(frame);
            if (!pipe.dialled()) {
                // Said sooner it could come before the dialler listens, and be lost there.
                outbox.writeNow(Wire.frame(tools.hello().get(), 0));
            }
            theirHello.complete(theirs);
        } catch (MalformedException e) {
            cut(Bye.Reason.MALFORMED, "the greeting cannot be read: " + e.getMessage());
        }
    }

    private void theyEnded(Frame frame) {
        Parting theirs = Wire.parting(frame);
        if (parting.compareAndSet(null, theirs)) {
            pipe.close();
            finish(theirs);
        }
    }

    private void arrived(Frame frame) {
        if (frame.isReply()) {
            if (!pending.complete(frame)) {
                throttle.charge();
            }
            return;
        }
        throttle.charge();
        if (frame.type() == MessageType.RELAY_PACKET.code()) {
            passed(frame);
            return;
        }
        if (answering.incrementAndGet() <= tools.limits().theirRequests()) {
            Thread.ofVirtual().name("peer-answer").start(() -> answer(frame));
            return;
        }
        answering.decrementAndGet();
        if (frame.id() != 0
                && !outbox.writeNow(
                        Wire.reply(new Refusal(Refusal.Code.BUSY, "too many requests at once"), frame.id()))) {
            cut(Bye.Reason.IDLE, "it sends requests and does not read the replies");
        }
    }

    /** At once, so that datagrams stay in their order. */
    private void passed(Frame frame) {
        try {
            owner.passed(this, (RelayPacket) decode(frame));
        } catch (ProblemException e) {
            // Bytes that are no message; the link was cut.
        }
    }

    private void answer(Frame frame) {
        try {
            Message message = decode(frame);
            Message reply = message instanceof Ping ping ? new Pong(ping.number()) : ownersAnswer(message);
            if (frame.id() != 0
                    && !outbox.write(
                            Wire.reply(reply, frame.id()), tools.limits().stall())) {
                cut(Bye.Reason.IDLE, "it does not read");
            }
        } catch (ProblemException e) {
            // Bytes that are no message; the link was cut.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            answering.decrementAndGet();
        }
    }

    private Message ownersAnswer(Message message) {
        lastUsed = now();
        Message reply = owner.answer(this, message);
        return reply == null ? new Acknowledged() : reply;
    }

    private Message decode(Frame frame) {
        try {
            return Wire.message(frame);
        } catch (MalformedException e) {
            String text = "a message of type " + frame.type() + " cannot be read: " + e.getMessage();
            cut(Bye.Reason.MALFORMED, text);
            throw new ProblemException(Problem.Code.PEER_CHEATED, node() + ": " + text, e);
        }
    }

    private void send(Frame frame, long deadline) throws InterruptedException {
        long left = deadline - now();
        long stall = tools.limits().stall().toNanos();
        if (outbox.write(frame, Duration.ofNanos(Math.min(left, stall)))) {
            return;
        }
        if (left >= stall) {
            cut(Bye.Reason.IDLE, "it does not read");
        }
        if (parting.get() != null) {
            throw problem().exception();
        }
        throw new ProblemException(Problem.Code.TIMEOUT, node() + " does not read fast enough");
    }

    private void finish(Parting how) {
        Problem problem = problem();
        pending.end(problem);
        vigil.end();
        outbox.close();
        theirHello.completeExceptionally(problem.exception());
        synchronized (early) {
            if (serving) {
                Thread.ofVirtual().name("peer-ended").start(() -> owner.ended(this, how));
            }
        }
    }

    private Problem problem() {
        return Parting.problem(parting.get(), node());
    }

    private long now() {
        return tools.nanos().getAsLong();
    }
}
