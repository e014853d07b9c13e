package org.pluspeer.node.deal;

import java.math.BigInteger;
import java.util.stream.Stream;
import org.pluspeer.market.deal.DealMoney;
import org.pluspeer.market.deal.DealSide;
import org.pluspeer.node.account.LedgerWord;
import org.pluspeer.node.chain.LedgerFlows;
import org.pluspeer.node.run.Turns.Story;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/**
 * What should lie in the contract's ledger: what this node's own transactions put in and took out, as the chain tells of
 * them, and what each deal took or was credited, as its terms and its proofs have it.
 */
final class StorageLedger implements LedgerWord {
    private final DealPorts ports;
    private final HostingDesk hosting;
    private final PlacementDesk placements;
    private final LedgerFlows flows;

    StorageLedger(DealPorts ports, HostingDesk hosting, PlacementDesk placements) {
        this.ports = ports;
        this.hosting = hosting;
        this.placements = placements;
        this.flows = ports.chain().flows(ports.account());
    }

    @Override
    public String place() {
        return "storage";
    }

    @Override
    public Amount there(Address token) {
        return ports.chain().ledger(ports.account(), token);
    }

    @Override
    public BigInteger said(Address token) {
        BigInteger moved = flows.sum(token, ports.orders().ledgerMoves());
        Stream<DealSide> hosted = hosting.stories().stream().map(Story::state);
        Stream<DealSide> kept = placements.stories().stream().map(Story::state);
        return Stream.concat(hosted, kept)
                .filter(side -> side.facts().terms().token().equals(token))
                .filter(side -> side.facts().chain().opened().isPresent())
                .map(StorageLedger::effect)
                .reduce(moved, BigInteger::add);
    }

    /** A provider's collateral is taken out of the ledger; a client's price is not. */
    private static BigInteger effect(DealSide side) {
        DealMoney money = DealMoney.of(side);
        BigInteger credited = money.earned().plus(money.returned()).units();
        return money.role() == DealMoney.Role.PROVIDER
                ? credited.subtract(side.facts().terms().collateral().units())
                : credited;
    }
}
