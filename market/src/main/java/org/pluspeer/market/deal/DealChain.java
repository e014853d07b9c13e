package org.pluspeer.market.deal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the chain holds about one deal at present. Facts may arrive in any order, and twice. */
public record DealChain(List<DealFact> facts) {
    public static final DealChain NOTHING = new DealChain(List.of());

    public DealChain {
        facts = List.copyOf(facts);
    }

    public DealChain with(DealFact fact) {
        if (facts.contains(fact)) {
            return this;
        }
        List<DealFact> next = new ArrayList<>(facts);
        next.removeIf(fact::isAbout);
        next.add(fact);
        return new DealChain(next);
    }

    /** Without what a reorganisation took back. */
    public DealChain before(long block) {
        return new DealChain(facts.stream().filter(fact -> fact.block() < block).toList());
    }

    public Optional<DealFact.Opened> opened() {
        return all(DealFact.Opened.class).stream().findFirst();
    }

    public Optional<DealFact.Ended> ended() {
        return all(DealFact.Ended.class).stream().findFirst();
    }

    public ProvenEpochs proven() {
        ProvenEpochs proven = ProvenEpochs.NONE;
        for (DealFact.Proven fact : all(DealFact.Proven.class)) {
            proven = proven.with(fact.epoch());
        }
        return proven;
    }

    /** How many epochs are accounted for. */
    public int settled() {
        return all(DealFact.Settled.class).stream()
                .mapToInt(DealFact.Settled::epochs)
                .max()
                .orElse(0);
    }

    public boolean isPinned(long challenge) {
        return all(DealFact.Pinned.class).stream().anyMatch(fact -> fact.challenge() == challenge);
    }

    private <F extends DealFact> List<F> all(Class<F> kind) {
        return facts.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
