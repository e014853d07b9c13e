package org.pluspeer.market.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pluspeer.market.channel.ChannelSamples.DAY;
import static org.pluspeer.market.channel.ChannelSamples.DEPOSIT;
import static org.pluspeer.market.channel.ChannelSamples.KEY;
import static org.pluspeer.market.channel.ChannelSamples.OUT;
import static org.pluspeer.market.channel.ChannelSamples.PAYEE;
import static org.pluspeer.market.channel.ChannelSamples.SIGNATURE;
import static org.pluspeer.market.channel.ChannelSamples.STRANGER;
import static org.pluspeer.market.channel.ChannelSamples.claimed;
import static org.pluspeer.market.channel.ChannelSamples.exitStarted;
import static org.pluspeer.market.channel.ChannelSamples.fresh;
import static org.pluspeer.market.channel.ChannelSamples.opened;
import static org.pluspeer.market.channel.ChannelSamples.reverted;
import static org.pluspeer.market.channel.ChannelSamples.toppedUp;
import static org.pluspeer.market.channel.ChannelSamples.voucher;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pluspeer.wallet.eth.Amount;

/** A channel as its payer sees it: what it signs, and what it never signs. */
class OutgoingTest extends OutgoingScene {
    // ---- opening

    @Test
    void it_opens_and_waits_for_the_chain() {
        wants(new OutgoingEffect.SubmitOpen(OUT, 0));
        tell(new OutgoingCommand.Report(new ChannelReport.Sent(ChannelTransaction.OPEN, 0)));
        wants(new OutgoingEffect.SubmitOpen(OUT, 0));
        pay(1);
        assertEquals(ChannelDenial.NOT_OPEN_YET, denial);
        open();
        wants();
    }

    @Test
    void an_opening_that_the_chain_refuses_is_over_unless_it_was_mined_after_all() {
        tell(new OutgoingCommand.Report(new ChannelReport.Refused(ChannelTransaction.OPEN, 0, "no funds")));
        assertInstanceOf(Outgoing.Failed.class, channel);
        assertTrue(channel.isOver());
        pay(1);
        assertEquals(ChannelDenial.OVER, denial);
        open();
    }

    @Test
    void an_opening_is_called_off_only_before_it_is_sent() {
        Outgoing fresh = channel;
        tell(new OutgoingCommand.Leave(5));
        assertInstanceOf(Outgoing.Cancelled.class, channel);
        wants();
        channel = fresh;
        tell(new OutgoingCommand.Report(new ChannelReport.Sent(ChannelTransaction.OPEN, 0)));
        tell(new OutgoingCommand.Leave(5));
        assertInstanceOf(Outgoing.Opening.class, channel);
        move(fresh(100), opened(100));
        assertInstanceOf(Outgoing.Leaving.class, channel);
    }

    // ---- paying

    @Test
    void a_sum_is_promised_before_it_is_signed_and_sent_until_it_is_confirmed() {
        open();
        assertEquals(List.of(new OutgoingEvent.Promised(Amount.of(60))), tell(new OutgoingCommand.Pay(Amount.of(60))));
        wants(send(60));
        tell(new OutgoingCommand.ConfirmVoucher(Amount.of(60)));
        wants();
        receive(60);
        pay(40);
        wants(send(100));
        tell(new OutgoingCommand.ConfirmVoucher(Amount.of(60)));
        wants(send(100));
    }

    @Test
    void only_the_newest_sum_is_ever_sent() {
        open();
        pay(10);
        pay(20);
        pay(30);
        wants(send(60));
    }

    @Test
    void what_was_never_promised_cannot_be_confirmed() {
        open();
        pay(10);
        assertEquals(List.of(), tell(new OutgoingCommand.ConfirmVoucher(Amount.of(11))));
        wants(send(10));
    }

    @Test
    void vouchers_run_ahead_of_what_was_received_by_no_more_than_the_credit() {
        open();
        pay(100);
        assertNull(denial);
        pay(1);
        assertEquals(ChannelDenial.CREDIT_USED_UP, denial);
        receive(1);
        pay(1);
        assertNull(denial);
        wants(send(101));
    }

    @Test
    void nothing_is_signed_above_the_deposit() {
        open();
        receive(2000);
        pay(1000);
        assertNull(denial);
        pay(1);
        assertEquals(ChannelDenial.DEPOSIT_USED_UP, denial);
        tell(new OutgoingCommand.TopUp(Amount.of(1500)));
        wants(send(1000), new OutgoingEffect.SubmitTopUp(OUT, Amount.of(500), 0));
        move(fresh(200), toppedUp(200, 1500));
        wants(send(1000));
        pay(500);
        assertNull(denial);
    }

    @Test
    void paying_nothing_is_nothing() {
        open();
        assertEquals(List.of(), tell(new OutgoingCommand.Pay(Amount.ZERO)));
        assertEquals(List.of(), tell(new OutgoingCommand.Receive(Amount.ZERO)));
    }

    @Test
    void a_claimed_voucher_needs_no_sending() {
        open();
        pay(50);
        move(fresh(300), claimed(300, 50));
        wants();
    }

    @Test
    void a_top_up_that_the_chain_refused_is_not_sent_again_by_itself() {
        open();
        tell(new OutgoingCommand.TopUp(Amount.of(1500)));
        tell(new OutgoingCommand.Report(new ChannelReport.Refused(ChannelTransaction.TOP_UP, 0, "no funds")));
        wants();
        tell(new OutgoingCommand.TopUp(Amount.of(1500)));
        wants(new OutgoingEffect.SubmitTopUp(OUT, Amount.of(500), 1));
    }

    @Test
    void a_top_up_below_the_deposit_or_above_96_bits_is_none() {
        open();
        assertEquals(List.of(), tell(new OutgoingCommand.TopUp(DEPOSIT)));
        tell(new OutgoingCommand.TopUp(Amount.parseUnits("79228162514264337593543950336")));
        assertEquals(ChannelDenial.DEPOSIT_USED_UP, denial);
    }

    // ---- restored from something old

    @Test
    void nothing_is_signed_after_a_restore_before_the_payee_said_what_it_has() {
        open();
        receive(50);
        pay(50);
        tell(new OutgoingCommand.Doubt());
        wants(new OutgoingEffect.AskNewest(OUT));
        pay(1);
        assertEquals(ChannelDenial.NEWEST_UNKNOWN, denial);
        tell(new OutgoingCommand.Recall(voucher(700), KEY));
        wants();
        pay(1);
        wants(send(701));
    }

    @Test
    void a_voucher_that_somebody_else_signed_ends_no_doubt() {
        open();
        tell(new OutgoingCommand.Doubt());
        tell(new OutgoingCommand.Recall(voucher(700), STRANGER));
        assertEquals(ChannelDenial.WRONG_KEY, denial);
        wants(new OutgoingEffect.AskNewest(OUT));
    }

    @Test
    void a_payee_that_has_less_gets_the_newest_again() {
        open();
        pay(50);
        tell(new OutgoingCommand.ConfirmVoucher(Amount.of(50)));
        tell(new OutgoingCommand.Doubt());
        tell(new OutgoingCommand.RecallNothing());
        wants(send(50));
        pay(1);
        wants(send(51));
    }

    @Test
    void what_the_chain_has_seen_claimed_is_never_gone_below() {
        open();
        move(fresh(300), claimed(300, 400));
        tell(new OutgoingCommand.Doubt());
        tell(new OutgoingCommand.RecallNothing());
        pay(1);
        wants(send(401));
    }

    // ---- the chain changes its mind

    @Test
    void a_reorganisation_leads_back_by_itself() {
        open();
        tell(new OutgoingCommand.Leave(1000));
        move(fresh(2000), exitStarted(2000));
        move(fresh(2000 + DAY + 1));
        assertInstanceOf(Outgoing.Withdrawing.class, channel);
        tell(new OutgoingCommand.Move(reverted(1999L, fresh(2000 + DAY + 1))));
        wants(new OutgoingEffect.SubmitStartExit(OUT, 0));
        tell(new OutgoingCommand.Move(reverted(50L, fresh(2000 + DAY + 1))));
        assertInstanceOf(Outgoing.Cancelled.class, channel);
        move(fresh(2000 + DAY + 2), opened(2000 + DAY + 2));
        assertInstanceOf(Outgoing.Leaving.class, channel);
    }

    @Test
    void silence_and_repetition_are_no_news() {
        open();
        assertEquals(List.of(), tell(new OutgoingCommand.Move(ChannelSamples.move(fresh(101), opened(100)))));
        assertEquals(List.of(), tell(new OutgoingCommand.GrantClosing(new Closing(Amount.ZERO, 9), SIGNATURE, PAYEE)));
        assertEquals(List.of(), tell(new OutgoingCommand.RecallNothing()));
        tell(new OutgoingCommand.Leave(5));
        assertEquals(List.of(), tell(new OutgoingCommand.Leave(6)));
        ChannelReport sent = new ChannelReport.Sent(ChannelTransaction.START_EXIT, 0);
        assertEquals(1, tell(new OutgoingCommand.Report(sent)).size());
        assertEquals(List.of(), tell(new OutgoingCommand.Report(sent)));
    }

    @Test
    void a_history_begins_with_a_plan() {
        assertThrows(IllegalArgumentException.class, () -> Outgoing.first(new OutgoingEvent.Doubted()));
    }

    // ---- what is paid with what it is for

    @Test
    void an_answer_brings_what_was_paid_for_and_says_that_the_voucher_is_there() {
        open();
        pay(40);
        wants(send(40));
        assertEquals(
                2,
                tell(new OutgoingCommand.Settle(Amount.of(40), Amount.of(40), ChannelSamples.TX))
                        .size());
        wants();
        assertEquals(Amount.of(40), channel.facts().purse().received());
        pay(100);
        assertNull(denial, "the credit is counted from what was received");
    }

    @Test
    void an_answer_confirms_no_voucher_that_was_never_signed() {
        open();
        pay(40);
        tell(new OutgoingCommand.Settle(Amount.of(40), Amount.of(41), ChannelSamples.TX));
        wants(send(40));
    }
}
