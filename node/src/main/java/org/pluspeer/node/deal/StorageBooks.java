package org.pluspeer.node.deal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.pluspeer.market.deal.DealEvent;
import org.pluspeer.market.deal.DealMoney;
import org.pluspeer.market.deal.DealSide;
import org.pluspeer.node.account.Books;
import org.pluspeer.node.run.Turns.Story;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/** The money of storage deals, both sides, and what the contract's ledger holds. */
final class StorageBooks implements Books {
    private final DealPorts ports;
    private final HostingDesk hosting;
    private final PlacementDesk placements;

    StorageBooks(DealPorts ports, HostingDesk hosting, PlacementDesk placements) {
        this.ports = ports;
        this.hosting = hosting;
        this.placements = placements;
    }

    @Override
    public List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        Set<Address> tokens = new LinkedHashSet<>();
        hosting.stories().forEach(story -> tokens.add(add(story, lines)));
        placements.stories().forEach(story -> tokens.add(add(story, lines)));
        for (Address token : tokens) {
            Amount there = ports.chain().ledger(ports.account(), token);
            Amount reserved = hosting.reserved(token);
            Amount free = there.isLessThan(reserved) ? Amount.ZERO : there.minus(reserved);
            lines.add(new Line("storage/ledger/" + token.hex(), State.CLAIMABLE, Source.STORAGE, token, free, 0));
        }
        return lines;
    }

    private static <S extends DealSide> Address add(Story<S, DealEvent> story, List<Line> lines) {
        DealMoney money = DealMoney.of(story.state());
        long at = story.events().getLast().at();
        add(money, State.EARNED, money.earned(), at, lines);
        add(money, State.PENDING, money.pending(), at, lines);
        add(money, State.AT_RISK, money.locked(), at, lines);
        add(money, State.SPENT, money.lost().plus(money.spent()), at, lines);
        return money.token();
    }

    private static void add(DealMoney money, State state, Amount amount, long at, List<Line> lines) {
        if (!amount.isZero()) {
            String id = "storage/" + money.deal().hex() + "/" + state.name().toLowerCase(java.util.Locale.ROOT);
            lines.add(new Line(id, state, Source.STORAGE, money.token(), amount, at, money.other(), null, null, null));
        }
    }
}
