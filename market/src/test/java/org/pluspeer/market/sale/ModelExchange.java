package org.pluspeer.market.sale;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.content.ContentKey;
import org.pluspeer.wallet.eth.Hash32;

/**
 * The contract's rules for one offer, on a chain whose newest blocks can be taken back. Transactions wait in a pool and
 * are known by a key: the same key is the same transaction.
 */
final class ModelExchange {
    private static final int FINALITY = 3;

    enum Status {
        PENDING,
        MINED,
        REVERTED
    }

    private enum Phase {
        NONE,
        ACCEPTED,
        REVEALED,
        ENDED
    }

    private record State(Phase phase, long deadline) {}

    private record Block(
            long number,
            long id,
            long time,
            State state,
            @Nullable ChainFact fact,
            @Nullable String key) {}

    /** How far somebody has read. */
    record Cursor(Map<Long, Long> ids) {
        static final Cursor START = new Cursor(Map.of());
    }

    private final List<Block> blocks = new ArrayList<>();
    private final Map<String, Call> pool = new LinkedHashMap<>();
    private final Map<String, Call> mined = new HashMap<>();
    private final Map<String, Status> statuses = new HashMap<>();
    private long finalized;
    private long ids;
    private long now = 1000;

    /** What a transaction calls, and who with. */
    sealed interface Call {
        record Accept() implements Call {}

        record Reveal(ContentKey key) implements Call {}

        record Release() implements Call {}

        record Settle() implements Call {}

        record Refund() implements Call {}

        record Complain(boolean faulty) implements Call {}

        record Nothing() implements Call {}
    }

    ModelExchange() {
        blocks.add(new Block(0, ids++, now, new State(Phase.NONE, 0), null, null));
    }

    void submit(String key, Call call) {
        if (statuses.putIfAbsent(key, Status.PENDING) == null) {
            pool.put(key, call);
        }
    }

    @Nullable
    Status status(String key) {
        return statuses.get(key);
    }

    /** Time goes by, and one block is made with the oldest transaction that waits. */
    void mine(long seconds) {
        now += seconds;
        if (pool.isEmpty()) {
            append(head().state(), null, null);
        } else {
            String key = pool.keySet().iterator().next();
            execute(key, pool.remove(key));
        }
        finalized = Math.max(finalized, head().number() - FINALITY);
    }

    /** Takes the newest blocks back, but none that is final; their transactions wait again. */
    void reorganise(int depth) {
        for (int i = 0; i < depth && head().number() > finalized; i++) {
            Block gone = blocks.removeLast();
            String key = gone.key();
            Call call = key == null ? null : mined.remove(key);
            if (key != null && call != null) {
                statuses.put(key, Status.PENDING);
                pool.put(key, call);
            }
        }
    }

    ChainTime time() {
        return new ChainTime(
                head().time(), finalized, blocks.get((int) finalized).time());
    }

    boolean isEnded() {
        return head().state().phase() == Phase.ENDED;
    }

    boolean wasAccepted() {
        return head().state().phase() != Phase.NONE;
    }

    @Nullable
    How how() {
        return blocks.stream()
                .map(Block::fact)
                .filter(ChainFact.Ended.class::isInstance)
                .map(fact -> ((ChainFact.Ended) fact).how())
                .findFirst()
                .orElse(null);
    }

    Cursor cursor() {
        Map<Long, Long> seen = new HashMap<>();
        blocks.forEach(block -> seen.put(block.number(), block.id()));
        return new Cursor(seen);
    }

    ChainMove since(Cursor cursor) {
        Long reverted = cursor.ids().entrySet().stream()
                .filter(seen -> seen.getKey() >= blocks.size()
                        || blocks.get(seen.getKey().intValue()).id() != seen.getValue())
                .map(Map.Entry::getKey)
                .min(Long::compare)
                .orElse(null);
        List<ChainFact> facts = new ArrayList<>();
        for (Block block : blocks) {
            boolean isNews = !Long.valueOf(block.id()).equals(cursor.ids().get(block.number()));
            if (isNews && block.fact() != null) {
                facts.add(block.fact());
            }
        }
        return new ChainMove(reverted, facts, time());
    }

    private Block head() {
        return blocks.getLast();
    }

    private void append(State state, @Nullable ChainFact fact, @Nullable String key) {
        blocks.add(new Block(head().number() + 1, ids++, now, state, fact, key));
    }

    private void execute(String key, Call call) {
        State state = head().state();
        long number = head().number() + 1;
        boolean open = state.phase() == Phase.ACCEPTED || state.phase() == Phase.REVEALED;
        boolean inTime = now <= state.deadline();
        boolean holds =
                switch (call) {
                    case Call.Accept _ -> state.phase() == Phase.NONE && now <= Samples.ACCEPT_BY;
                    case Call.Reveal _ -> state.phase() == Phase.ACCEPTED && inTime;
                    case Call.Release _ -> open;
                    case Call.Settle _ -> state.phase() == Phase.REVEALED && !inTime;
                    case Call.Refund _ -> state.phase() == Phase.ACCEPTED && !inTime;
                    case Call.Complain it -> open && inTime && it.faulty();
                    case Call.Nothing _ -> true;
                };
        if (!holds) {
            statuses.put(key, Status.REVERTED);
            append(state, null, null);
            return;
        }
        statuses.put(key, Status.MINED);
        mined.put(key, call);
        long deadline = now + Samples.WINDOW;
        switch (call) {
            case Call.Accept _ ->
                append(new State(Phase.ACCEPTED, deadline), new ChainFact.Accepted(number, Samples.TX, deadline), key);
            case Call.Reveal it ->
                append(
                        new State(Phase.REVEALED, deadline),
                        new ChainFact.Revealed(
                                number, Samples.TX, Hash32.of(it.key().bytes()), deadline),
                        key);
            case Call.Release _ -> end(number, How.RELEASED, key);
            case Call.Settle _ -> end(number, How.SETTLED, key);
            case Call.Refund _ -> end(number, How.REFUNDED, key);
            case Call.Complain _ -> end(number, How.COMPLAINED, key);
            case Call.Nothing _ -> append(state, null, key);
        }
    }

    private void end(long number, How how, String key) {
        append(new State(Phase.ENDED, 0), new ChainFact.Ended(number, Samples.TX, how), key);
    }
}
