package org.pluspeer.market.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pluspeer.market.channel.ChannelSamples.CREDIT;
import static org.pluspeer.market.channel.ChannelSamples.DAY;
import static org.pluspeer.market.channel.ChannelSamples.IN;
import static org.pluspeer.market.channel.ChannelSamples.KEY;
import static org.pluspeer.market.channel.ChannelSamples.PAYEE;
import static org.pluspeer.market.channel.ChannelSamples.PAYER;
import static org.pluspeer.market.channel.ChannelSamples.STRANGER;
import static org.pluspeer.market.channel.ChannelSamples.TOKEN;
import static org.pluspeer.market.channel.ChannelSamples.VENUE;
import static org.pluspeer.market.channel.ChannelSamples.at;
import static org.pluspeer.market.channel.ChannelSamples.claimed;
import static org.pluspeer.market.channel.ChannelSamples.fresh;
import static org.pluspeer.market.channel.ChannelSamples.opened;
import static org.pluspeer.market.channel.ChannelSamples.terms;
import static org.pluspeer.market.channel.ChannelSamples.toppedUp;
import static org.pluspeer.market.channel.ChannelSamples.voucher;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pluspeer.wallet.eth.Amount;

/** A channel as its payee sees it: what it delivers, takes and claims. */
class IncomingTest extends IncomingScene {
    // ---- terms

    @Test
    void terms_are_looked_at_before_anything_is_delivered() {
        assertNull(IN.fault(PAYEE, TOKEN, 0));
        assertEquals(TermsFault.NOT_FOR_US, IN.fault(PAYER, TOKEN, 0));
        assertEquals(TermsFault.WRONG_TOKEN, IN.fault(PAYEE, STRANGER, 0));
        IncomingPlan careful = new IncomingPlan(IN.id(), IN.terms(), CREDIT, DAY + 1, 50);
        assertEquals(TermsFault.CHALLENGE_TOO_SHORT, careful.fault(PAYEE, TOKEN, 0));
        IncomingPlan soon = IncomingPlan.at(VENUE, terms(10L * DAY), CREDIT);
        assertNull(soon.fault(PAYEE, TOKEN, 8L * DAY));
        assertEquals(TermsFault.EXPIRES_TOO_SOON, soon.fault(PAYEE, TOKEN, 8L * DAY + 1));
    }

    // ---- serving

    @Test
    void nothing_is_delivered_or_taken_before_the_deposit_is_final() {
        move(fresh(100), opened(100));
        assertInstanceOf(Incoming.Awaited.class, channel);
        reserve(1);
        assertEquals(ChannelDenial.NOT_OPEN_YET, denial);
        take(1);
        assertEquals(ChannelDenial.NOT_OPEN_YET, denial);
        move(fresh(110));
        reserve(1);
        assertNull(denial);
    }

    @Test
    void deliveries_run_ahead_of_vouchers_by_no_more_than_the_credit() {
        serving();
        reserve(100);
        assertNull(denial);
        reserve(1);
        assertEquals(ChannelDenial.CREDIT_USED_UP, denial);
        take(1);
        reserve(1);
        assertNull(denial);
        reserve(1);
        assertEquals(ChannelDenial.CREDIT_USED_UP, denial);
    }

    @Test
    void what_was_reserved_and_not_delivered_is_given_back() {
        serving();
        reserve(100);
        tell(new IncomingCommand.GiveBack(Amount.of(30)));
        reserve(30);
        assertNull(denial);
        tell(new IncomingCommand.GiveBack(Amount.of(5000)));
        assertEquals(Amount.ZERO, channel.facts().till().delivered());
        assertEquals(List.of(), tell(new IncomingCommand.GiveBack(Amount.of(1))));
        assertEquals(List.of(), tell(new IncomingCommand.Reserve(Amount.ZERO)));
    }

    @Test
    void nothing_is_delivered_that_the_deposit_does_not_cover() {
        serving();
        take(950);
        reserve(100);
        tell(new IncomingCommand.GiveBack(Amount.of(100)));
        for (int i = 0; i < 10; i++) {
            reserve(100);
            assertNull(denial);
        }
        reserve(1);
        assertEquals(ChannelDenial.DEPOSIT_USED_UP, denial);
        move(fresh(200), toppedUp(200, 1500));
        reserve(1);
        assertEquals(ChannelDenial.DEPOSIT_USED_UP, denial);
        move(fresh(210));
        reserve(1);
        assertNull(denial);
    }

    // ---- vouchers

    @Test
    void a_voucher_is_kept_if_it_is_higher() {
        serving();
        take(50);
        assertEquals(voucher(50), channel.facts().till().newest());
        assertEquals(List.of(), tell(new IncomingCommand.TakeVoucher(voucher(50), KEY)));
        assertNull(denial);
        take(49);
        assertEquals(ChannelDenial.NOT_HIGHER, denial);
        assertEquals(voucher(50), channel.facts().till().newest());
    }

    @Test
    void a_voucher_by_another_key_is_none() {
        serving();
        tell(new IncomingCommand.TakeVoucher(voucher(50), PAYER));
        assertEquals(ChannelDenial.WRONG_KEY, denial);
        assertNull(channel.facts().till().newest());
    }

    @Test
    void a_voucher_above_what_is_finally_there_is_not_taken_for_money() {
        serving();
        take(1001);
        assertEquals(ChannelDenial.DEPOSIT_USED_UP, denial);
        move(fresh(200), toppedUp(200, 1500));
        take(1001);
        assertEquals(ChannelDenial.DEPOSIT_USED_UP, denial);
        move(fresh(210));
        take(1001);
        assertNull(denial);
    }

    // ---- claiming

    @Test
    void a_claim_is_made_when_it_is_worth_fifty_times_its_price() {
        serving();
        take(500);
        quote(10);
        wants();
        quote(9);
        wants(claim(500, 0));
        take(600);
        wants(claim(600, 0));
        tell(new IncomingCommand.Report(new ChannelReport.Refused(ChannelTransaction.CLAIM, 0, "fee")));
        wants(claim(600, 1));
        move(at(300), claimed(300, 600));
        wants();
        assertEquals(Amount.ZERO, channel.facts().unclaimed());
    }

    @Test
    void a_claim_by_somebody_else_is_as_good() {
        serving();
        take(500);
        quote(1);
        move(at(300), claimed(300, 400));
        wants(claim(500, 0));
        move(at(301), claimed(301, 500));
        wants();
    }

    @Test
    void repetition_is_no_news() {
        serving();
        assertEquals(List.of(), tell(new IncomingCommand.Move(ChannelSamples.move(at(101), opened(100)))));
        ChannelReport sent = new ChannelReport.Sent(ChannelTransaction.CLAIM, 0);
        assertEquals(1, tell(new IncomingCommand.Report(sent)).size());
        assertEquals(List.of(), tell(new IncomingCommand.Report(sent)));
        assertThrows(IllegalArgumentException.class, () -> Incoming.first(new IncomingEvent.RetireWanted()));
    }

    /** However many claims there were, a few facts say it all. */
    @Test
    void a_long_life_is_remembered_in_little() {
        serving();
        for (int i = 1; i <= 200; i++) {
            take(i);
            quote(0);
            move(at(100 + i), claimed(100 + i, i));
        }
        assertTrue(channel.facts().chain().facts().size() < 20);
        assertEquals(Amount.of(200), channel.facts().chain().claimed());
    }

    // ---- what is paid before it is delivered

    private void deliver(long sum, long price, int name) {
        tell(new IncomingCommand.Deliver(
                voucher(sum), KEY, Amount.of(price), ChannelSamples.hash(name), ChannelSamples.TX));
    }

    @Test
    void a_voucher_and_what_it_pays_for_are_taken_together_or_not_at_all() {
        serving();
        deliver(10, 10, 1);
        assertNull(denial);
        deliver(15, 10, 2);
        assertEquals(ChannelDenial.CREDIT_USED_UP, denial, "no credit is given, whatever the plan has");
        assertEquals(Amount.of(10), channel.facts().signed(), "and the voucher that came with it was not taken");
        deliver(20, 10, 2);
        assertNull(denial);
        assertEquals(Amount.of(20), channel.facts().till().delivered());
    }

    @Test
    void an_older_voucher_does_no_harm_where_a_newer_one_covers_it() {
        serving();
        deliver(30, 10, 3);
        deliver(10, 10, 1);
        deliver(20, 10, 2);
        assertNull(denial);
        assertEquals(Amount.of(30), channel.facts().signed());
        deliver(30, 10, 4);
        assertEquals(ChannelDenial.CREDIT_USED_UP, denial);
    }

    @Test
    void what_was_not_delivered_pays_for_the_next() {
        serving();
        deliver(10, 10, 1);
        tell(new IncomingCommand.TakeBack(Amount.of(10), ChannelSamples.hash(1), ChannelSamples.TX));
        deliver(10, 10, 2);
        assertNull(denial);
        assertEquals(Amount.of(10), channel.facts().till().delivered());
    }

    @Test
    void nothing_is_delivered_on_a_foreign_or_uncovered_voucher() {
        deliver(10, 10, 1);
        assertEquals(ChannelDenial.NOT_OPEN_YET, denial);
        serving();
        tell(new IncomingCommand.Deliver(
                voucher(10), STRANGER, Amount.of(10), ChannelSamples.hash(1), ChannelSamples.TX));
        assertEquals(ChannelDenial.WRONG_KEY, denial);
        deliver(1001, 10, 1);
        assertEquals(ChannelDenial.DEPOSIT_USED_UP, denial);
        assertEquals(Amount.ZERO, channel.facts().till().delivered());
    }
}
