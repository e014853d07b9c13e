package org.pluspeer.node.chain;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the chain: looks for a new head now and then, or when the bell is rung, and then pulls what happened by block
 * number and hash. A block that is gone, as after a reorganisation or where a chain came back shorter, is found by its
 * hash; everything from there on is told again.
 */
public final class ChainFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChainFollower.class);
    /** Looks that are left out while new blocks are told of. */
    private static final int QUIET = 20;

    private static final String FAULT = "A fault in this program stops it from following the chain.";

    /**
     * @param interval between two looks; much longer while the chain tells of its blocks by itself
     * @param firstBlock where the contract cannot have written before; 0 on a local chain
     * @param finalityDepth blocks after which one counts as final, where the chain does not say
     * @param range blocks that are asked for at once, at most; fewer where the chain's node does not answer for so many
     */
    public record Settings(Duration interval, long firstBlock, int finalityDepth, int range) {
        /** A look every 300 ms, all from block 0, 64 blocks deep. */
        public static Settings local() {
            return new Settings(Duration.ofMillis(300), 0, 64, 2000);
        }
    }

    /**
     * @param head the last that was told
     * @param trouble why the chain cannot be followed at present; one sentence
     * @param caughtUp whether all was told up to the head that was there at the last look
     */
    public record Status(
            @Nullable BlockRef head,
            @Nullable BlockRef finalized,
            @Nullable String trouble,
            boolean caughtUp) {
        public boolean connected() {
            return head != null && trouble == null;
        }
    }

    private final ChainClient chain;
    private final Exchange exchange;
    private final ChainCursor.Keeper keeper;
    private final Settings settings;
    private final ChainTrail trail;
    private final List<Follower> followers = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition bell = lock.newCondition();
    private final Thread thread;

    private boolean rung;
    private boolean closed;
    /** What is above may have been told in an earlier run; it is void, and told again in this one. */
    private long toldUpTo;
    /** Gone, and not yet told so. */
    private OptionalLong revertedFrom;
    /** Where to begin with when no block is known. */
    private long first;
    /** The head's number at the last look. */
    private long newest;
    /** Blocks that the chain's node was last able to answer for at once. */
    private int span;
    /** Nothing was ever followed, and nobody waits for what was before. */
    private boolean begins;

    private volatile Status status = new Status(null, null, null, false);

    public ChainFollower(ChainClient chain, Exchange exchange, ChainCursor.Keeper keeper, Settings settings) {
        this.chain = chain;
        this.exchange = exchange;
        this.keeper = keeper;
        this.settings = settings;
        Optional<ChainCursor> cursor = keeper.load();
        this.trail = new ChainTrail(cursor.map(ChainCursor::marks).orElse(List.of()));
        this.first = settings.firstBlock();
        this.span = settings.range();
        this.begins = cursor.isEmpty();
        this.toldUpTo = cursor.map(ChainCursor::finalized).orElse(first - 1);
        // The last run may have told more than it noted before it died, and the chain may have dropped it since.
        this.revertedFrom = OptionalLong.of(toldUpTo + 1);
        this.thread = Thread.ofVirtual().name("chain-follower").unstarted(this::run);
    }

    /** Before {@link #start()}; a later one misses what was told before. */
    public void follow(Follower follower) {
        followers.add(follower);
    }

    /** From where the last run was, or else from the first block on. */
    public void start() {
        begins = false;
        thread.start();
    }

    /** The same, but where nothing was followed yet, from the final block on: for whom nothing older matters. */
    public void startFromNow() {
        thread.start();
    }

    /** There may be news: looks at once. */
    public void ring() {
        lock.lock();
        try {
            rung = true;
            bell.signal();
        } finally {
            lock.unlock();
        }
    }

    public Status status() {
        return status;
    }

    private void run() {
        chain.onHead(this::ring);
        while (!isClosed()) {
            look();
            await();
        }
    }

    private void look() {
        try {
            while (pull()) {
                if (isClosed()) {
                    return;
                }
            }
        } catch (ProblemException e) {
            trouble(e.problem().detail());
        } catch (RuntimeException e) {
            if (!FAULT.equals(status.trouble())) {
                LOG.error("The chain cannot be followed past block {}", trail.newest(), e);
            }
            trouble(FAULT);
        }
    }

    private void trouble(String sentence) {
        Status before = status;
        if (!sentence.equals(before.trouble()) && !isClosed()) {
            LOG.warn("The chain is not followed at present: {}", sentence);
        }
        status = new Status(before.head(), before.finalized(), sentence, before.caughtUp());
    }

    /** @return whether there is more to pull at once */
    private boolean pull() {
        BlockRef head = chain.head();
        BlockRef finalized = finalized(head);
        newest = head.number();
        if (begins) {
            first = finalized.number();
            toldUpTo = first - 1;
            revertedFrom = OptionalLong.of(first);
            begins = false;
        }
        ChainTrail.Fork fork = trail.cutTo(chain, head, first);
        toldUpTo = Math.min(toldUpTo, fork.lastGood());
        fork.from().ifPresent(from -> revertedFrom = OptionalLong.of(Math.min(from, revertedFrom.orElse(from))));
        if (toldUpTo >= head.number()) {
            if (isNews(head, finalized)) {
                tell(new ChainUpdate(revertedFrom, List.of(), head, finalized));
            }
            return false;
        }
        return pull(toldUpTo + 1, head, finalized);
    }

    private boolean pull(long from, BlockRef head, BlockRef finalized) {
        long to = Math.min(head.number(), from + span - 1);
        Optional<BlockRef> end = to == head.number() ? Optional.of(head) : chain.block(to);
        if (end.isEmpty()) {
            return false;
        }
        Optional<List<ExchangeEvent>> events;
        try {
            events = exchange.events(from, to);
        } catch (ProblemException e) {
            return shrink(from, to, e);
        }
        span = (int) Math.min(settings.range(), span * 2L);
        boolean steady = events.isPresent()
                && chain.block(to)
                        .filter(block -> block.hash().equals(end.get().hash()))
                        .isPresent()
                && trail.holds(chain);
        if (!steady) {
            return false;
        }
        BlockRef last = end.get();
        tell(new ChainUpdate(revertedFrom, events.get(), last, finalized.number() <= to ? finalized : last));
        return to < head.number();
    }

    /**
     * Some nodes answer for few blocks at once, or for few events, and each says so in words of its own. So any refusal
     * is answered by asking for less, until there is no less.
     */
    private boolean shrink(long from, long to, ProblemException refusal) {
        if (refusal.problem().code() != Code.CHAIN_UNAVAILABLE || to <= from) {
            throw refusal;
        }
        span = (int) ((to - from + 1) / 2);
        LOG.info(
                "Fewer blocks are asked for at once, {}: {}",
                span,
                refusal.problem().detail());
        return true;
    }

    private boolean isNews(BlockRef head, BlockRef finalized) {
        BlockRef knownHead = status.head();
        BlockRef knownFinal = status.finalized();
        return status.trouble() != null
                || knownHead == null
                || !knownHead.hash().equals(head.hash())
                || knownFinal == null
                || !knownFinal.hash().equals(finalized.hash());
    }

    /** As the chain says, else by depth. */
    private BlockRef finalized(BlockRef head) {
        Optional<BlockRef> said = chain.finalized().filter(block -> block.number() <= head.number());
        if (said.isPresent()) {
            return said.get();
        }
        long number = Math.max(0, head.number() - settings.finalityDepth());
        return chain.block(number).orElse(head);
    }

    private void tell(ChainUpdate update) {
        // Should one of them fail, the others have taken what may be gone when it is told again.
        long first = toldUpTo + 1;
        revertedFrom = OptionalLong.of(Math.min(first, revertedFrom.orElse(first)));
        followers.forEach(follower -> follower.onChain(update));
        trail.add(update.head());
        toldUpTo = update.head().number();
        revertedFrom = OptionalLong.empty();
        status = new Status(
                update.head(), update.finalized(), null, update.head().number() >= newest);
        keeper.save(new ChainCursor(update.finalized().number(), trail.marks()));
    }

    private void await() {
        lock.lock();
        try {
            long nanos = settings.interval().toNanos() * (chain.announces() ? QUIET : 1);
            while (!rung && !closed && nanos > 0) {
                nanos = bell.awaitNanos(nanos);
            }
            rung = false;
        } catch (InterruptedException e) {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Returns once no follower is told anything any more. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            bell.signal();
        } finally {
            lock.unlock();
        }
        try {
            if (thread.isAlive() && !thread.join(Duration.ofSeconds(20))) {
                LOG.warn("The chain's follower did not stop in time.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
