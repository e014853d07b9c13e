package org.pluspeer.market.loop;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.policy.Wording;

/** The rule at work. Every answer is a function of what was written down and of what is passed in. */
public final class Loop {
    /** Seconds that pass before what failed is tried again; twice as many after each failure in a row, a day at most. */
    static final long FIRST_PAUSE = 600;

    private Loop() {}

    /** What the rule makes of income: a split for each that is new, counts and came since the loop is on. */
    public static List<LoopEvent.Counted> count(LoopState state, List<Income> incomes) {
        List<LoopEvent.Counted> events = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        LoopRule rule = state.rule();
        for (Income income : incomes) {
            boolean counts = rule.on()
                    && rule.tokens().containsKey(income.token())
                    && income.at() >= state.since()
                    && !income.amount().isZero();
            if (counts && !state.hasCounted(income.id()) && seen.add(income.id())) {
                events.add(new LoopEvent.Counted(income, split(rule, income.amount())));
            }
        }
        return events;
    }

    private static Map<Outlet, Amount> split(LoopRule rule, Amount amount) {
        Map<Outlet, Amount> credits = new EnumMap<>(Outlet.class);
        for (Outlet outlet : Outlet.values()) {
            Amount share = rule.shareOf(amount, outlet);
            if (!share.isZero()) {
                credits.put(outlet, share);
            }
        }
        return credits;
    }

    /**
     * What is to be paid now, and what waits. Asked again without anything having been written down, it is the same.
     *
     * @param wording how its sentences say amounts
     */
    public static LoopPlan plan(LoopState state, LoopFacts facts, Wording wording) {
        if (!state.rule().on()) {
            return new LoopPlan(List.of(), List.of());
        }
        return new Planning(state.copy(), facts, wording).plan();
    }
}
