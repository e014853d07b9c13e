package org.pluspeer.node.channel;

import java.time.InstantSource;
import java.util.function.Consumer;
import org.pluspeer.market.channel.ChannelReport;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.chain.Outcome;
import org.pluspeer.node.run.Attempts;
import org.pluspeer.node.run.Errand;

/** Orders transactions of channels, each further try later than the one before, and says when one is refused. */
final class ChannelClerk {
    private final ChannelOrders orders;
    private final Attempts<ChannelOrderId> attempts;

    ChannelClerk(ChannelOrders orders, InstantSource clock) {
        this.orders = orders;
        this.attempts = new Attempts<>(clock);
    }

    /** Success is the chain's to tell. */
    Errand.Outcome order(ChannelOrderId id, ChannelOrder order, Consumer<ChannelReport> tell) {
        if (attempts.isTooSoon(id, id.attempt())) {
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
        return code == Problem.Code.TRANSACTION_FAILED || (pays && code.refusesTransaction());
    }
}
