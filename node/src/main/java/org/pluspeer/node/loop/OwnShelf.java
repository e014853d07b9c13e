package org.pluspeer.node.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.pluspeer.market.loop.LoopFacts;
import org.pluspeer.market.loop.LoopRule;
import org.pluspeer.market.loop.LoopState;
import org.pluspeer.market.loop.Outlet;
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

    Set<Hash32> ids() {
        return listings().stream().map(ListingView::id).collect(Collectors.toSet());
    }

    /** Keepers are asked for prices only where a share could pay them. */
    List<LoopFacts.Need> needs(LoopState state, long now) {
        LoopRule rule = state.rule();
        Set<Hash32> seeded = state.steps().stream()
                .filter(one -> one.step().outlet() == Outlet.SEEDERS)
                .flatMap(one -> keeping.madeBy(LoopHands.key(one.step())).stream())
                .map(KeptView::id)
                .collect(Collectors.toSet());
        List<KeptView> kept = keeping.list().kept().stream()
                .filter(one -> !seeded.contains(one.id()))
                .toList();
        List<LoopFacts.Need> needs = new ArrayList<>();
        for (ListingView listing : listings()) {
            if (rule.tokens().containsKey(listing.token().address())) {
                needs.add(new Asked(state, listing, Outlet.AVAILABILITY, keptUntil(listing.id(), kept, now)).need());
            }
        }
        for (ListingView listing : listings()) {
            boolean seedable = listing.shared() && rule.share(Outlet.SEEDERS) > 0;
            if (seedable && rule.tokens().containsKey(listing.token().address())) {
                needs.add(new Asked(state, listing, Outlet.SEEDERS, 0).need());
            }
        }
        return needs;
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

    /** What one outlet would pay for one listing; until when seeders are hired is said by what is under way. */
    private final class Asked {
        private final LoopState state;
        private final ListingView listing;
        private final Outlet outlet;
        private final long keptUntil;

        Asked(LoopState state, ListingView listing, Outlet outlet, long keptUntil) {
            this.state = state;
            this.listing = listing;
            this.outlet = outlet;
            this.keptUntil = keptUntil;
        }

        LoopFacts.Need need() {
            if (!state.hasEarned(listing.id())) {
                return need(Optional.empty(), Optional.empty());
            }
            try {
                LoopRule.Upkeep upkeep = state.rule().upkeep();
                boolean seeds = outlet == Outlet.SEEDERS;
                PlanView plan = keeping.plan(new KeepDesk.Order(
                        null,
                        listing.id(),
                        seeds ? 1 : upkeep.copies(),
                        upkeep.seconds(),
                        listing.token().address(),
                        null,
                        null,
                        null,
                        seeds));
                return plan.enough()
                        ? need(Optional.of(quote(plan)), Optional.empty())
                        : need(Optional.empty(), Optional.ofNullable(plan.obstacle()));
            } catch (ProblemException e) {
                return need(Optional.empty(), Optional.of(e.problem().detail()));
            }
        }

        private LoopFacts.Need need(Optional<LoopFacts.Quote> quote, Optional<String> obstacle) {
            return new LoopFacts.Need(
                    listing.id(), listing.title(), listing.token().address(), keptUntil, quote, obstacle, outlet);
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
}
