package org.pluspeer.node.channel;

import org.pluspeer.market.channel.ChannelTerms;
import org.pluspeer.market.channel.Incoming;
import org.pluspeer.market.channel.IncomingEvent;
import org.pluspeer.market.channel.IncomingFacts;
import org.pluspeer.market.channel.Outgoing;
import org.pluspeer.market.channel.OutgoingEvent;
import org.pluspeer.market.channel.OutgoingFacts;
import org.pluspeer.node.run.Turns;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * What one channel is worth to this node. All amounts in base units of the token.
 *
 * @param state such as {@code open}; never changes its name
 * @param deposit all that was paid in
 * @param moved the sum of all vouchers: to the payer what was spent, to the payee what was earned
 * @param claimed what the chain has credited the payee with
 * @param claimable of the payee, what was earned and not claimed; of the payer, what comes back at the end
 * @param atRisk of the payee, what was delivered and no voucher covers; of the payer, what was signed for and not received
 * @param since unix seconds at which this node knew of it first
 */
public record ChannelPosition(
        Hash32 id,
        Role role,
        Address counterparty,
        Address token,
        String state,
        Amount deposit,
        Amount moved,
        Amount claimed,
        Amount claimable,
        Amount atRisk,
        long since) {
    /** On which side this node is. */
    public enum Role {
        PAYER,
        PAYEE
    }

    /** Of a channel that this node pays through. */
    static ChannelPosition paying(Turns.Story<Outgoing, OutgoingEvent> story) {
        OutgoingFacts facts = story.state().facts();
        ChannelTerms terms = facts.plan().terms();
        Amount deposit = facts.chain().deposited();
        Amount owed = facts.owed();
        boolean over = story.state().isOver();
        return new ChannelPosition(
                facts.plan().id(),
                ChannelPosition.Role.PAYER,
                terms.payee(),
                terms.token(),
                ChannelRules.name(story.state()),
                deposit.isZero() ? facts.plan().deposit() : deposit,
                owed,
                facts.chain().claimed(),
                over ? Amount.ZERO : deposit.minusOrZero(owed),
                over ? Amount.ZERO : owed.minusOrZero(facts.purse().received()),
                story.begunAt());
    }

    /** @param ahead worth of what was delivered and no voucher covers, beside what the facts say */
    static ChannelPosition earning(Turns.Story<Incoming, IncomingEvent> story, Amount ahead) {
        IncomingFacts facts = story.state().facts();
        boolean over = story.state().isOver();
        return new ChannelPosition(
                facts.plan().id(),
                ChannelPosition.Role.PAYEE,
                facts.plan().terms().payer(),
                facts.plan().terms().token(),
                ChannelRules.name(story.state()),
                facts.chain().deposited(),
                facts.owed(),
                facts.chain().claimed(),
                over ? Amount.ZERO : facts.unclaimed(),
                over ? Amount.ZERO : facts.till().delivered().plus(ahead).minusOrZero(facts.owed()),
                story.begunAt());
    }
}
