package org.pluspeer.node.loop;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.loop.Income;
import org.pluspeer.market.loop.LoopAct;
import org.pluspeer.market.loop.LoopPlan;
import org.pluspeer.market.loop.LoopState;
import org.pluspeer.market.loop.LoopStep;
import org.pluspeer.market.loop.Outlet;
import org.pluspeer.node.account.Payees;
import org.pluspeer.node.account.TokenBook;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** The loop as people see it. */
final class LoopTelling {
    private static final int MOST_STEPS = 100;

    private final TokenBook tokens;
    private final Payees payees;
    private final OwnShelf shelf;

    LoopTelling(TokenBook tokens, Payees payees, OwnShelf shelf) {
        this.tokens = tokens;
        this.payees = payees;
        this.shelf = shelf;
    }

    /** @param restored as {@link LoopBook#restored()} has it */
    LoopView view(
            LoopState state,
            @Nullable Long restored,
            List<Income> incomes,
            LoopPlan plan,
            Map<String, String> troubles) {
        return new LoopView(
                LoopSetting.of(state.rule()),
                state.rule().on() ? state.since() : null,
                restored,
                pots(state),
                state.steps().reversed().stream()
                        .limit(MOST_STEPS)
                        .map(one -> step(one, troubles.get(one.step().id())))
                        .toList(),
                plan.waiting().stream().map(this::waiting).toList(),
                payers(incomes),
                listings(state, incomes));
    }

    LoopView.Plan plan(LoopState state, LoopPlan plan, int income) {
        List<LoopView.StepView> steps = plan.steps().stream()
                .map(step -> step(
                        new LoopState.Standing(step, LoopState.Phase.OPEN, Amount.ZERO, null, 0, Set.of(), Set.of()),
                        null))
                .toList();
        return new LoopView.Plan(
                pots(state), steps, plan.waiting().stream().map(this::waiting).toList(), income);
    }

    private List<LoopView.PotView> pots(LoopState state) {
        Set<Address> all = new TreeSet<>(state.rule().tokens().keySet());
        state.steps().forEach(one -> all.add(one.step().token()));
        List<LoopView.PotView> pots = new ArrayList<>();
        for (Address token : all) {
            for (Outlet outlet : Outlet.values()) {
                if (state.rule().share(outlet) > 0
                        || !state.credited(outlet, token).isZero()) {
                    pots.add(new LoopView.PotView(
                            outlet.text(),
                            tokens.require(token),
                            state.credited(outlet, token),
                            state.spent(outlet, token),
                            state.left(outlet, token)));
                }
            }
        }
        return pots;
    }

    private LoopView.StepView step(LoopState.Standing standing, @Nullable String trouble) {
        LoopStep step = standing.step();
        Address to =
                switch (step.act()) {
                    case LoopAct.Save save -> save.to();
                    case LoopAct.TopUp fill -> fill.to();
                    case LoopAct.Keep _ -> null;
                };
        return new LoopView.StepView(
                step.id(),
                step.outlet().text(),
                standing.phase().name().toLowerCase(Locale.ROOT),
                tokens.require(step.token()),
                step.amount(),
                standing.spent(),
                step.why(),
                to,
                listing(step).orElse(null),
                standing.reason() == null ? trouble : standing.reason(),
                step.at());
    }

    private static Optional<Hash32> listing(LoopStep step) {
        return step.act() instanceof LoopAct.Keep keep ? Optional.of(keep.listing()) : Optional.empty();
    }

    private LoopView.WaitingView waiting(LoopPlan.Waiting one) {
        return new LoopView.WaitingView(
                one.outlet().text(),
                tokens.require(one.token()),
                one.amount(),
                one.listing().orElse(null),
                one.why());
    }

    private record Payer(Address account, String source, Address token) {}

    /** The largest first. */
    private List<LoopView.PayerView> payers(List<Income> incomes) {
        Map<Payer, Amount> sums = new LinkedHashMap<>();
        incomes.forEach(
                one -> sums.merge(new Payer(one.from(), one.source(), one.token()), one.amount(), Amount::plus));
        return sums.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(MOST_STEPS)
                .map(one -> new LoopView.PayerView(
                        one.getKey().account(),
                        payees.name(one.getKey().account()),
                        one.getKey().source(),
                        tokens.require(one.getKey().token()),
                        one.getValue()))
                .toList();
    }

    private List<LoopView.ListingView> listings(LoopState state, List<Income> incomes) {
        Map<Hash32, Long> keptSince = new HashMap<>();
        Map<Hash32, Amount> spent = new HashMap<>();
        for (LoopState.Standing one : state.steps()) {
            listing(one.step())
                    .filter(_ -> one.phase() != LoopState.Phase.FAILED)
                    .ifPresent(listing -> {
                        keptSince.putIfAbsent(listing, one.step().at());
                        spent.merge(listing, one.spent(), Amount::plus);
                    });
        }
        List<LoopView.ListingView> rows = new ArrayList<>();
        for (var listing : shelf.listings()) {
            Address token = listing.token().address();
            long since = keptSince.getOrDefault(listing.id(), Long.MAX_VALUE);
            Amount earned = sum(incomes, listing.id(), token, 0);
            Amount cost = spent.getOrDefault(listing.id(), Amount.ZERO);
            if (!earned.isZero() || !cost.isZero()) {
                rows.add(row(
                        listing.id(),
                        listing.title(),
                        listing.token(),
                        earned,
                        cost,
                        sum(incomes, listing.id(), token, since)));
            }
        }
        return rows;
    }

    private static LoopView.ListingView row(
            Hash32 id, String title, TokenView token, Amount earned, Amount cost, Amount brought) {
        return new LoopView.ListingView(id, title, token, earned, cost, brought);
    }

    private static Amount sum(List<Income> incomes, Hash32 listing, Address token, long since) {
        return incomes.stream()
                .filter(one -> one.listing().filter(listing::equals).isPresent()
                        && one.token().equals(token)
                        && one.at() >= since)
                .map(Income::amount)
                .reduce(Amount.ZERO, Amount::plus);
    }
}
