package org.pluspeer.market.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pluspeer.market.channel.ChannelSamples.DAY;
import static org.pluspeer.market.channel.ChannelSamples.DEPOSIT;
import static org.pluspeer.market.channel.ChannelSamples.OUT;
import static org.pluspeer.market.channel.ChannelSamples.PAYEE;
import static org.pluspeer.market.channel.ChannelSamples.SIGNATURE;
import static org.pluspeer.market.channel.ChannelSamples.STRANGER;
import static org.pluspeer.market.channel.ChannelSamples.closed;
import static org.pluspeer.market.channel.ChannelSamples.exitStarted;
import static org.pluspeer.market.channel.ChannelSamples.fresh;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pluspeer.wallet.eth.Amount;

/** How a channel ends as its payer sees it. */
class OutgoingEndTest extends OutgoingScene {
    // ---- leaving

    @Test
    void the_payee_is_asked_first_and_its_word_is_brought_to_the_chain() {
        open();
        pay(50);
        tell(new OutgoingCommand.Leave(1000));
        wants(new OutgoingEffect.RequestClosing(OUT, Amount.of(50)));
        pay(1);
        assertEquals(ChannelDenial.ENDING, denial);
        Closing closing = new Closing(Amount.of(50), 2000);
        tell(new OutgoingCommand.GrantClosing(closing, SIGNATURE, PAYEE));
        wants(new OutgoingEffect.SubmitCoopClose(OUT, closing, SIGNATURE, 0));
        move(fresh(1100), closed(1100, 50, 950));
        assertInstanceOf(Outgoing.Closed.class, channel);
        wants();
    }

    @Test
    void an_end_above_what_is_owed_or_by_another_is_refused() {
        open();
        pay(50);
        tell(new OutgoingCommand.Leave(1000));
        tell(new OutgoingCommand.GrantClosing(new Closing(Amount.of(51), 2000), SIGNATURE, PAYEE));
        assertEquals(ChannelDenial.TOO_MUCH, denial);
        tell(new OutgoingCommand.GrantClosing(new Closing(Amount.of(50), 2000), SIGNATURE, STRANGER));
        assertEquals(ChannelDenial.WRONG_KEY, denial);
        wants(new OutgoingEffect.RequestClosing(OUT, Amount.of(50)));
    }

    @Test
    void without_the_payees_word_the_exit_starts_when_patience_ends() {
        open();
        tell(new OutgoingCommand.Leave(1000));
        move(fresh(1000 + OUT.patience() - 1));
        wants(new OutgoingEffect.RequestClosing(OUT, Amount.ZERO));
        move(fresh(1000 + OUT.patience()));
        wants(new OutgoingEffect.SubmitStartExit(OUT, 0));
        tell(new OutgoingCommand.Report(new ChannelReport.Refused(ChannelTransaction.START_EXIT, 0, "fee")));
        wants(new OutgoingEffect.SubmitStartExit(OUT, 1));
    }

    @Test
    void a_no_starts_the_exit_at_once() {
        open();
        tell(new OutgoingCommand.Leave(1000));
        tell(new OutgoingCommand.DeclineClosing());
        wants(new OutgoingEffect.SubmitStartExit(OUT, 0));
        assertEquals(List.of(), tell(new OutgoingCommand.DeclineClosing()));
    }

    @Test
    void a_word_that_was_not_mined_in_time_gives_way_to_the_exit() {
        open();
        tell(new OutgoingCommand.Leave(1000));
        Closing closing = new Closing(Amount.ZERO, 2000);
        tell(new OutgoingCommand.GrantClosing(closing, SIGNATURE, PAYEE));
        move(fresh(2000));
        wants(new OutgoingEffect.SubmitCoopClose(OUT, closing, SIGNATURE, 0));
        move(fresh(2001));
        wants(new OutgoingEffect.SubmitStartExit(OUT, 0));
    }

    @Test
    void after_the_challenge_the_rest_is_called_back() {
        open();
        tell(new OutgoingCommand.Leave(1000));
        move(fresh(2000), exitStarted(2000));
        assertInstanceOf(Outgoing.Exiting.class, channel);
        wants();
        move(fresh(2000 + DAY));
        wants();
        move(fresh(2000 + DAY + 1));
        wants(new OutgoingEffect.SubmitExit(OUT, 0));
        move(fresh(2000 + DAY + 2), closed(2000 + DAY + 2, 0, 1000));
        assertTrue(channel.isOver());
    }

    @Test
    void a_payee_may_still_agree_during_the_challenge() {
        open();
        tell(new OutgoingCommand.Leave(1000));
        move(fresh(2000), exitStarted(2000));
        Closing closing = new Closing(Amount.ZERO, 3000);
        tell(new OutgoingCommand.GrantClosing(closing, SIGNATURE, PAYEE));
        wants(new OutgoingEffect.SubmitCoopClose(OUT, closing, SIGNATURE, 0));
    }

    @Test
    void past_expiry_the_rest_is_called_back_without_a_challenge() {
        OutgoingPlan plan = OutgoingPlan.at(ChannelSamples.VENUE, ChannelSamples.terms(5000), DEPOSIT, Amount.of(1));
        channel = Outgoing.begin(plan).state();
        open();
        move(fresh(5000));
        wants();
        move(fresh(5001));
        wants(new OutgoingEffect.SubmitExit(plan, 0));
        pay(1);
        assertEquals(ChannelDenial.ENDING, denial);
    }
}
