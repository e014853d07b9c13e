package org.pluspeer.node.ledger;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What was seen last, and before that as far as a reorganisation can reach. */
final class LedgerState {
    private static final int MOST = 300;

    private final Deque<LedgerRecord.Seen> seen = new ArrayDeque<>();

    void recall(LedgerRecord record) {
        Long undone = record.undone();
        if (undone != null) {
            cut(undone);
        }
        LedgerRecord.Seen more = record.seen();
        if (more != null) {
            seen.addLast(more);
            if (seen.size() > MOST) {
                seen.removeFirst();
            }
        }
    }

    Optional<LedgerRecord.Seen> last() {
        return Optional.ofNullable(seen.peekLast());
    }

    /** Where it would have to begin again, if the chain took back this block and all after it; empty if it need not. */
    OptionalLong wouldUndo(long block) {
        LedgerRecord.@Nullable Seen first = null;
        for (LedgerRecord.Seen one : seen.reversed()) {
            if (one.to() < block) {
                break;
            }
            first = one;
        }
        return first == null ? OptionalLong.empty() : OptionalLong.of(first.from());
    }

    private void cut(long from) {
        while (!seen.isEmpty() && seen.getLast().to() >= from) {
            seen.removeLast();
        }
    }
}
