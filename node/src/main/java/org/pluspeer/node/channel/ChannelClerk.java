package org.pluspeer.node.channel;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.pluspeer.market.channel.ChannelReport;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.chain.Outcome;
import org.pluspeer.node.run.Errand;

/** Orders transactions of channels, each further try later than the one before, and says when one is refused. */
final class ChannelClerk {
    private static final int FIRST_WAIT_SECONDS = 5;
    private static final int MAX_DOUBLINGS = 6;

    private final ChannelOrders orders;
    private final InstantSource clock;
    private final Map<ChannelOrderId, Long> firstSeen = new ConcurrentHashMap<>();

    ChannelClerk(ChannelOrders orders, InstantSource clock) {
        this.orders = orders;
        this.clock = clock;
    }

    /** Success is the chain's to tell. */
    Errand.Outcome order(ChannelOrderId id, ChannelOrder order, Consumer<ChannelReport> tell) {
        if (isTooSoon(id)) {
            return Errand.Outcome.AGAIN;
        }
        try {
            report(id, orders.order(id.text(), order), tell);
        } catch (ProblemException e) {
            boolean pays = order instanceof ChannelOrder.Open || order instanceof ChannelOrder.TopUp;
            if (!isHopeless(e.problem().code(), pays)) {
                throw e;
            }
            tell.accept(new ChannelReport.Refused(
                    id.transaction(), id.attempt(), e.problem().detail()));
        }
        return Errand.Outcome.IN_HAND;
    }

    static void report(ChannelOrderId id, Outcome outcome, Consumer<ChannelReport> tell) {
        switch (outcome.status()) {
            case PENDING, SUCCEEDED -> tell.accept(new ChannelReport.Sent(id.transaction(), id.attempt()));
            case REVERTED, DROPPED, OVERTAKEN, CANCELLED -> {
                String reason = outcome.reason();
                tell.accept(new ChannelReport.Refused(
                        id.transaction(), id.attempt(), reason == null ? "the chain refused it" : reason));
            }
        }
    }

    /** Money is not sent again because it could not be sent once; what brings money is tried as long as it may help. */
    private static boolean isHopeless(Problem.Code code, boolean pays) {
        return switch (code) {
            case TRANSACTION_FAILED -> true;
            case INSUFFICIENT_FUNDS, REFUSED_BY_POLICY, NEEDS_APPROVAL, UNSUPPORTED -> pays;
            default -> false;
        };
    }

    private boolean isTooSoon(ChannelOrderId id) {
        if (id.attempt() == 0) {
            return false;
        }
        long now = clock.instant().getEpochSecond();
        long since = firstSeen.computeIfAbsent(id, _ -> now);
        int doublings = Math.min(id.attempt() - 1, MAX_DOUBLINGS);
        return now < since + ((long) FIRST_WAIT_SECONDS << doublings);
    }
}
