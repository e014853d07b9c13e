package org.pluspeer.node.p2p;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.pluspeer.market.wire.Bye;
import org.pluspeer.market.wire.Message;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;

/**
 * One question to a node over whichever of its links stays. Two nodes that dial each other several times at once see
 * the links come in different orders; what was asked over one that the other side gave up as a double is asked again
 * over the one that it kept. It may have been heard: questions do no harm twice.
 */
final class Question {
    /** Asks over one link. */
    @FunctionalInterface
    interface Way {
        Message ask(Link link, Duration limit);
    }

    private final LinkTable table;
    private final LongSupplier nanos;

    Question(LinkTable table, LongSupplier nanos) {
        this.table = table;
        this.nanos = nanos;
    }

    /** @throws ProblemException what {@link Link#ask} throws; PEER_UNREACHABLE where there is no link */
    Message put(Address node, Duration limit, Way way) {
        long deadline = nanos.getAsLong() + limit.toNanos();
        Link link = table.linkTo(node);
        while (true) {
            try {
                return way.ask(link, Duration.ofNanos(deadline - nanos.getAsLong()));
            } catch (ProblemException e) {
                Optional<Link> kept = wasDouble(link) ? table.another(node) : Optional.empty();
                if (kept.isEmpty() || nanos.getAsLong() >= deadline) {
                    throw e;
                }
                link = kept.get();
            }
        }
    }

    private static boolean wasDouble(Link link) {
        Parting parting = link.parting();
        return parting != null && parting.reason() == Bye.Reason.DUPLICATE_LINK;
    }
}
