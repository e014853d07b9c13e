package org.pluspeer.node.channel;

import java.math.BigInteger;
import java.util.stream.Stream;
import org.pluspeer.market.channel.ChannelFact;
import org.pluspeer.market.channel.ChannelTerms;
import org.pluspeer.market.channel.Incoming;
import org.pluspeer.market.channel.Outgoing;
import org.pluspeer.market.channel.OutgoingFacts;
import org.pluspeer.node.account.LedgerWord;
import org.pluspeer.node.chain.ChannelContract;
import org.pluspeer.node.chain.LedgerFlows;
import org.pluspeer.node.run.Turns.Story;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/**
 * What should lie in the contract for this account: of each channel that it pays through, what was paid in and not
 * claimed, and after its end what came back; of each that pays it, what was claimed; without what it fetched home.
 * Vouchers that were not claimed are in no contract, and so not here.
 */
final class ChannelLedger implements LedgerWord {
    private final ChannelPorts ports;
    private final PayingDesk paying;
    private final EarningDesk earning;
    private final ChannelContract contract;
    private final LedgerFlows flows;

    ChannelLedger(ChannelPorts ports, PayingDesk paying, EarningDesk earning) {
        this.ports = ports;
        this.paying = paying;
        this.earning = earning;
        this.contract = new ChannelContract(ports.chain());
        this.flows = new LedgerFlows(ports.chain(), ChannelContract.ADDRESS, ports.account());
    }

    @Override
    public String place() {
        return "channels";
    }

    @Override
    public BigInteger said(Address token) {
        Stream<Amount> paid = outgoing(token).map(ChannelLedger::there);
        Stream<Amount> earned = earning.stories().stream()
                .map(Story::state)
                .filter(state -> isIn(token, state.facts().plan().terms()))
                .map(Incoming::facts)
                .map(facts -> facts.chain().claimed());
        return Stream.concat(paid, earned)
                .map(Amount::units)
                .reduce(flows.sum(token, ports.orders().ledgerMoves()), BigInteger::add);
    }

    @Override
    public Amount there(Address token) {
        return outgoing(token)
                .filter(state -> !state.isOver())
                .map(state -> state.facts().plan().id())
                .map(contract::locked)
                .reduce(ports.ledger(token), Amount::plus);
    }

    private Stream<Outgoing> outgoing(Address token) {
        return paying.stories().stream()
                .map(Story::state)
                .filter(state -> isIn(token, state.facts().plan().terms()));
    }

    private static boolean isIn(Address token, ChannelTerms terms) {
        return terms.token().equals(token);
    }

    private static Amount there(Outgoing state) {
        OutgoingFacts facts = state.facts();
        ChannelFact.Closed closed = facts.chain().closed();
        return closed == null
                ? facts.chain().deposited().minusOrZero(facts.chain().claimed())
                : closed.returned();
    }
}
