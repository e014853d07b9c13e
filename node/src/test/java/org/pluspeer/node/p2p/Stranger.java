package org.pluspeer.node.p2p;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.pluspeer.market.wire.Bye;
import org.pluspeer.market.wire.Hello;
import org.pluspeer.market.wire.Message;

/** The raw end of a pipe, in the hands of someone who keeps no rule. */
final class Stranger implements Pipe.Receiver {
    private final Pipe pipe;
    private final FrameReader reader = new FrameReader(type -> 1 << 20);
    private final List<Frame> frames = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile String why = "";

    Stranger(Pipe pipe) {
        this.pipe = pipe;
        pipe.open(this);
    }

    Stranger greet() {
        write(Wire.frame(hello(), 0).encoded());
        return this;
    }

    static Hello hello() {
        return new Hello(Hello.VERSION, "stranger/1", Neighbourhood.CHAIN, Neighbourhood.CONTRACT, List.of(), null);
    }

    void write(Buffer bytes) {
        pipe.write(bytes, () -> {});
    }

    void say(Message message, int id) {
        write(Wire.frame(message, id).encoded());
    }

    void stopReading() {
        pipe.pause();
    }

    List<Message> heard() {
        return frames.stream().map(Wire::message).toList();
    }

    boolean isCutOff() throws InterruptedException {
        return closed.await(2, TimeUnit.MINUTES);
    }

    /** What the other side gave as its reason. */
    Bye.Reason reason() throws InterruptedException {
        if (!isCutOff()) {
            throw new AssertionError("it was not cut off");
        }
        Optional<Bye> bye = heard().stream()
                .filter(Bye.class::isInstance)
                .map(Bye.class::cast)
                .findFirst();
        return bye.orElseThrow(() -> new AssertionError("it was cut off without a word"))
                .reason();
    }

    /** How the connection ended. */
    String why() {
        return why;
    }

    @Override
    public void bytes(Buffer bytes) {
        try {
            reader.read(bytes, frames::add);
        } catch (FrameReader.BadFrameException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void closed(String how) {
        why = how;
        closed.countDown();
    }

    /** Takes everything in and minds nothing. */
    static class Deaf implements Pipe.Receiver {
        @Override
        public void bytes(Buffer bytes) {}

        @Override
        public void closed(String how) {}
    }
}
