package org.pluspeer.node.run;

import java.util.List;
import java.util.function.Predicate;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.journal.RecordKind;

/** A history in the journal: one record a turn, so that a turn is there whole or not at all. */
public final class JournalHistory<E> implements History<E> {
    private final Journal journal;
    private final RecordKind kind;
    private final EventCodec<E> codec;
    private final Predicate<E> opens;

    /** @param opens whether an event begins something new, for which a nearly full disk has no room */
    public JournalHistory(Journal journal, RecordKind kind, EventCodec<E> codec, Predicate<E> opens) {
        this.journal = journal;
        this.kind = kind;
        this.codec = codec;
        this.opens = opens;
    }

    @Override
    public void append(String id, List<Dated<E>> events) {
        byte[] payload = codec.write(id, events);
        if (events.stream().anyMatch(event -> opens.test(event.event()))) {
            journal.append(kind, payload);
        } else {
            journal.appendProtective(kind, payload);
        }
    }

    /** Takes up everything of this kind that was recorded. */
    public void recall(Turns<?, ?, E, ?> turns) {
        journal.replay(record -> {
            if (record.kind() == kind) {
                EventCodec.Turn<E> turn = codec.read(record.payload());
                turns.recall(turn.id(), turn.events());
            }
        });
    }
}
