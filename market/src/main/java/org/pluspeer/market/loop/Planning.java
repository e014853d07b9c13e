package org.pluspeer.market.loop;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pluspeer.market.loop.LoopFacts.Keeper;
import org.pluspeer.market.loop.LoopFacts.Need;
import org.pluspeer.market.loop.LoopFacts.Quote;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.policy.Wording;

/** One planning: each step counts for those after it. */
final class Planning {
    /** A keep is renewed in the last part of its time. */
    private static final int RENEWAL = 4;

    private final LoopState state;
    private final LoopRule rule;
    private final LoopFacts facts;
    private final Wording wording;
    private final List<LoopStep> steps = new ArrayList<>();
    private final List<LoopPlan.Waiting> waiting = new ArrayList<>();

    /** @param state its own: the steps are begun in it */
    Planning(LoopState state, LoopFacts facts, Wording wording) {
        this.state = state;
        this.rule = state.rule();
        this.facts = facts;
        this.wording = wording;
    }

    LoopPlan plan() {
        rule.tokens().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(Address::hex)))
                .forEach(one -> plan(one.getKey(), one.getValue()));
        return new LoopPlan(steps, waiting);
    }

    private void plan(Address token, LoopRule.Ceiling ceiling) {
        save(token, ceiling);
        fill(token, ceiling);
        for (Need need : facts.needs()) {
            if (need.token().equals(token)) {
                keep(need, ceiling);
            }
        }
        Amount idle = state.left(Outlet.SEEDERS, token);
        boolean sown = facts.needs().stream()
                .anyMatch(
                        need -> need.outlet() == Outlet.SEEDERS && need.token().equals(token));
        if (!idle.isZero() && !sown) {
            waits(Outlet.SEEDERS, token, idle, "Nothing to seed: none of your listings is sold as shared.");
        }
    }

    private void save(Address token, LoopRule.Ceiling ceiling) {
        Amount left = state.left(Outlet.SAVINGS, token);
        Address to = rule.savings().orElse(Address.ZERO);
        if (left.isZero() || to.isZero() || paused(Outlet.SAVINGS, token, left)) {
            return;
        }
        Amount amount = least(left, room(token, ceiling));
        if (amount.isLessThan(ceiling.least())) {
            waits(Outlet.SAVINGS, token, left, tooLittle(token, ceiling, left));
            return;
        }
        String why = say(token, amount) + " of your earnings go to your savings: " + percent(Outlet.SAVINGS)
                + " of what came in, less what is there already.";
        begin(Outlet.SAVINGS, new LoopAct.Save(to), token, amount, why);
    }

    private void fill(Address token, LoopRule.Ceiling ceiling) {
        Amount left = state.left(Outlet.GAS, token);
        if (left.isZero()) {
            return;
        }
        if (!token.isZero()) {
            waits(
                    Outlet.GAS,
                    token,
                    left,
                    "Gas is paid in the chain's coin, and nothing here exchanges one for the other.");
            return;
        }
        Amount missing = LoopState.less(rule.gasTarget(), facts.coin());
        if (missing.isZero()) {
            waits(
                    Outlet.GAS,
                    token,
                    left,
                    "The operations account has " + say(token, facts.coin()) + ", as much as you want it to.");
            return;
        }
        Amount amount = least(least(left, missing), room(token, ceiling));
        if (paused(Outlet.GAS, token, left)) {
            return;
        }
        if (amount.isLessThan(ceiling.least())) {
            waits(Outlet.GAS, token, left, tooLittle(token, ceiling, amount));
            return;
        }
        String why = say(token, amount) + " fill the account that acts while you are away: it has "
                + say(token, facts.coin()) + " of " + say(token, rule.gasTarget()) + ".";
        begin(Outlet.GAS, new LoopAct.TopUp(facts.operations()), token, amount, why);
    }

    private void keep(Need need, LoopRule.Ceiling ceiling) {
        Hash32 listing = need.listing();
        Amount own = state.own(need.outlet(), need.token(), listing);
        Amount there = own.plus(state.common(need.outlet(), need.token()));
        if (isKept(need) || isBegun(need)) {
            return;
        }
        String refusal = refusal(need, ceiling, there);
        if (!refusal.isEmpty()) {
            waiting.add(new LoopPlan.Waiting(
                    need.outlet(), need.token(), there, Optional.of(listing), "“" + need.title() + "” " + refusal));
            return;
        }
        Quote quote = need.quote().orElseThrow();
        Amount common = LoopState.less(quote.price(), own);
        Map<Address, Amount> keepers = new HashMap<>();
        quote.keepers().forEach(keeper -> keepers.put(keeper.account(), keeper.price()));
        int copies = copies(need);
        String why = say(need.token(), quote.price()) + purpose(need, copies) + "; it pays for that itself"
                + (common.isZero() ? "." : ", and " + say(need.token(), common) + " come from what else you earn.");
        LoopAct act = new LoopAct.Keep(listing, copies, rule.upkeep().seconds(), keepers);
        begin(new LoopStep(state.nextId(), need.outlet(), act, need.token(), quote.price(), common, facts.now(), why));
    }

    private int copies(Need need) {
        return need.outlet() == Outlet.SEEDERS ? 1 : rule.upkeep().copies();
    }

    private String purpose(Need need, int copies) {
        int days = rule.upkeep().days();
        return need.outlet() == Outlet.SEEDERS
                ? " have one peer more hold and give on “" + need.title() + "” for " + days
                        + " days, so that buyers get it from more than one"
                : " have " + copies + (copies == 1 ? " copy" : " copies") + " of “" + need.title() + "” kept for "
                        + days + " days, so that it can be had while you are away";
    }

    private boolean isKept(Need need) {
        return need.keptUntil() > facts.now() + rule.upkeep().seconds() / RENEWAL;
    }

    private boolean isBegun(Need need) {
        return state.underWay().stream()
                .anyMatch(one -> one.step().outlet() == need.outlet()
                        && one.step().act() instanceof LoopAct.Keep keep
                        && keep.listing().equals(need.listing())
                        && one.step().at() + keep.seconds() - keep.seconds() / RENEWAL > facts.now());
    }

    /** Why it is not kept now; empty where nothing stands against it. */
    private String refusal(Need need, LoopRule.Ceiling ceiling, Amount there) {
        if (rule.share(need.outlet()) == 0 && there.isZero()) {
            return "is not kept: no share of yours is for that.";
        }
        if (!state.hasEarned(need.listing())) {
            return "has sold nothing since the loop is on: a listing is kept out of what it earns.";
        }
        if (need.obstacle().isPresent()) {
            return "finds no keeper: " + need.obstacle().get() + ".";
        }
        if (need.quote().isEmpty()) {
            return "waits for the keepers' prices.";
        }
        long pause = state.notBefore(step -> step.outlet() == need.outlet()
                && step.act() instanceof LoopAct.Keep keep
                && keep.listing().equals(need.listing()));
        if (pause > facts.now()) {
            return "is tried again in " + (pause - facts.now() + 59) / 60 + " min: the last attempt failed.";
        }
        Quote quote = need.quote().get();
        if (quote.price().isMoreThan(there)) {
            return "costs " + say(need.token(), quote.price()) + " to keep, and its share is "
                    + say(need.token(), there) + " so far.";
        }
        Amount room = room(need.token(), ceiling);
        if (quote.price().isMoreThan(room)) {
            return "costs " + say(need.token(), quote.price()) + " to keep, and your ceilings and your account leave "
                    + say(need.token(), room) + " for now.";
        }
        return quote.keepers().stream()
                .map(keeper -> refusal(keeper, need, ceiling))
                .filter(words -> !words.isEmpty())
                .findFirst()
                .orElse("");
    }

    private String refusal(Keeper keeper, Need need, LoopRule.Ceiling ceiling) {
        Address token = need.token();
        Amount allowance = Ramp.allowance(ceiling, state.keptInARow(keeper.account()));
        if (keeper.price().isMoreThan(allowance)) {
            return "would be kept by " + keeper.account() + " for " + say(token, keeper.price())
                    + ", and as far as it has shown itself it gets at most " + say(token, allowance) + " at once.";
        }
        Amount collateral = new Amount(keeper.price()
                .times(rule.upkeep().collateral())
                .units()
                .divide(java.math.BigInteger.valueOf(LoopRule.WHOLE)));
        if (keeper.collateral().isLessThan(collateral)) {
            return "would be kept by " + keeper.account() + ", which puts up " + say(token, keeper.collateral())
                    + ", less than the " + say(token, collateral) + " that you want.";
        }
        Amount after = state.paidTo(token, keeper.account()).plus(keeper.price());
        if (after.isMoreThan(Ramp.payback(state, token, keeper.account()))) {
            return "would be kept by " + keeper.account()
                    + ", who paid most of what it would be paid from: that much does not flow back.";
        }
        return "";
    }

    /** What ceilings and account leave. */
    private Amount room(Address token, LoopRule.Ceiling ceiling) {
        Amount day = LoopState.less(ceiling.perDay(), state.onDay(token, facts.now()));
        Amount all = LoopState.less(ceiling.inAll(), state.inAll(token));
        Amount held = LoopState.less(facts.spendable().getOrDefault(token, Amount.ZERO), state.promised(token));
        return least(least(day, all), held);
    }

    private boolean paused(Outlet outlet, Address token, Amount left) {
        long pause =
                state.notBefore(step -> step.outlet() == outlet && step.token().equals(token));
        if (pause <= facts.now()) {
            return false;
        }
        waits(
                outlet,
                token,
                left,
                "The last attempt failed; it is tried again in " + (pause - facts.now() + 59) / 60 + " min.");
        return true;
    }

    private String tooLittle(Address token, LoopRule.Ceiling ceiling, Amount left) {
        return left.isLessThan(ceiling.least())
                ? "It waits until there are " + say(token, ceiling.least()) + ", so that gas does not eat it."
                : "Your ceilings, or what your account holds, leave " + say(token, room(token, ceiling)) + " for now.";
    }

    private void begin(Outlet outlet, LoopAct act, Address token, Amount amount, String why) {
        begin(new LoopStep(state.nextId(), outlet, act, token, amount, Amount.ZERO, facts.now(), why));
    }

    private void begin(LoopStep step) {
        steps.add(step);
        state.apply(new LoopEvent.Began(step));
    }

    private void waits(Outlet outlet, Address token, Amount left, String why) {
        waiting.add(new LoopPlan.Waiting(outlet, token, left, Optional.empty(), why));
    }

    private String percent(Outlet outlet) {
        int share = rule.share(outlet);
        return share % 10 == 0 ? share / 10 + " %" : share / 10 + "." + share % 10 + " %";
    }

    private String say(Address token, Amount amount) {
        return wording.amount(token, amount);
    }

    private static Amount least(Amount a, Amount b) {
        return a.isLessThan(b) ? a : b;
    }
}
