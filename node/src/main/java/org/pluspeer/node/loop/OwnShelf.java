package org.pluspeer.node.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.pluspeer.market.loop.LoopFacts;
import org.pluspeer.market.loop.LoopRule;
import org.pluspeer.market.loop.LoopState;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.deal.KeepDesk;
import org.pluspeer.node.deal.KeptView;
import org.pluspeer.node.deal.PlanView;
import org.pluspeer.node.listing.ListingView;
import org.pluspeer.node.listing.OwnListings;
import org.pluspeer.node.listing.Showcase;
import org.pluspeer.wallet.eth.Hash32;

/** The owner's listings, who keeps them, and what it would cost to have them kept. */
final class OwnShelf {
    private static final Set<String> KEPT = Set.of("dataset", "file");
    private static final int PAGE = 100;
    private static final int MOST = 500;

    private final Showcase showcase;
    private final OwnListings own;
    private final KeepDesk keeping;
    private final LongSupplier chainTime;

    /** @param chainTime unix seconds by the chain, which may be away from the clock */
    OwnShelf(Showcase showcase, OwnListings own, KeepDesk keeping, LongSupplier chainTime) {
        this.showcase = showcase;
        this.own = own;
        this.keeping = keeping;
        this.chainTime = chainTime;
    }

    /** The newest first. */
    List<ListingView> listings() {
        List<ListingView> all = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            ListingView.Found page =
                    showcase.search(new Showcase.Query(Optional.empty(), Optional.empty(), true, PAGE, cursor));
            all.addAll(page.listings());
            cursor = Optional.ofNullable(page.next());
        } while (cursor.isPresent() && all.size() < MOST);
        return all.stream().filter(listing -> KEPT.contains(listing.kind())).toList();
    }

    /** Keepers are asked for prices only where a share could pay them. */
    List<LoopFacts.Need> needs(LoopState state, long now) {
        LoopRule rule = state.rule();
        List<KeptView> kept = keeping.list().kept();
        return listings().stream()
                .filter(listing -> rule.tokens().containsKey(listing.token().address()))
                .map(listing -> need(listing, state, keptUntil(listing.id(), kept, now)))
                .toList();
    }

    private long keptUntil(Hash32 listing, List<KeptView> kept, long now) {
        Optional<Hash32> blob = own.blob(listing);
        long until = kept.stream()
                .filter(one -> blob.isPresent() && one.sha256().equals(blob.get()))
                .filter(one -> !one.state().equals("over"))
                .mapToLong(KeptView::until)
                .max()
                .orElse(0);
        return until == 0 ? 0 : now + until - chainTime.getAsLong();
    }

    private LoopFacts.Need need(ListingView listing, LoopState state, long keptUntil) {
        if (!state.hasEarned(listing.id())) {
            return need(listing, keptUntil, Optional.empty(), Optional.empty());
        }
        try {
            LoopRule.Upkeep upkeep = state.rule().upkeep();
            PlanView plan = keeping.plan(new KeepDesk.Order(
                    null,
                    listing.id(),
                    upkeep.copies(),
                    upkeep.seconds(),
                    listing.token().address(),
                    null,
                    null,
                    null));
            return plan.enough()
                    ? need(listing, keptUntil, Optional.of(quote(plan)), Optional.empty())
                    : need(listing, keptUntil, Optional.empty(), Optional.ofNullable(plan.obstacle()));
        } catch (ProblemException e) {
            return need(
                    listing,
                    keptUntil,
                    Optional.empty(),
                    Optional.of(e.problem().detail()));
        }
    }

    private static LoopFacts.Quote quote(PlanView plan) {
        return new LoopFacts.Quote(
                plan.price(),
                plan.providers().stream()
                        .filter(PlanView.Choice::taken)
                        .map(one -> new LoopFacts.Keeper(one.provider(), one.price(), one.collateral()))
                        .toList());
    }

    private static LoopFacts.Need need(
            ListingView listing, long keptUntil, Optional<LoopFacts.Quote> quote, Optional<String> obstacle) {
        return new LoopFacts.Need(listing.id(), listing.title(), listing.token().address(), keptUntil, quote, obstacle);
    }
}
