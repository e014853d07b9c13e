package org.pluspeer.node.p2p;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.pluspeer.market.wire.Bye;
import org.pluspeer.market.wire.ReachReply.Outcome;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;

/** A call to a node that is made only to see if it can be: what came of it by each carrier. */
public record Trial(Outcome udp, Outcome tcp) {
    private static final Duration LAST_WORD = Duration.ofSeconds(2);

    /** Dials, says why, and hangs up. */
    static Outcome by(Supplier<Pipe> dial) {
        try {
            LastWord.say(dial.get());
            return Outcome.REACHED;
        } catch (ProblemException e) {
            return e.problem().code() == Problem.Code.WRONG_PEER ? Outcome.ANOTHER : Outcome.SILENT;
        }
    }

    /** By both carriers. */
    Trial and(Trial other) {
        return new Trial(udp == Outcome.UNTRIED ? other.udp : udp, tcp == Outcome.UNTRIED ? other.tcp : tcp);
    }

    /** The other side is read until it has hung up, or the word could be lost. */
    private static final class LastWord implements Pipe.Receiver {
        private final CountDownLatch over = new CountDownLatch(1);

        static void say(Pipe pipe) {
            LastWord word = new LastWord();
            pipe.open(word);
            pipe.write(
                    Wire.frame(new Bye(Bye.Reason.TRIED, "only to see if you can be dialled"), 0)
                            .encoded(),
                    () -> {});
            try {
                if (!word.over.await(LAST_WORD.toMillis(), TimeUnit.MILLISECONDS)) {
                    pipe.close();
                }
            } catch (InterruptedException e) {
                pipe.close();
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void bytes(Buffer bytes) {
            // Its greeting; nothing comes of it.
        }

        @Override
        public void closed(String why) {
            over.countDown();
        }
    }
}
