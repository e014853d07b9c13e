package org.pluspeer.market.channel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** How the payee's side is read off its facts, and how it answers commands. */
final class IncomingRules {
    private IncomingRules() {}

    // ---- reading

    static Incoming read(IncomingFacts facts) {
        Holding chain = facts.chain();
        ChannelFact.Closed closed = chain.closed();
        if (closed != null) {
            return new Incoming.Closed(facts, closed);
        }
        long countsUntil = chain.countsUntil(facts.plan().terms());
        boolean soon = chain.time().headTime() >= countsUntil - facts.plan().margin();
        if (chain.exit() != null || soon) {
            return new Incoming.Ending(facts);
        }
        if (facts.retreat().retiring()) {
            return new Incoming.Retiring(facts);
        }
        if (inForce(facts) != null) {
            return new Incoming.Agreed(facts);
        }
        return chain.finalDeposit().isZero() ? new Incoming.Awaited(facts) : new Incoming.Serving(facts);
    }

    /**
     * What was agreed to and may still be brought: until its last second is over for good, for a block that a
     * reorganisation brings may still be of that second.
     */
    private static @Nullable Closing inForce(IncomingFacts facts) {
        Closing closing = facts.retreat().closing();
        boolean holds = closing != null && facts.chain().time().finalizedTime() <= closing.validUntil();
        return holds ? closing : null;
    }

    static List<IncomingEffect> claim(IncomingFacts facts) {
        Voucher newest = facts.till().newest();
        boolean wanted = facts.till().claimUpTo().isMoreThan(facts.chain().claimed());
        if (!wanted || newest == null) {
            return List.of();
        }
        int attempt = facts.attempts().of(ChannelTransaction.CLAIM);
        return List.of(new IncomingEffect.SubmitClaim(facts.plan(), newest, attempt));
    }

    /** Beside what the state wants: the end that was agreed to, for the payer to bring. */
    static List<IncomingEffect> alsoClosing(IncomingFacts facts, List<IncomingEffect> wanted) {
        Closing closing = inForce(facts);
        if (closing == null) {
            return wanted;
        }
        List<IncomingEffect> effects = new ArrayList<>(wanted);
        effects.add(new IncomingEffect.SendClosing(facts.plan(), closing));
        return effects;
    }

    static List<IncomingEffect> close(IncomingFacts facts) {
        if (!facts.chain().isOpened()) {
            return List.of();
        }
        // With the voucher even if it was claimed: the claim may be taken back, the close then stand without it.
        int attempt = facts.attempts().of(ChannelTransaction.CLOSE);
        return List.of(new IncomingEffect.SubmitClose(facts.plan(), facts.till().newest(), attempt));
    }

    static List<IncomingEffect> rescue(IncomingFacts facts) {
        if (facts.unclaimed().isZero()) {
            return List.of();
        }
        boolean decided = !facts.till().claimUpTo().isLessThan(facts.owed());
        return decided ? claim(facts) : List.of(new IncomingEffect.QuoteClaim(facts.plan()));
    }

    // ---- answering

    static ChannelStep<Incoming, IncomingEvent, IncomingEffect> answer(Incoming state, IncomingCommand command) {
        return switch (command) {
            case IncomingCommand.Reserve it -> reserved(state, it.amount());
            case IncomingCommand.GiveBack it -> givenBack(state, it.amount(), null, null);
            case IncomingCommand.TakeBack it -> givenBack(state, it.amount(), it.name(), it.listing());
            case IncomingCommand.Deliver it -> delivered(state, it);
            case IncomingCommand.Cover it -> covered(state, it);
            case IncomingCommand.TakeVoucher it -> taken(state, it);
            case IncomingCommand.Quote it -> quoted(state, it.claimCost());
            case IncomingCommand.AgreeClosing it -> agreed(state, it.closing(), it.headTime());
            case IncomingCommand.Retire _ ->
                state.isOver() || state.facts().retreat().retiring()
                        ? unchanged(state)
                        : after(state, new IncomingEvent.RetireWanted());
            case IncomingCommand.Report it -> news(state, new IncomingEvent.Reported(it.report()));
            case IncomingCommand.Move it -> moved(state, it.chain());
        };
    }

    private static ChannelStep<Incoming, IncomingEvent, IncomingEffect> reserved(Incoming state, Amount amount) {
        ChannelDenial denial = notServing(state);
        if (denial != null) {
            return refused(state, denial);
        }
        IncomingFacts facts = state.facts();
        Amount worth = facts.till().delivered().plus(amount);
        ChannelDenial beyond = beyond(facts, worth, facts.plan().credit());
        if (beyond != null) {
            return refused(state, beyond);
        }
        return amount.isZero() ? unchanged(state) : after(state, new IncomingEvent.Reserved(amount, null, null));
    }

    private static @Nullable ChannelDenial beyond(IncomingFacts facts, Amount worth, Amount credit) {
        if (worth.isMoreThan(facts.owed().plus(credit))) {
            return ChannelDenial.CREDIT_USED_UP;
        }
        return worth.isMoreThan(facts.chain().finalDeposit()) ? ChannelDenial.DEPOSIT_USED_UP : null;
    }

    static @Nullable ChannelDenial onCredit(Incoming state, Amount ahead, Amount credit) {
        ChannelDenial denial = notServing(state);
        IncomingFacts facts = state.facts();
        return denial == null ? beyond(facts, facts.till().delivered().plus(ahead), credit) : denial;
    }

    private static ChannelStep<Incoming, IncomingEvent, IncomingEffect> covered(
            Incoming state, IncomingCommand.Cover command) {
        var taken = taken(state, new IncomingCommand.TakeVoucher(command.voucher(), command.signer()));
        if (taken.denial() != null || taken.events().isEmpty()) {
            return taken;
        }
        List<IncomingEvent> events = new ArrayList<>(taken.events());
        Amount left =
                command.voucher().cumulative().minusOrZero(state.facts().till().delivered());
        for (IncomingCommand.Part part : command.ahead()) {
            Amount covered = part.amount().isMoreThan(left) ? left : part.amount();
            if (!covered.isZero()) {
                events.add(new IncomingEvent.Reserved(covered, null, part.listing()));
                left = left.minus(covered);
            }
        }
        if (!left.isZero()) {
            events.add(new IncomingEvent.Reserved(left, null, command.listing()));
        }
        return after(state, events.toArray(IncomingEvent[]::new));
    }

    private static ChannelStep<Incoming, IncomingEvent, IncomingEffect> delivered(
            Incoming state, IncomingCommand.Deliver command) {
        ChannelDenial denial = notServing(state);
        if (denial != null) {
            return refused(state, denial);
        }
        IncomingFacts facts = state.facts();
        Voucher voucher = command.voucher();
        boolean isNewer = voucher.cumulative().isMoreThan(facts.signed());
        ChannelDenial unfit = isNewer ? unfit(facts, voucher, command.signer()) : null;
        if (unfit != null) {
            return refused(state, unfit);
        }
        Amount covered = isNewer && voucher.cumulative().isMoreThan(facts.owed()) ? voucher.cumulative() : facts.owed();
        if (facts.till().delivered().plus(command.amount()).isMoreThan(covered)) {
            return refused(state, ChannelDenial.CREDIT_USED_UP);
        }
        IncomingEvent reserved = new IncomingEvent.Reserved(command.amount(), command.name(), command.listing());
        return isNewer ? after(state, new IncomingEvent.VoucherTaken(voucher), reserved) : after(state, reserved);
    }

    private static @Nullable ChannelDenial unfit(IncomingFacts facts, Voucher voucher, Address signer) {
        if (!signer.equals(facts.plan().terms().voucherKey())) {
            return ChannelDenial.WRONG_KEY;
        }
        return voucher.cumulative().isMoreThan(facts.chain().finalDeposit()) ? ChannelDenial.DEPOSIT_USED_UP : null;
    }

    private static @Nullable ChannelDenial notServing(Incoming state) {
        return switch (state) {
            case Incoming.Awaited _ -> ChannelDenial.NOT_OPEN_YET;
            case Incoming.Serving _ -> null;
            case Incoming.Agreed _, Incoming.Retiring _, Incoming.Ending _ -> ChannelDenial.ENDING;
            case Incoming.Closed _ -> ChannelDenial.OVER;
        };
    }

    private static ChannelStep<Incoming, IncomingEvent, IncomingEffect> givenBack(
            Incoming state, Amount amount, @Nullable Hash32 name, @Nullable Hash32 listing) {
        Amount delivered = state.facts().till().delivered();
        Amount most = amount.isMoreThan(delivered) ? delivered : amount;
        return most.isZero() ? unchanged(state) : after(state, new IncomingEvent.GivenBack(most, name, listing));
    }

    private static ChannelStep<Incoming, IncomingEvent, IncomingEffect> taken(
            Incoming state, IncomingCommand.TakeVoucher command) {
        IncomingFacts facts = state.facts();
        Amount sum = command.voucher().cumulative();
        if (!command.signer().equals(facts.plan().terms().voucherKey())) {
            return refused(state, ChannelDenial.WRONG_KEY);
        }
        if (state.isOver()) {
            return refused(state, ChannelDenial.OVER);
        }
        if (sum.equals(facts.signed())) {
            return unchanged(state);
        }
        if (sum.isLessThan(facts.signed())) {
            return refused(state, ChannelDenial.NOT_HIGHER);
        }
        if (sum.isMoreThan(facts.chain().finalDeposit())) {
            boolean none = facts.chain().finalDeposit().isZero();
            return refused(state, none ? ChannelDenial.NOT_OPEN_YET : ChannelDenial.DEPOSIT_USED_UP);
        }
        return after(state, new IncomingEvent.VoucherTaken(command.voucher()));
    }

    private static ChannelStep<Incoming, IncomingEvent, IncomingEffect> quoted(Incoming state, Amount claimCost) {
        IncomingFacts facts = state.facts();
        Amount threshold = state instanceof Incoming.Ending
                ? claimCost
                : claimCost.times(facts.plan().claimFactor());
        boolean pays = !state.isOver() && facts.unclaimed().isMoreThan(threshold);
        boolean isNews = facts.till().claimUpTo().isLessThan(facts.owed());
        return pays && isNews ? after(state, new IncomingEvent.ClaimWanted(facts.owed())) : unchanged(state);
    }

    private static ChannelStep<Incoming, IncomingEvent, IncomingEffect> agreed(
            Incoming state, Closing closing, long headTime) {
        IncomingFacts facts = state.facts();
        if (state.isOver()) {
            return refused(state, ChannelDenial.OVER);
        }
        if (closing.equals(facts.retreat().closing())) {
            return unchanged(state);
        }
        if (inForce(facts) != null || state instanceof Incoming.Retiring) {
            return refused(state, ChannelDenial.ENDING);
        }
        if (closing.cumulative().isLessThan(facts.owed())) {
            return refused(state, ChannelDenial.TOO_LITTLE);
        }
        if (closing.validUntil() > headTime + facts.plan().margin()) {
            return refused(state, ChannelDenial.TOO_LONG);
        }
        return after(state, new IncomingEvent.ClosingAgreed(closing));
    }

    private static ChannelStep<Incoming, IncomingEvent, IncomingEffect> moved(Incoming state, ChannelMove chain) {
        List<IncomingEvent> events = new ArrayList<>(
                Moves.news(state.facts().chain(), chain, IncomingEvent.ChainSaid::new, IncomingEvent.ChainUnsaid::new));
        Incoming next = state;
        for (IncomingEvent event : events) {
            next = next.with(event);
        }
        IncomingEvent tick =
                new IncomingEvent.TimePassed(next.facts().chain().time().latest(chain.time()));
        if (differs(next, next.with(tick))) {
            events.add(tick);
        }
        return after(state, events.toArray(IncomingEvent[]::new));
    }

    private static boolean differs(Incoming one, Incoming other) {
        return one.getClass() != other.getClass()
                || !one.effects().equals(other.effects())
                || Moves.matters(one.facts().chain(), other.facts().chain());
    }

    private static ChannelStep<Incoming, IncomingEvent, IncomingEffect> news(Incoming state, IncomingEvent event) {
        boolean isNews = !state.facts().with(event).equals(state.facts());
        return isNews ? after(state, event) : unchanged(state);
    }

    private static ChannelStep<Incoming, IncomingEvent, IncomingEffect> after(Incoming state, IncomingEvent... events) {
        Incoming next = state;
        for (IncomingEvent event : events) {
            next = next.with(event);
        }
        return new ChannelStep<>(next, List.of(events), next.effects(), null);
    }

    private static ChannelStep<Incoming, IncomingEvent, IncomingEffect> unchanged(Incoming state) {
        return new ChannelStep<>(state, List.of(), state.effects(), null);
    }

    private static ChannelStep<Incoming, IncomingEvent, IncomingEffect> refused(Incoming state, ChannelDenial denial) {
        return new ChannelStep<>(state, List.of(), state.effects(), denial);
    }
}
