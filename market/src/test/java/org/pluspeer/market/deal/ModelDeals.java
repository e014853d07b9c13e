package org.pluspeer.market.deal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The contract's rules for one deal, on a chain whose newest blocks can be taken back. Hashes are known for 256 blocks. */
final class ModelDeals {
    private static final int FINALITY = 16;
    private static final int SECONDS = 1;

    private record Entry(long block, DealFact fact) {}

    private final DealTerms terms;
    private final List<Entry> log = new ArrayList<>();
    private long head = 100;
    private long finalized = 90;
    private @Nullable Long reverted;

    ModelDeals(DealTerms terms) {
        this.terms = terms;
    }

    ChainHead head() {
        return new ChainHead(head, time(head), finalized, time(finalized));
    }

    private static long time(long block) {
        return 1000 + block * SECONDS;
    }

    DealChain chain() {
        DealChain chain = DealChain.NOTHING;
        for (Entry entry : log) {
            chain = chain.with(entry.fact());
        }
        return chain;
    }

    ProvenEpochs proven() {
        return chain().proven();
    }

    DealState state() {
        return chain().ended()
                .map(DealFact.Ended::how)
                .orElse(chain().opened().isPresent() ? DealState.RUNNING : DealState.NONE);
    }

    /** Blocks without anything in them. */
    void pass(long blocks) {
        head += blocks;
        finalized = Math.max(finalized, head - FINALITY);
    }

    /** Takes blocks back that aren't final. */
    void reorganise(int depth) {
        long from = Math.max(finalized + 1, head - depth + 1);
        log.removeIf(entry -> entry.block() >= from);
        reverted = reverted == null ? from : Math.min(reverted, from);
    }

    /** Everything that is true now, with what was taken back since the last look. */
    DealMove look() {
        Long from = reverted;
        reverted = null;
        return new DealMove(from, log.stream().map(Entry::fact).toList(), head());
    }

    /** Mines one transaction in a block of its own; false if the contract refuses it. */
    boolean send(DealEffect effect) {
        pass(1);
        return switch (effect) {
            case DealEffect.Open _ -> {
                boolean may = state() == DealState.NONE && time(head) <= terms.acceptBy();
                yield may
                        && say(new DealFact.Opened(
                                head,
                                DealSamples.TX,
                                EpochClock.openedIn(head, terms).start()));
            }
            case DealEffect.Prove it -> mayProve(it) && say(new DealFact.Proven(head, DealSamples.TX, it.epoch()));
            case DealEffect.Pin it ->
                head > it.challenge()
                        && head - it.challenge() <= 256
                        && say(new DealFact.Pinned(head, DealSamples.TX, it.challenge()));
            case DealEffect.Settle _ -> settle();
            case DealEffect.EndEarly it -> {
                int epochs = it.agreed().end().epochs();
                boolean drawn = epochs < terms.epochs() && head > clock().challenge(epochs);
                boolean may = state() == DealState.RUNNING && decided() == epochs && !drawn;
                yield may && say(new DealFact.Ended(head, DealSamples.TX, DealState.ENDED_EARLY));
            }
            case DealEffect.FetchReplica _,
                    DealEffect.SecureCollateral _,
                    DealEffect.SignTerms _,
                    DealEffect.AskForSignature _,
                    DealEffect.DropReplica _ -> throw new AssertionError("no transaction: " + effect);
        };
    }

    private boolean mayProve(DealEffect.Prove proof) {
        if (state() != DealState.RUNNING || proven().has(proof.epoch())) {
            return false;
        }
        EpochClock clock = clock();
        boolean told = head - proof.challenge() <= 256 || chain().isPinned(proof.challenge());
        return proof.challenge() == clock.challenge(proof.epoch())
                && head > proof.challenge()
                && head <= clock.last(proof.epoch())
                && told;
    }

    private boolean settle() {
        if (state() != DealState.RUNNING || decided() == chain().settled()) {
            return false;
        }
        DealState after = DealAccount.of(terms, proven(), decided()).state();
        say(new DealFact.Settled(head, DealSamples.TX, decided()));
        if (after.isOver()) {
            say(new DealFact.Ended(head, DealSamples.TX, after));
        }
        return true;
    }

    private int decided() {
        return clock().decided(head, proven());
    }

    private EpochClock clock() {
        return EpochClock.startingAt(chain().opened().orElseThrow().start(), terms);
    }

    private boolean say(DealFact fact) {
        log.add(new Entry(head, fact));
        return true;
    }
}
