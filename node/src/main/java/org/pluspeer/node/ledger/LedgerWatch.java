package org.pluspeer.node.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.account.OwnAccounts;
import org.pluspeer.node.chain.ChainUpdate;
import org.pluspeer.node.chain.Follower;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.journal.RecordKind;
import org.pluspeer.node.json.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the accounts whenever the chain has moved, and writes down what came and went. A chain that does not answer
 * holds up nothing: what was not looked at is looked at later, together.
 */
public final class LedgerWatch implements Follower {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerWatch.class);
    /** While the chain is caught up with, its nodes keep no state of that time; there is one look at the end. */
    private static final long NEAR = 32;
    /** So that a restart need not go through more. */
    private static final long STRETCH = 5000;

    private final LedgerLook look;
    private final OwnAccounts accounts;
    private final Journal journal;
    private final LedgerState state = new LedgerState();

    private @Nullable ChainUpdate latest;
    private long lookedAt = -1;
    private long finalBlock = -1;
    private @Nullable String trouble;

    public LedgerWatch(LedgerLook look, OwnAccounts accounts, Journal journal) {
        this.look = look;
        this.accounts = accounts;
        this.journal = journal;
        journal.replay(record -> {
            if (record.kind() == RecordKind.LEDGER) {
                state.recall(Json.read(record.payload(), LedgerRecord.class));
            }
        });
        state.last().ifPresent(seen -> lookedAt = seen.to());
    }

    @Override
    public synchronized void onChain(ChainUpdate update) {
        update.revertedFrom().ifPresent(this::undo);
        latest = update;
        finalBlock = update.finalized().number();
        catchUp();
    }

    /** Up to which block the books are. */
    public synchronized long block() {
        return lookedAt;
    }

    public synchronized boolean isFinal(long block) {
        return block <= finalBlock;
    }

    /** Looks at what could not be looked at before. */
    public synchronized void catchUp() {
        ChainUpdate update = latest;
        if (update == null || update.head().number() <= lookedAt) {
            return;
        }
        look(update).ifPresent(this::take);
    }

    /** A chain, or a token, that does not answer as it should must not keep the node from following the chain. */
    private Optional<LedgerRecord.Seen> look(ChainUpdate update) {
        try {
            Optional<LedgerRecord.Seen> seen = look.distance(update.head()) <= NEAR
                    ? look.over(state.last(), lookedAt + 1, update.head(), accounts.addresses())
                    : Optional.empty();
            trouble = null;
            return seen;
        } catch (ProblemException e) {
            if (!e.problem().detail().equals(trouble)) {
                LOG.warn(
                        "Accounts are not looked at at present: {}", e.problem().detail());
            }
            trouble = e.problem().detail();
            return Optional.empty();
        }
    }

    private void take(LedgerRecord.Seen seen) {
        boolean news = !seen.mined().isEmpty()
                || !seen.moved().isEmpty()
                || state.last()
                        .map(last -> !last.standings().equals(seen.standings()) || seen.to() - last.to() >= STRETCH)
                        .orElse(true);
        if (news) {
            write(new LedgerRecord(seen, null));
        }
        lookedAt = seen.to();
    }

    private void undo(long from) {
        OptionalLong begin = state.wouldUndo(from);
        if (begin.isPresent()) {
            write(new LedgerRecord(null, begin.getAsLong()));
        }
        lookedAt = Math.min(lookedAt, begin.orElse(from) - 1);
    }

    private void write(LedgerRecord record) {
        journal.append(RecordKind.LEDGER, Json.write(record));
        state.recall(record);
    }

    /** How the accounts stood at the last look. */
    synchronized List<LedgerRecord.Standing> standings() {
        return state.last().map(LedgerRecord.Seen::standings).orElse(new ArrayList<>());
    }
}
