package org.pluspeer.market.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pluspeer.market.channel.ChannelSamples.CREDIT;
import static org.pluspeer.market.channel.ChannelSamples.DAY;
import static org.pluspeer.market.channel.ChannelSamples.IN;
import static org.pluspeer.market.channel.ChannelSamples.VENUE;
import static org.pluspeer.market.channel.ChannelSamples.at;
import static org.pluspeer.market.channel.ChannelSamples.claimed;
import static org.pluspeer.market.channel.ChannelSamples.closed;
import static org.pluspeer.market.channel.ChannelSamples.exitStarted;
import static org.pluspeer.market.channel.ChannelSamples.fresh;
import static org.pluspeer.market.channel.ChannelSamples.reverted;
import static org.pluspeer.market.channel.ChannelSamples.terms;
import static org.pluspeer.market.channel.ChannelSamples.voucher;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pluspeer.wallet.eth.Amount;

/** How a channel ends as its payee sees it: the payer leaves, both agree, or the owner closes. */
class IncomingEndTest extends IncomingScene {
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
}
