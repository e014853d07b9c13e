package org.pluspeer.node.approval;

import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.journal.RecordKind;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.policy.Limits;

/** The owner's spending rules, kept in the journal. There are always some: small ones until the owner sets others. */
public final class PolicyBook {
    private final Journal journal;
    private volatile PolicyRecord current;
    private volatile Limits limits;

    /** @param first what holds until the owner sets something else */
    public PolicyBook(Limits first, Journal journal) {
        this.journal = journal;
        this.limits = first;
        this.current = PolicyRecord.of(0, first);
        journal.replay(record -> {
            if (record.kind() == RecordKind.POLICY) {
                take(Json.read(record.payload(), PolicyRecord.class));
            }
        });
    }

    public PolicyRecord policy() {
        return current;
    }

    public Limits limits() {
        return limits;
    }

    /**
     * Replaces the rules, whole.
     *
     * @throws ProblemException BAD_REQUEST; CONFLICT where they were changed since; nothing has changed then
     */
    public synchronized PolicyRecord replace(PolicyRecord wanted) {
        if (wanted.revision() != current.revision()) {
            throw new ProblemException(
                    Problem.Code.CONFLICT,
                    "the rules are at revision " + current.revision() + " now, not " + wanted.revision());
        }
        PolicyRecord next = PolicyRecord.of(current.revision() + 1, wanted.limits());
        journal.append(RecordKind.POLICY, Json.write(next));
        take(next);
        return next;
    }

    private void take(PolicyRecord record) {
        limits = record.limits();
        current = record;
    }
}
