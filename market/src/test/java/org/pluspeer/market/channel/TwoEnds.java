package org.pluspeer.market.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Amount;

/**
 * Payer and payee over one chain in virtual time. Each may be stopped at any moment and come back from its journal;
 * messages may be lost; the chain may take blocks back and refuse transactions.
 */
final class TwoEnds {
    private static final Amount CLAIM_COST = Amount.of(3);

    private final Random random;
    private final ModelChannels chain;
    private final OutgoingPlan outPlan;
    private final List<OutgoingEvent> outJournal = new ArrayList<>();
    private final List<IncomingEvent> inJournal = new ArrayList<>();
    private @Nullable Long outReverted;
    private @Nullable Long inReverted;
    private Amount signed = Amount.ZERO;
    Outgoing payer;
    Incoming payee;
    /** The worth of what really went over. */
    Amount delivered = Amount.ZERO;
    /** The highest voucher that the payee has taken. */
    private Amount taken = Amount.ZERO;
    /** The highest that it took while no end was under way; later ones count if they come before it. */
    Amount safe = Amount.ZERO;

    boolean payerAnswers = true;
    boolean payeeAnswers = true;

    TwoEnds(Random random, long expiry, Amount deposit, Amount credit) {
        this.random = random;
        ChannelTerms terms = ChannelSamples.terms(expiry);
        chain = new ModelChannels(terms);
        outPlan = OutgoingPlan.at(ChannelSamples.VENUE, terms, deposit, credit);
        payer = keepOut(Outgoing.begin(outPlan));
        payee = keepIn(Incoming.begin(IncomingPlan.at(ChannelSamples.VENUE, terms, credit)));
    }

    ModelChannels chain() {
        return chain;
    }

    // ---- one thing happens

    void turmoil() {
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> deliver();
            case 3, 4, 5 -> payWhatWasDelivered();
            case 6, 7 -> lookAndWork();
            case 8 -> chain.mine(1 + random.nextInt(4));
            case 9 -> chain.wait(random.nextInt(20_000));
            case 10 -> reorganise();
            case 11 -> restart();
            case 12 -> tell(new IncomingCommand.Quote(CLAIM_COST));
            case 13 ->
                tell(new OutgoingCommand.TopUp(chain.holding().deposited().plus(Amount.of(random.nextInt(300)))));
            case 14 -> maybeLeave();
            default -> oldVoucherAgain();
        }
        nothingIsOutOfBounds();
    }

    /** Both are well from now on, and the payer wants out. */
    void calmDown() {
        payerAnswers = true;
        payeeAnswers = true;
        // What was over may have been taken back since.
        lookAndWork();
        for (int i = 0; i < 40 && !(payer.isOver() && payee.isOver()); i++) {
            chain.mine(ModelChannels.DEPTH + 1);
            lookAndWork();
            tell(new OutgoingCommand.Leave(chain.time()));
            lookAndWork();
            chain.wait(i < 20 ? 400 : 20_000);
        }
        nothingIsOutOfBounds();
    }

    private void deliver() {
        Amount worth = Amount.of(1 + random.nextInt(60));
        if (!payeeAnswers || tell(new IncomingCommand.Reserve(worth)) != null) {
            return;
        }
        if (random.nextInt(10) == 0) {
            tell(new IncomingCommand.GiveBack(worth));
        } else {
            delivered = delivered.plus(worth);
            tell(new OutgoingCommand.Receive(worth));
        }
    }

    private void payWhatWasDelivered() {
        Amount owed = payer.facts().owed();
        Amount ahead = Amount.of(random.nextInt(3) == 0 ? random.nextInt(80) : 0);
        if (delivered.isMoreThan(owed)) {
            tell(new OutgoingCommand.Pay(delivered.minus(owed)));
        } else {
            tell(new OutgoingCommand.Pay(ahead));
        }
        lookAndWork();
    }

    private void maybeLeave() {
        if (random.nextInt(12) == 0) {
            tell(new OutgoingCommand.Leave(chain.time()));
        } else if (random.nextInt(30) == 0) {
            tell(new IncomingCommand.Retire());
        } else if (random.nextInt(6) == 0) {
            payerAnswers = !payerAnswers;
        } else if (random.nextInt(6) == 0) {
            payeeAnswers = !payeeAnswers;
        }
    }

    private void reorganise() {
        chain.reorganise(1 + random.nextInt(4));
        Long from = chain.takeReverted();
        outReverted = lower(outReverted, from);
        inReverted = lower(inReverted, from);
    }

    private static @Nullable Long lower(@Nullable Long one, @Nullable Long other) {
        return one == null ? other : other == null ? one : Long.valueOf(Math.min(one, other));
    }

    /** What is not in the journal never was; what is in it is all there is. */
    private void restart() {
        Outgoing out = Outgoing.first(outJournal.getFirst());
        for (OutgoingEvent event : outJournal.subList(1, outJournal.size())) {
            out = out.with(event);
        }
        assertEquals(payer, out);
        Incoming in = Incoming.first(inJournal.getFirst());
        for (IncomingEvent event : inJournal.subList(1, inJournal.size())) {
            in = in.with(event);
        }
        assertEquals(payee, in);
    }

    private void oldVoucherAgain() {
        if (!signed.isZero()) {
            long old = 1 + Math.floorMod(random.nextLong(), signed.units().longValueExact());
            tell(new IncomingCommand.TakeVoucher(ChannelSamples.voucher(old), ChannelSamples.KEY));
            chain.claim(taken.isLessThan(Amount.of(old)) ? taken : Amount.of(old));
        }
    }

    // ---- what a node does

    void lookAndWork() {
        ChannelMove out = chain.look(outReverted);
        ChannelMove in = chain.look(inReverted);
        outReverted = null;
        inReverted = null;
        tell(new OutgoingCommand.Move(out));
        tell(new IncomingCommand.Move(in));
        for (OutgoingEffect effect : payer.effects()) {
            work(effect);
        }
        for (IncomingEffect effect : payee.effects()) {
            work(effect);
        }
    }

    private void work(OutgoingEffect effect) {
        switch (effect) {
            case OutgoingEffect.SubmitOpen it -> {
                tell(new OutgoingCommand.Report(new ChannelReport.Sent(ChannelTransaction.OPEN, it.attempt())));
                chain.open(it.plan().deposit());
            }
            case OutgoingEffect.SubmitTopUp it ->
                sent(ChannelTransaction.TOP_UP, it.attempt(), chain.topUp(it.amount()));
            case OutgoingEffect.SendVoucher it -> send(it.cumulative());
            case OutgoingEffect.AskNewest _ -> tell(new OutgoingCommand.RecallNothing());
            case OutgoingEffect.RequestClosing it -> requestClosing(it.cumulative());
            case OutgoingEffect.SubmitCoopClose it -> {
                sign(it.closing().cumulative());
                sent(ChannelTransaction.COOP_CLOSE, it.attempt(), chain.coopClose(it.closing()));
            }
            case OutgoingEffect.SubmitStartExit it ->
                sent(ChannelTransaction.START_EXIT, it.attempt(), chain.startExit());
            case OutgoingEffect.SubmitExit it -> sent(ChannelTransaction.EXIT, it.attempt(), chain.exit());
        }
    }

    private void sent(ChannelTransaction transaction, int attempt, boolean taken_) {
        if (!taken_) {
            tell(new OutgoingCommand.Report(new ChannelReport.Refused(transaction, attempt, "reverted")));
        }
    }

    private void send(Amount sum) {
        sign(sum);
        if (!payeeAnswers || random.nextInt(4) == 0) {
            return;
        }
        Voucher voucher = new Voucher(sum, ChannelSamples.SIGNATURE);
        ChannelDenial denial = tell(new IncomingCommand.TakeVoucher(voucher, ChannelSamples.KEY));
        if (denial == null) {
            tell(new OutgoingCommand.ConfirmVoucher(sum));
        }
    }

    /** A voucher, or the payer's own word for a sum that both agreed on: as good as one. */
    private void sign(Amount sum) {
        assertFalse(sum.isLessThan(signed), "a lower sum after a higher");
        assertFalse(sum.isMoreThan(payer.facts().owed()), "signed what was never promised");
        signed = sum;
    }

    private void requestClosing(Amount sum) {
        if (!payeeAnswers) {
            return;
        }
        long now = chain.time();
        if (tell(new IncomingCommand.AgreeClosing(new Closing(sum, now + 300), now)) != null) {
            tell(new OutgoingCommand.DeclineClosing());
        }
    }

    private void work(IncomingEffect effect) {
        switch (effect) {
            case IncomingEffect.QuoteClaim _ -> tell(new IncomingCommand.Quote(Amount.ZERO));
            case IncomingEffect.SubmitClaim it -> chain.claim(it.voucher().cumulative());
            case IncomingEffect.SubmitClose it -> chain.close(it.voucher());
            case IncomingEffect.SendClosing it -> {
                if (payerAnswers) {
                    tell(new OutgoingCommand.GrantClosing(
                            it.closing(), ChannelSamples.SIGNATURE, ChannelSamples.PAYEE));
                }
            }
        }
    }

    // ---- what always holds

    private void nothingIsOutOfBounds() {
        Amount owed = payee.facts().owed();
        Amount credit = outPlan.credit();
        assertFalse(delivered.isMoreThan(owed.plus(credit)), "delivered ahead of the credit");
        assertFalse(payer.facts().purse().promised().isMoreThan(delivered.plus(credit)), "signed ahead of the credit");
        assertFalse(taken.isMoreThan(signed), "taken what was never signed");
        assertTrue(chain.holding().claimed().compareTo(signed) <= 0, "claimed what was never signed");
    }

    private @Nullable ChannelDenial tell(OutgoingCommand command) {
        ChannelStep<Outgoing, OutgoingEvent, OutgoingEffect> step = payer.on(command);
        payer = keepOut(step);
        return step.denial();
    }

    private @Nullable ChannelDenial tell(IncomingCommand command) {
        ChannelStep<Incoming, IncomingEvent, IncomingEffect> step = payee.on(command);
        payee = keepIn(step);
        if (step.denial() == null && command instanceof IncomingCommand.TakeVoucher it) {
            Amount sum = it.voucher().cumulative();
            taken = sum.isMoreThan(taken) ? sum : taken;
            safe = payee instanceof Incoming.Ending || payee instanceof Incoming.Retiring ? safe : taken;
        }
        return step.denial();
    }

    private Outgoing keepOut(ChannelStep<Outgoing, OutgoingEvent, OutgoingEffect> step) {
        outJournal.addAll(step.events());
        return step.state();
    }

    private Incoming keepIn(ChannelStep<Incoming, IncomingEvent, IncomingEffect> step) {
        inJournal.addAll(step.events());
        return step.state();
    }
}
