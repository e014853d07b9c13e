package org.pluspeer.market.deal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.pluspeer.market.sale.Step;
import org.pluspeer.wallet.eth.Amount;

/** Two nodes around one deal: they look at the chain now and then, are restarted, and the chain takes blocks back. */
final class DealTown {
    private static final int LIMIT = 5000;

    final ModelDeals chain = new ModelDeals(DealSamples.TERMS);
    private final Random random;
    private final int sleepiness;
    private final List<DealEvent> hostingLog = new ArrayList<>();
    private final List<DealEvent> placementLog = new ArrayList<>();
    boolean clientVanishesOnceOpened;
    boolean dropped;
    Hosting hosting;
    Placement placement;

    /** @param sleepiness in per cent: how often the provider sleeps through some hundred blocks */
    DealTown(Random random, int sleepiness) {
        this.random = random;
        this.sleepiness = sleepiness;
        Step<Hosting, DealEvent, DealEffect> one = Hosting.begin(DealSamples.REQUEST);
        hosting = one.state();
        hostingLog.addAll(one.events());
        Step<Placement, DealEvent, DealEffect> other = Placement.begin(DealSamples.REQUEST);
        placement = other.state();
        placementLog.addAll(other.events());
    }

    void play() {
        for (int i = 0; i < LIMIT && !(dropped && placement.isOver()); i++) {
            chain.pass(1 + random.nextInt(20));
            if (random.nextInt(10) == 0) {
                chain.reorganise(1 + random.nextInt(12));
            }
            if (random.nextInt(100) < sleepiness) {
                chain.pass(random.nextInt(700));
            }
            DealMove move = chain.look();
            tellHosting(new DealCommand.Move(move));
            tellPlacement(new DealCommand.Move(move));
            balance();
            List.copyOf(hosting.effects()).forEach(this::doForProvider);
            if (!clientVanishesOnceOpened || chain.state() == DealState.NONE) {
                List.copyOf(placement.effects()).forEach(this::doForClient);
            }
            restart();
        }
    }

    /** What each side says of its money, beside what the contract credited so far. */
    private void balance() {
        DealTerms terms = DealSamples.TERMS;
        DealAccount credited =
                DealAccount.of(terms, chain.proven(), chain.chain().settled());
        DealMoney provider = DealMoney.of(hosting);
        DealMoney client = DealMoney.of(placement);
        if (chain.state() == DealState.NONE) {
            assertEquals(List.of(Amount.ZERO, Amount.ZERO), List.of(provider.earned(), client.spent()));
            return;
        }
        assertEquals(credited.provider(), provider.earned().plus(provider.returned()));
        assertEquals(credited.client(), client.earned().plus(client.returned()));
        assertEquals(terms.collateral(), provider.locked().plus(provider.lost()).plus(provider.returned()));
        assertEquals(client.spent(), provider.earned().plus(provider.pending()));
        if (chain.state().isOver()) {
            Amount open = provider.pending().plus(provider.locked()).plus(client.pending());
            assertEquals(Amount.ZERO, open.plus(client.locked()));
            assertEquals(terms.price(), client.spent().plus(client.returned()));
        }
    }

    boolean isFinal() {
        long ended = chain.chain().ended().map(DealFact::block).orElse(Long.MAX_VALUE);
        return ended <= chain.head().finalBlock();
    }

    private void doForProvider(DealEffect effect) {
        switch (effect) {
            case DealEffect.FetchReplica _ -> tellHosting(new DealCommand.ConfirmReplica(DealSamples.REPLICA));
            case DealEffect.SecureCollateral _ -> tellHosting(new DealCommand.ConfirmCollateral());
            case DealEffect.SignTerms _ -> {
                DealCommand signed = new DealCommand.TakeSignature(DealSamples.SIGNATURE, DealSamples.PROVIDER);
                tellHosting(signed);
                tellPlacement(signed);
                tellPlacement(new DealCommand.Consent(DealSamples.TERMS.price()));
            }
            case DealEffect.DropReplica _ -> dropped = isFinal();
            default -> chain.send(effect);
        }
    }

    private void doForClient(DealEffect effect) {
        if (!(effect instanceof DealEffect.AskForSignature)) {
            chain.send(effect);
        }
    }

    private void tellHosting(DealCommand command) {
        Step<Hosting, DealEvent, DealEffect> step = hosting.on(command);
        hosting = step.state();
        hostingLog.addAll(step.events());
    }

    private void tellPlacement(DealCommand command) {
        Step<Placement, DealEvent, DealEffect> step = placement.on(command);
        placement = step.state();
        placementLog.addAll(step.events());
    }

    /** What was written down is all that is left. */
    private void restart() {
        if (random.nextInt(5) != 0) {
            return;
        }
        Hosting one = Hosting.first(hostingLog.getFirst());
        for (DealEvent event : hostingLog.subList(1, hostingLog.size())) {
            one = one.with(event);
        }
        hosting = one;
        Placement other = Placement.first(placementLog.getFirst());
        for (DealEvent event : placementLog.subList(1, placementLog.size())) {
            other = other.with(event);
        }
        placement = other;
    }
}
