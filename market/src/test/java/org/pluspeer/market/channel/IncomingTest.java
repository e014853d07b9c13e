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
import static org.pluspeer.market.channel.ChannelSamples.closed;
import static org.pluspeer.market.channel.ChannelSamples.exitStarted;
import static org.pluspeer.market.channel.ChannelSamples.fresh;
import static org.pluspeer.market.channel.ChannelSamples.opened;
import static org.pluspeer.market.channel.ChannelSamples.reverted;
import static org.pluspeer.market.channel.ChannelSamples.terms;
import static org.pluspeer.market.channel.ChannelSamples.toppedUp;
import static org.pluspeer.market.channel.ChannelSamples.voucher;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pluspeer.market.sale.ChainTime;
import org.pluspeer.wallet.eth.Amount;

class IncomingTest {
    private Incoming channel = Incoming.begin(IN).state();
    private @Nullable ChannelDenial denial;

    private List<IncomingEvent> tell(IncomingCommand command) {
        ChannelStep<Incoming, IncomingEvent, IncomingEffect> step = channel.on(command);
        Incoming folded = channel;
        for (IncomingEvent event : step.events()) {
            folded = folded.with(event);
        }
        assertEquals(folded, step.state(), "the state is what its events make of it");
        assertEquals(step.state().effects(), step.effects());
        channel = step.state();
        denial = step.denial();
        return step.events();
    }

    private void move(ChainTime time, ChannelFact... facts) {
        tell(new IncomingCommand.Move(ChannelSamples.move(time, facts)));
    }

    private void serving() {
        move(at(100), opened(100));
        assertInstanceOf(Incoming.Serving.class, channel);
    }

    private void reserve(long amount) {
        tell(new IncomingCommand.Reserve(Amount.of(amount)));
    }

    private void take(long sum) {
        tell(new IncomingCommand.TakeVoucher(voucher(sum), KEY));
    }

    private void quote(long cost) {
        tell(new IncomingCommand.Quote(Amount.of(cost)));
    }

    private void agree(long sum, long validUntil, long headTime) {
        tell(new IncomingCommand.AgreeClosing(new Closing(Amount.of(sum), validUntil), headTime));
    }

    private void wants(IncomingEffect... effects) {
        assertEquals(List.of(effects), channel.effects());
    }

    private static IncomingEffect claim(long sum, int attempt) {
        return new IncomingEffect.SubmitClaim(IN, voucher(sum), attempt);
    }

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

    // ---- the payer leaves

    @Test
    void an_exit_is_answered_with_the_newest_voucher() {
        serving();
        take(50);
        move(fresh(2000), exitStarted(2000));
        assertInstanceOf(Incoming.Ending.class, channel);
        wants(new IncomingEffect.QuoteClaim(IN));
        reserve(1);
        assertEquals(ChannelDenial.ENDING, denial);
        quote(50);
        wants(new IncomingEffect.QuoteClaim(IN));
        quote(49);
        wants(claim(50, 0));
        take(60);
        wants(new IncomingEffect.QuoteClaim(IN));
        quote(1);
        wants(claim(60, 0));
        move(fresh(2100), claimed(2100, 60));
        wants();
        move(fresh(2000 + DAY + 9), closed(2000 + DAY + 9, 60, 940));
        assertTrue(channel.isOver());
        take(70);
        assertEquals(ChannelDenial.OVER, denial);
        reserve(1);
        assertEquals(ChannelDenial.OVER, denial);
    }

    @Test
    void an_exit_that_nothing_is_owed_in_needs_no_answer() {
        serving();
        move(fresh(2000), exitStarted(2000));
        wants();
    }

    @Test
    void an_exit_is_answered_late_rather_than_not_at_all() {
        serving();
        take(50);
        move(fresh(2000), exitStarted(2000));
        move(fresh(2000 + 2 * DAY));
        quote(1);
        wants(claim(50, 0));
    }

    @Test
    void an_exit_that_a_reorganisation_took_back_is_none() {
        serving();
        move(fresh(2000), exitStarted(2000));
        tell(new IncomingCommand.Move(reverted(1995L, fresh(2001))));
        reserve(1);
        assertNull(denial);
    }

    @Test
    void before_expiry_there_is_a_margin_in_which_it_only_claims() {
        IncomingPlan plan = IncomingPlan.at(VENUE, terms(10L * DAY), CREDIT);
        channel = Incoming.begin(plan).state();
        serving();
        take(50);
        move(fresh(9L * DAY - 1));
        reserve(1);
        assertNull(denial);
        move(fresh(9L * DAY));
        reserve(1);
        assertEquals(ChannelDenial.ENDING, denial);
        wants(new IncomingEffect.QuoteClaim(plan));
        quote(1);
        wants(new IncomingEffect.SubmitClaim(plan, voucher(50), 0));
    }

    // ---- an agreed end

    @Test
    void agreeing_is_durable_before_it_is_signed_and_stops_deliveries() {
        serving();
        take(50);
        Closing closing = new Closing(Amount.of(50), 1000);
        assertEquals(
                List.of(new IncomingEvent.ClosingAgreed(closing)),
                tell(new IncomingCommand.AgreeClosing(closing, 500)));
        wants(new IncomingEffect.SendClosing(IN, closing));
        reserve(1);
        assertEquals(ChannelDenial.ENDING, denial);
        assertEquals(List.of(), tell(new IncomingCommand.AgreeClosing(closing, 500)));
        agree(60, 1000, 500);
        assertEquals(ChannelDenial.ENDING, denial);
    }

    /** Not before that second is final: a block of it may still come. */
    @Test
    void deliveries_go_on_when_the_word_has_lapsed_for_good() {
        serving();
        agree(0, 1000, 500);
        move(fresh(1010));
        assertInstanceOf(Incoming.Agreed.class, channel);
        move(fresh(1011));
        wants();
        reserve(1);
        assertNull(denial);
        agree(0, 2000, 1500);
        assertNull(denial);
    }

    @Test
    void less_than_is_owed_is_not_agreed_to() {
        serving();
        take(50);
        agree(49, 1000, 500);
        assertEquals(ChannelDenial.TOO_LITTLE, denial);
        wants();
    }

    @Test
    void nobodys_word_is_given_for_longer_than_the_margin() {
        serving();
        agree(0, 500L + DAY + 1, 500);
        assertEquals(ChannelDenial.TOO_LONG, denial);
        agree(0, 500L + DAY, 500);
        assertNull(denial);
    }

    @Test
    void a_higher_voucher_that_comes_after_the_word_is_claimed_if_the_payer_leaves_otherwise() {
        serving();
        agree(0, 1000, 500);
        take(30);
        assertNull(denial);
        move(fresh(600), exitStarted(600));
        quote(1);
        wants(claim(30, 0), new IncomingEffect.SendClosing(IN, new Closing(Amount.ZERO, 1000)));
    }

    @Test
    void agreeing_is_possible_while_the_payer_leaves() {
        serving();
        move(fresh(600), exitStarted(600));
        agree(0, 1000, 600);
        wants(new IncomingEffect.SendClosing(IN, new Closing(Amount.ZERO, 1000)));
    }

    // ---- the owner's own end

    @Test
    void the_owner_closes_with_the_newest_voucher() {
        serving();
        take(50);
        tell(new IncomingCommand.Retire());
        wants(new IncomingEffect.SubmitClose(IN, voucher(50), 0));
        reserve(1);
        assertEquals(ChannelDenial.ENDING, denial);
        agree(50, 1000, 500);
        assertEquals(ChannelDenial.ENDING, denial);
        move(at(300), claimed(300, 50));
        wants(new IncomingEffect.SubmitClose(IN, voucher(50), 0));
        move(at(301), closed(301, 50, 950));
        wants();
        assertEquals(List.of(), tell(new IncomingCommand.Retire()));
        agree(50, 1000, 500);
        assertEquals(ChannelDenial.OVER, denial);
    }

    @Test
    void there_is_nothing_to_close_before_it_is_open() {
        tell(new IncomingCommand.Retire());
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
