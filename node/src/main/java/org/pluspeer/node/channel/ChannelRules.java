package org.pluspeer.node.channel;

import org.pluspeer.market.channel.ChannelDenial;
import org.pluspeer.market.channel.ChannelStep;
import org.pluspeer.market.channel.Incoming;
import org.pluspeer.market.channel.IncomingCommand;
import org.pluspeer.market.channel.IncomingEffect;
import org.pluspeer.market.channel.IncomingEvent;
import org.pluspeer.market.channel.Outgoing;
import org.pluspeer.market.channel.OutgoingCommand;
import org.pluspeer.market.channel.OutgoingEffect;
import org.pluspeer.market.channel.OutgoingEvent;
import org.pluspeer.market.sale.Step;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.run.Rules;

/** Both sides' machines as turns take them, and their states and denials in words. */
final class ChannelRules {
    static final Rules<Outgoing, OutgoingCommand, OutgoingEvent, OutgoingEffect> OUTGOING =
            Rules.of(Outgoing::first, Outgoing::with, (state, command) -> plain(state.on(command)), Outgoing::effects);

    static final Rules<Incoming, IncomingCommand, IncomingEvent, IncomingEffect> INCOMING =
            Rules.of(Incoming::first, Incoming::with, (state, command) -> plain(state.on(command)), Incoming::effects);

    private ChannelRules() {}

    /** Without the denial, which is for whoever told the command. */
    static <S, E, F> Step<S, E, F> plain(ChannelStep<S, E, F> step) {
        return new Step<>(step.state(), step.events(), step.effects(), null);
    }

    static String name(Outgoing state) {
        return switch (state) {
            case Outgoing.Opening _ -> "opening";
            case Outgoing.Open it -> it.facts().purse().inDoubt() ? "asking" : "open";
            case Outgoing.Leaving _ -> "leaving";
            case Outgoing.Exiting _ -> "exiting";
            case Outgoing.Withdrawing _ -> "withdrawing";
            case Outgoing.Closed _ -> "closed";
            case Outgoing.Failed _ -> "failed";
            case Outgoing.Cancelled _ -> "cancelled";
        };
    }

    static String name(Incoming state) {
        return switch (state) {
            case Incoming.Awaited _ -> "awaited";
            case Incoming.Serving _ -> "open";
            case Incoming.Agreed _ -> "agreed";
            case Incoming.Retiring _ -> "closing";
            case Incoming.Ending _ -> "ending";
            case Incoming.Closed _ -> "closed";
        };
    }

    /** What happens next, in a sentence. */
    static String next(Outgoing state) {
        return switch (state) {
            case Outgoing.Opening _ -> "The deposit is on its way; the payee takes vouchers once it is final.";
            case Outgoing.Open it ->
                it.facts().purse().inDoubt()
                        ? "The payee is asked for the newest voucher it has. Nothing is signed before; if it never"
                                + " answers, close the channel."
                        : "Pay through it; close it to get the rest back.";
            case Outgoing.Leaving _ -> "The payee is asked to agree to the end; if it does not, the exit begins.";
            case Outgoing.Exiting it ->
                "The payee has until "
                        + it.facts().chain().countsUntil(it.facts().plan().terms())
                        + " (unix seconds) to claim; then the rest is called back.";
            case Outgoing.Withdrawing _ -> "The rest is being called back.";
            case Outgoing.Closed _ -> "It is over.";
            case Outgoing.Failed _ -> "The chain would not open it; nothing was paid.";
            case Outgoing.Cancelled _ -> "It was called off; nothing was paid.";
        };
    }

    static String next(Incoming state) {
        return switch (state) {
            case Incoming.Awaited _ -> "Its deposit is not final yet.";
            case Incoming.Serving _ -> "It is claimed when that pays, and in time when the payer leaves.";
            case Incoming.Agreed _ -> "The payer may bring the end that was agreed on; nothing is delivered meanwhile.";
            case Incoming.Retiring _ -> "It is being closed with the newest voucher.";
            case Incoming.Ending _ -> "The payer leaves: what was earned is being claimed.";
            case Incoming.Closed _ -> "It is over.";
        };
    }

    static ProblemException problem(ChannelDenial denial) {
        Problem.Code code =
                switch (denial) {
                    case NOT_OPEN_YET -> Problem.Code.NOT_READY;
                    case OVER, ENDING, NOT_HIGHER, TOO_LITTLE, TOO_MUCH, TOO_LONG -> Problem.Code.CONFLICT;
                    case CREDIT_USED_UP -> Problem.Code.BUSY;
                    case DEPOSIT_USED_UP -> Problem.Code.INSUFFICIENT_FUNDS;
                    case NEWEST_UNKNOWN -> Problem.Code.CHANNEL_IN_DOUBT;
                    case WRONG_KEY -> Problem.Code.PEER_CHEATED;
                };
        String more = denial == ChannelDenial.NEWEST_UNKNOWN
                ? "; it is being asked. If it never answers, close the channel: what it can claim was signed before"
                : "";
        return new ProblemException(code, denial.sentence() + more);
    }
}
