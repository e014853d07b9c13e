package org.pluspeer.node.loop;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.pluspeer.market.loop.Income;
import org.pluspeer.market.loop.LoopEvent;
import org.pluspeer.market.loop.LoopState;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.journal.RecordKind;
import org.pluspeer.node.json.Json;

/** The loop's events, each on the disk before anything is done about it. */
final class LoopBook {
    private final Journal journal;
    private final InstantSource clock;
    private final LoopState state = new LoopState();
    private final List<Income> incomes = new ArrayList<>();
    private long latest;

    LoopBook(Journal journal, InstantSource clock) {
        this.journal = journal;
        this.clock = clock;
        journal.replay(record -> {
            if (record.kind() == RecordKind.LOOP) {
                LoopRecord one = Json.read(record.payload(), LoopRecord.class);
                latest = Math.max(latest, one.at());
                one.event().ifPresent(this::take);
            }
        });
    }

    /** Unix seconds; a clock that goes back opens no new day. */
    synchronized long now() {
        latest = Math.max(latest, clock.instant().getEpochSecond());
        return latest;
    }

    synchronized void write(LoopEvent event) {
        journal.append(RecordKind.LOOP, Json.write(LoopRecord.of(event, now())));
        take(event);
    }

    private synchronized void take(LoopEvent event) {
        boolean fresh = event instanceof LoopEvent.Counted it
                && !state.hasCounted(it.income().id());
        state.apply(event);
        if (fresh && event instanceof LoopEvent.Counted it) {
            incomes.add(it.income());
        }
    }

    /** As it stands now; the caller's own. */
    synchronized LoopState state() {
        return state.copy();
    }

    /** What was counted so far, in that order. */
    synchronized List<Income> incomes() {
        return List.copyOf(incomes);
    }
}
