package org.pluspeer.node.deal;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import org.pluspeer.market.deal.DealCommand;
import org.pluspeer.market.deal.DealEffect;
import org.pluspeer.market.deal.DealEvent;
import org.pluspeer.market.deal.DealRequest;
import org.pluspeer.market.deal.Placement;
import org.pluspeer.node.chain.Outcome;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.journal.RecordKind;
import org.pluspeer.node.run.Errands;
import org.pluspeer.node.run.JournalHistory;
import org.pluspeer.node.run.Mailboxes;
import org.pluspeer.node.run.Rules;
import org.pluspeer.node.run.Turns;
import org.pluspeer.node.run.Workshop;
import org.pluspeer.wallet.eth.Hash32;

/** The deals in which others keep our bytes. */
final class PlacementDesk implements AutoCloseable {
    private final Errands<DealEffect> errands;
    private final Turns<Placement, DealCommand, DealEvent, DealEffect> turns;
    private final JournalHistory<DealEvent> history;

    /** @param bell told of a deal's id after each change */
    PlacementDesk(
            DealPorts ports,
            Sources sources,
            KeepBook book,
            Workshop workshop,
            Journal journal,
            Consumer<String> bell) {
        DealClerk clerk = new DealClerk(ports.orders(), workshop.clock());
        this.errands = workshop.errands(
                new PlacementHands(ports, sources, book, clerk, workshop.clock(), (id, command) -> tell(id, command)));
        this.history = new JournalHistory<>(
                journal, RecordKind.PLACEMENT, DealCodecs.deals(), DealEvent.Proposed.class::isInstance);
        this.turns = new Turns<>(RULES, history, new Mailboxes(workshop.threads()), errands, workshop.clock(), bell);
    }

    private static final Rules<Placement, DealCommand, DealEvent, DealEffect> RULES =
            Rules.of(Placement::first, Placement::with, Placement::on, Placement::effects);

    void recall() {
        history.recall(turns);
    }

    /** The owner had agreed already where a signature was taken and the last run ended before it was noted. */
    void resume() {
        turns.resume();
        for (var story : turns.all()) {
            if (story.state() instanceof Placement.Approving it) {
                tell(story.id(), new DealCommand.Consent(it.facts().terms().price()));
            }
        }
    }

    void begin(DealRequest request) {
        turns.begin(request.id().hex(), () -> Placement.begin(request));
    }

    boolean isBusy() {
        return turns.all().stream().anyMatch(story -> !story.state().isOver());
    }

    Optional<Turns.Story<Placement, DealEvent>> find(Hash32 dealId) {
        return Optional.ofNullable(turns.find(dealId.hex()));
    }

    Collection<Turns.Story<Placement, DealEvent>> stories() {
        return turns.all();
    }

    void onChain(DealNews news) {
        for (var story : turns.all()) {
            Hash32 id = story.state().facts().request().id();
            if (news.concerns(id) || !story.state().isOver()) {
                tell(story.id(), new DealCommand.Move(news.about(id)));
                turns.nudge(story.id());
            }
        }
    }

    void onOutcome(DealOrderId id, Outcome outcome) {
        String deal = id.dealId().hex();
        if (turns.find(deal) != null) {
            DealClerk.refusal(id, outcome, command -> tell(deal, command));
            turns.nudge(deal);
        }
    }

    void tell(String id, DealCommand command) {
        turns.tell(id, command);
    }

    @Override
    public void close() {
        errands.close();
    }
}
