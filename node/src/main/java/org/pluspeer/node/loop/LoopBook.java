package org.pluspeer.node.loop;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.loop.Income;
import org.pluspeer.market.loop.LoopEvent;
import org.pluspeer.market.loop.LoopRule;
import org.pluspeer.market.loop.LoopState;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.journal.RecordKind;
import org.pluspeer.node.json.Json;
import org.pluspeer.node.vault.Restore;

/** The loop's events, each on the disk before anything is done about it. */
final class LoopBook {
    private final Journal journal;
    private final InstantSource clock;
    private final LoopState state = new LoopState();
    private final List<Income> incomes = new ArrayList<>();
    private long latest;
    private @Nullable Long restored;

    LoopBook(Journal journal, InstantSource clock) {
        this.journal = journal;
        this.clock = clock;
        journal.replay(record -> {
            Restore.at(record).ifPresent(this::restore);
            if (record.kind() == RecordKind.LOOP) {
                LoopRecord one = Json.read(record.payload(), LoopRecord.class);
                latest = Math.max(latest, one.at());
                one.event().ifPresent(this::take);
            }
        });
    }

    /** What was paid after the backup was made is not in it: nothing goes on before the owner has looked. */
    private void restore(long at) {
        LoopRule rule = state.rule();
        if (rule.on() || !state.underWay().isEmpty()) {
            take(new LoopEvent.Ruled(rule.off(), at));
            restored = at;
        }
    }

    /** When this came out of a backup, if the owner has not said since then what is to be done; else null. */
    synchronized @Nullable Long restored() {
        return restored;
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
        restored = event instanceof LoopEvent.Ruled ? null : restored;
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
