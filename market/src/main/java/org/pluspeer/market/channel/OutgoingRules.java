package org.pluspeer.market.channel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Signature;

/** How the payer's side is read off its facts, and how it answers commands. */
final class OutgoingRules {
    private OutgoingRules() {}

    // ---- reading

    static Outgoing read(OutgoingFacts facts) {
        Holding chain = facts.chain();
        ChannelFact.Closed closed = chain.closed();
        if (closed != null) {
            return new Outgoing.Closed(facts, closed);
        }
        if (!chain.isOpened()) {
            return unopened(facts);
        }
        if (chain.time().headTime() > chain.countsUntil(facts.plan().terms())) {
            return new Outgoing.Withdrawing(facts);
        }
        if (chain.exit() != null) {
            return new Outgoing.Exiting(facts);
        }
        return facts.parting().since() == null ? new Outgoing.Open(facts) : new Outgoing.Leaving(facts);
    }

    private static Outgoing unopened(OutgoingFacts facts) {
        if (facts.attempts().wasRefused(ChannelTransaction.OPEN)) {
            return new Outgoing.Failed(facts);
        }
        boolean calledOff = facts.parting().since() != null && !facts.attempts().wasSent(ChannelTransaction.OPEN);
        return calledOff ? new Outgoing.Cancelled(facts) : new Outgoing.Opening(facts);
    }

    static List<OutgoingEffect> paying(OutgoingFacts facts) {
        List<OutgoingEffect> effects = new ArrayList<>();
        OutgoingFacts.Purse purse = facts.purse();
        Amount promised = purse.promised();
        if (purse.inDoubt()) {
            effects.add(new OutgoingEffect.AskNewest(facts.plan()));
        } else if (promised.isMoreThan(purse.confirmed())
                && promised.isMoreThan(facts.chain().claimed())) {
            effects.add(new OutgoingEffect.SendVoucher(facts.plan(), promised));
        }
        Amount deposited = facts.chain().deposited();
        if (purse.wanted().isMoreThan(deposited)) {
            int attempt = facts.attempts().of(ChannelTransaction.TOP_UP);
            effects.add(
                    new OutgoingEffect.SubmitTopUp(facts.plan(), purse.wanted().minus(deposited), attempt));
        }
        return effects;
    }

    static List<OutgoingEffect> leaving(OutgoingFacts facts) {
        List<OutgoingEffect> agreed = agreed(facts);
        if (!agreed.isEmpty()) {
            return agreed;
        }
        OutgoingFacts.Parting parting = facts.parting();
        Long since = parting.since();
        long now = facts.chain().time().headTime();
        if (since != null
                && now < since + facts.plan().patience()
                && parting.closing() == null
                && !parting.declined()) {
            return List.of(new OutgoingEffect.RequestClosing(facts.plan(), facts.owed()));
        }
        return List.of(new OutgoingEffect.SubmitStartExit(
                facts.plan(), facts.attempts().of(ChannelTransaction.START_EXIT)));
    }

    /** The end that the payee signed, as long as its word holds. */
    static List<OutgoingEffect> agreed(OutgoingFacts facts) {
        Closing closing = facts.parting().closing();
        Signature signature = facts.parting().signature();
        long now = facts.chain().time().headTime();
        if (closing == null || signature == null || now > closing.validUntil()) {
            return List.of();
        }
        int attempt = facts.attempts().of(ChannelTransaction.COOP_CLOSE);
        return List.of(new OutgoingEffect.SubmitCoopClose(facts.plan(), closing, signature, attempt));
    }

    // ---- answering

    static ChannelStep<Outgoing, OutgoingEvent, OutgoingEffect> answer(Outgoing state, OutgoingCommand command) {
        return switch (command) {
            case OutgoingCommand.Pay it -> paid(state, it.amount());
            case OutgoingCommand.PayFor it -> paidFor(state, it);
            case OutgoingCommand.Receive it ->
                it.amount().isZero() ? unchanged(state) : after(state, new OutgoingEvent.Received(it.amount(), null));
            case OutgoingCommand.Settle it -> settled(state, it);
            case OutgoingCommand.ConfirmVoucher it -> confirmed(state, it.cumulative());
            case OutgoingCommand.TopUp it -> toppedUp(state, it.deposit());
            case OutgoingCommand.Doubt _ ->
                state.facts().purse().inDoubt() || state.isOver()
                        ? unchanged(state)
                        : after(state, new OutgoingEvent.Doubted());
            case OutgoingCommand.Recall it -> recalled(state, it);
            case OutgoingCommand.RecallNothing _ ->
                state.facts().purse().inDoubt()
                        ? after(state, new OutgoingEvent.Recalled(Amount.ZERO))
                        : unchanged(state);
            case OutgoingCommand.Leave it -> left(state, it.headTime());
            case OutgoingCommand.GrantClosing it -> granted(state, it);
            case OutgoingCommand.DeclineClosing _ ->
                state instanceof Outgoing.Leaving && !state.facts().parting().declined()
                        ? after(state, new OutgoingEvent.ClosingDeclined())
                        : unchanged(state);
            case OutgoingCommand.Report it -> news(state, new OutgoingEvent.Reported(it.report()));
            case OutgoingCommand.Move it -> moved(state, it.chain());
        };
    }

    private static ChannelStep<Outgoing, OutgoingEvent, OutgoingEffect> paid(Outgoing state, Amount amount) {
        ChannelDenial denial = notPaying(state);
        if (denial != null) {
            return refused(state, denial);
        }
        OutgoingFacts facts = state.facts();
        Amount sum = facts.owed().plus(amount);
        if (sum.isMoreThan(facts.chain().deposited())) {
            return refused(state, ChannelDenial.DEPOSIT_USED_UP);
        }
        if (sum.isMoreThan(facts.purse().received().plus(facts.plan().credit()))) {
            return refused(state, ChannelDenial.CREDIT_USED_UP);
        }
        return amount.isZero() ? unchanged(state) : after(state, new OutgoingEvent.Promised(sum));
    }

    private static ChannelStep<Outgoing, OutgoingEvent, OutgoingEffect> paidFor(
            Outgoing state, OutgoingCommand.PayFor command) {
        ChannelDenial denial = notPaying(state);
        if (denial != null) {
            return refused(state, denial);
        }
        OutgoingFacts facts = state.facts();
        Amount sum = facts.purse().received().plus(command.amount());
        if (sum.isMoreThan(facts.chain().deposited())) {
            return refused(state, ChannelDenial.DEPOSIT_USED_UP);
        }
        if (command.amount().isZero()) {
            return unchanged(state);
        }
        OutgoingEvent received = new OutgoingEvent.Received(command.amount(), command.name());
        return sum.isMoreThan(facts.owed())
                ? after(state, received, new OutgoingEvent.Promised(sum))
                : after(state, received);
    }

    private static @Nullable ChannelDenial notPaying(Outgoing state) {
        return switch (state) {
            case Outgoing.Opening _ -> ChannelDenial.NOT_OPEN_YET;
            case Outgoing.Open it -> it.facts().purse().inDoubt() ? ChannelDenial.NEWEST_UNKNOWN : null;
            case Outgoing.Leaving _, Outgoing.Exiting _, Outgoing.Withdrawing _ -> ChannelDenial.ENDING;
            case Outgoing.Closed _, Outgoing.Failed _, Outgoing.Cancelled _ -> ChannelDenial.OVER;
        };
    }

    private static ChannelStep<Outgoing, OutgoingEvent, OutgoingEffect> settled(
            Outgoing state, OutgoingCommand.Settle command) {
        List<OutgoingEvent> events = new ArrayList<>();
        if (!command.amount().isZero()) {
            events.add(new OutgoingEvent.Received(command.amount(), command.name()));
        }
        events.addAll(confirmed(state, command.confirmed()).events());
        return after(state, events.toArray(OutgoingEvent[]::new));
    }

    /** A payee can't confirm what was never promised. */
    private static ChannelStep<Outgoing, OutgoingEvent, OutgoingEffect> confirmed(Outgoing state, Amount cumulative) {
        OutgoingFacts.Purse purse = state.facts().purse();
        boolean isNews = cumulative.isMoreThan(purse.confirmed()) && !cumulative.isMoreThan(purse.promised());
        return isNews ? after(state, new OutgoingEvent.Confirmed(cumulative)) : unchanged(state);
    }

    private static ChannelStep<Outgoing, OutgoingEvent, OutgoingEffect> toppedUp(Outgoing state, Amount deposit) {
        ChannelDenial denial = notPaying(state);
        if (denial != null && denial != ChannelDenial.NEWEST_UNKNOWN) {
            return refused(state, denial);
        }
        if (deposit.units().bitLength() > 96) {
            return refused(state, ChannelDenial.DEPOSIT_USED_UP);
        }
        OutgoingFacts facts = state.facts();
        boolean isNews = deposit.isMoreThan(facts.chain().deposited())
                && !deposit.equals(facts.purse().wanted());
        return isNews ? after(state, new OutgoingEvent.TopUpWanted(deposit)) : unchanged(state);
    }

    private static ChannelStep<Outgoing, OutgoingEvent, OutgoingEffect> recalled(
            Outgoing state, OutgoingCommand.Recall command) {
        OutgoingFacts facts = state.facts();
        if (!command.signer().equals(facts.plan().terms().voucherKey())) {
            return refused(state, ChannelDenial.WRONG_KEY);
        }
        Amount sum = command.newest().cumulative();
        boolean isNews = facts.purse().inDoubt() || sum.isMoreThan(facts.purse().promised());
        return isNews ? after(state, new OutgoingEvent.Recalled(sum)) : unchanged(state);
    }

    private static ChannelStep<Outgoing, OutgoingEvent, OutgoingEffect> left(Outgoing state, long headTime) {
        boolean alreadyOrOver = state.facts().parting().since() != null || state.isOver();
        return alreadyOrOver ? unchanged(state) : after(state, new OutgoingEvent.LeaveWanted(headTime));
    }

    private static ChannelStep<Outgoing, OutgoingEvent, OutgoingEffect> granted(
            Outgoing state, OutgoingCommand.GrantClosing command) {
        OutgoingFacts facts = state.facts();
        if (!command.signer().equals(facts.plan().terms().payee())) {
            return refused(state, ChannelDenial.WRONG_KEY);
        }
        if (command.closing().cumulative().isMoreThan(facts.owed())) {
            return refused(state, ChannelDenial.TOO_MUCH);
        }
        boolean wanted = state instanceof Outgoing.Leaving || state instanceof Outgoing.Exiting;
        boolean isNews = wanted && !command.closing().equals(facts.parting().closing());
        return isNews
                ? after(state, new OutgoingEvent.ClosingGranted(command.closing(), command.signature()))
                : unchanged(state);
    }

    private static ChannelStep<Outgoing, OutgoingEvent, OutgoingEffect> moved(Outgoing state, ChannelMove chain) {
        List<OutgoingEvent> events = new ArrayList<>(
                Moves.news(state.facts().chain(), chain, OutgoingEvent.ChainSaid::new, OutgoingEvent.ChainUnsaid::new));
        Outgoing next = state;
        for (OutgoingEvent event : events) {
            next = next.with(event);
        }
        OutgoingEvent tick =
                new OutgoingEvent.TimePassed(next.facts().chain().time().latest(chain.time()));
        if (differs(next, next.with(tick))) {
            events.add(tick);
        }
        return after(state, events.toArray(OutgoingEvent[]::new));
    }

    private static boolean differs(Outgoing one, Outgoing other) {
        return one.getClass() != other.getClass()
                || !one.effects().equals(other.effects())
                || Moves.matters(one.facts().chain(), other.facts().chain());
    }

    private static ChannelStep<Outgoing, OutgoingEvent, OutgoingEffect> news(Outgoing state, OutgoingEvent event) {
        boolean isNews = !state.facts().with(event).equals(state.facts());
        return isNews ? after(state, event) : unchanged(state);
    }

    private static ChannelStep<Outgoing, OutgoingEvent, OutgoingEffect> after(Outgoing state, OutgoingEvent... events) {
        Outgoing next = state;
        for (OutgoingEvent event : events) {
            next = next.with(event);
        }
        return new ChannelStep<>(next, List.of(events), next.effects(), null);
    }

    private static ChannelStep<Outgoing, OutgoingEvent, OutgoingEffect> unchanged(Outgoing state) {
        return new ChannelStep<>(state, List.of(), state.effects(), null);
    }

    private static ChannelStep<Outgoing, OutgoingEvent, OutgoingEffect> refused(Outgoing state, ChannelDenial denial) {
        return new ChannelStep<>(state, List.of(), state.effects(), denial);
    }
}
