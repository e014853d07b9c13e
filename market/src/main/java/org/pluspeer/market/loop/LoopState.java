package org.pluspeer.market.loop;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** How the loop stands: the fold of its events. Not for several threads. */
public final class LoopState {
    static final long DAY = 86_400;

    private LoopRule rule = LoopRule.OFF;
    private long since = Long.MAX_VALUE;
    private final Set<String> counted = new HashSet<>();
    private final Map<Pot, Amount> credits = new HashMap<>();
    private final Map<Source, Amount> sources = new HashMap<>();
    private final Map<Hash32, Amount> earned = new HashMap<>();
    private final Map<String, Standing> steps = new LinkedHashMap<>();

    private record Pot(Outlet outlet, Address token, Optional<Hash32> listing) {}

    private record Source(Address token, Address from) {}

    /** How far a step is. */
    public enum Phase {
        /** Its money may still lie in the account. */
        OPEN,
        /** Its money is out, and what it paid for goes on. */
        PAID,
        DONE,
        FAILED
    }

    /**
     * A step and what came of it.
     *
     * @param spent base units: of an open one all that it may cost
     * @param reason why it failed; null else
     * @param endedAt unix seconds; 0 while it is under way
     * @param kept who did what it was paid for
     * @param failed who did not
     */
    public record Standing(
            LoopStep step,
            Phase phase,
            Amount spent,
            @Nullable String reason,
            long endedAt,
            Set<Address> kept,
            Set<Address> failed) {
        public boolean isUnderWay() {
            return phase == Phase.OPEN || phase == Phase.PAID;
        }
    }

    public LoopState copy() {
        LoopState copy = new LoopState();
        copy.rule = rule;
        copy.since = since;
        copy.counted.addAll(counted);
        copy.credits.putAll(credits);
        copy.sources.putAll(sources);
        copy.earned.putAll(earned);
        copy.steps.putAll(steps);
        return copy;
    }

    /** Takes an event in. What does not fit what is known changes nothing. */
    public void apply(LoopEvent event) {
        switch (event) {
            case LoopEvent.Ruled(LoopRule next, long at) -> {
                since = !next.on() ? Long.MAX_VALUE : rule.on() ? since : at;
                rule = next;
            }
            case LoopEvent.Counted it -> count(it);
            case LoopEvent.Began(LoopStep step) ->
                steps.putIfAbsent(
                        step.id(), new Standing(step, Phase.OPEN, step.amount(), null, 0, Set.of(), Set.of()));
            case LoopEvent.Paid(String id, long _) ->
                steps.computeIfPresent(
                        id,
                        (_, one) -> one.phase() == Phase.OPEN
                                ? new Standing(one.step(), Phase.PAID, one.spent(), null, 0, Set.of(), Set.of())
                                : one);
            case LoopEvent.Done it ->
                end(
                        it.step(),
                        one -> new Standing(
                                one.step(),
                                Phase.DONE,
                                least(it.spent(), one.step()),
                                null,
                                it.at(),
                                it.kept(),
                                it.failed()));
            case LoopEvent.Failed it ->
                end(
                        it.step(),
                        one -> new Standing(
                                one.step(), Phase.FAILED, Amount.ZERO, it.reason(), it.at(), Set.of(), Set.of()));
        }
    }

    private void count(LoopEvent.Counted event) {
        Income income = event.income();
        if (!counted.add(income.id())) {
            return;
        }
        income.listing().ifPresent(listing -> earned.merge(listing, income.amount(), Amount::plus));
        event.credits().forEach((outlet, share) -> {
            Optional<Hash32> listing = outlet.paysOthers() ? income.listing() : Optional.empty();
            credits.merge(new Pot(outlet, income.token(), listing), share, Amount::plus);
            if (outlet.paysOthers()) {
                sources.merge(new Source(income.token(), income.from()), share, Amount::plus);
            }
        });
    }

    private static Amount least(Amount spent, LoopStep step) {
        return spent.isMoreThan(step.amount()) ? step.amount() : spent;
    }

    private void end(String id, UnaryOperator<Standing> how) {
        steps.computeIfPresent(id, (_, one) -> one.isUnderWay() ? how.apply(one) : one);
    }

    public LoopRule rule() {
        return rule;
    }

    /** Unix seconds from which on income counts; far away while it is off. */
    public long since() {
        return since;
    }

    public boolean hasCounted(String income) {
        return counted.contains(income);
    }

    /** In the order in which they began. */
    public List<Standing> steps() {
        return List.copyOf(steps.values());
    }

    public List<Standing> underWay() {
        return steps.values().stream().filter(Standing::isUnderWay).toList();
    }

    /** The name of the next step. */
    String nextId() {
        return "loop-" + (steps.size() + 1);
    }

    /** Base units that came into an outlet, of all listings and of none. */
    public Amount credited(Outlet outlet, Address token) {
        return sum(credits.entrySet().stream()
                .filter(pot ->
                        pot.getKey().outlet() == outlet && pot.getKey().token().equals(token))
                .map(Map.Entry::getValue));
    }

    /** Base units that are left in an outlet. */
    public Amount left(Outlet outlet, Address token) {
        return less(credited(outlet, token), spent(outlet, token));
    }

    /** Base units that an outlet has spent, or is about to. */
    public Amount spent(Outlet outlet, Address token) {
        return sum(steps.values().stream()
                .filter(one ->
                        one.step().outlet() == outlet && one.step().token().equals(token))
                .map(Standing::spent));
    }

    /** What is left of the shares of income that was no listing's. */
    Amount common(Outlet outlet, Address token) {
        Amount drawn = sum(steps.values().stream()
                .filter(one ->
                        one.step().outlet() == outlet && one.step().token().equals(token))
                .map(one -> less(one.step().common(), less(one.step().amount(), one.spent()))));
        return less(pot(outlet, token, Optional.empty()), drawn);
    }

    /** What is left of the shares of a listing's own income. */
    Amount own(Outlet outlet, Address token, Hash32 listing) {
        Amount drawn = sum(steps.values().stream()
                .filter(one -> one.step().outlet() == outlet
                        && one.step().token().equals(token)
                        && one.step().act() instanceof LoopAct.Keep keep
                        && keep.listing().equals(listing))
                .map(one -> own(one)));
        return less(pot(outlet, token, Optional.of(listing)), drawn);
    }

    /** What did not go out comes back to the common share first. */
    private static Amount own(Standing one) {
        Amount back = less(one.step().amount(), one.spent());
        Amount own = less(one.step().amount(), one.step().common());
        return less(own, less(back, one.step().common()));
    }

    private Amount pot(Outlet outlet, Address token, Optional<Hash32> listing) {
        return credits.getOrDefault(new Pot(outlet, token, listing), Amount.ZERO);
    }

    /** What a listing has earned since the loop counts, whatever the token. */
    public boolean hasEarned(Hash32 listing) {
        return earned.containsKey(listing);
    }

    Amount creditsFrom(Address token, Address from) {
        return sources.getOrDefault(new Source(token, from), Amount.ZERO);
    }

    Amount creditsForOthers(Address token) {
        return sum(sources.entrySet().stream()
                .filter(one -> one.getKey().token().equals(token))
                .map(Map.Entry::getValue));
    }

    /** What steps of a day took, or may take. */
    Amount onDay(Address token, long now) {
        return sum(steps.values().stream()
                .filter(one -> one.step().token().equals(token)
                        && Math.floorDiv(one.step().at(), DAY) == Math.floorDiv(now, DAY))
                .map(Standing::spent));
    }

    Amount inAll(Address token) {
        return sum(steps.values().stream()
                .filter(one -> one.step().token().equals(token))
                .map(Standing::spent));
    }

    /** Money of open steps, which may still lie in the account. */
    Amount promised(Address token) {
        return sum(steps.values().stream()
                .filter(one -> one.phase() == Phase.OPEN && one.step().token().equals(token))
                .map(Standing::spent));
    }

    /** What a counterparty got by the loop, or may get: its part of the price by the part of the amount that went. */
    Amount paidTo(Address token, Address to) {
        return sum(steps.values().stream()
                .filter(one -> one.phase() != Phase.FAILED && one.step().token().equals(token))
                .flatMap(one -> one.step().act() instanceof LoopAct.Keep keep
                        ? java.util.stream.Stream.ofNullable(keep.keepers().get(to))
                        : java.util.stream.Stream.empty()));
    }

    /** How often in a row a counterparty kept what it was paid for. */
    int keptInARow(Address by) {
        int row = 0;
        for (Standing one : steps.values()) {
            row = one.failed().contains(by) ? 0 : one.kept().contains(by) ? row + 1 : row;
        }
        return row;
    }

    /** Unix seconds before which a thing that failed is not tried again; 0 where it may be. */
    long notBefore(java.util.function.Predicate<LoopStep> like) {
        long notBefore = 0;
        int row = 0;
        for (Standing one : steps.values()) {
            if (like.test(one.step())) {
                row = one.phase() == Phase.FAILED ? row + 1 : 0;
                notBefore = row == 0 ? 0 : one.endedAt() + Math.min(DAY, Loop.FIRST_PAUSE << Math.min(row - 1, 10));
            }
        }
        return notBefore;
    }

    private static Amount sum(java.util.stream.Stream<Amount> amounts) {
        return amounts.reduce(Amount.ZERO, Amount::plus);
    }

    static Amount less(Amount amount, Amount part) {
        return part.isMoreThan(amount) ? Amount.ZERO : amount.minus(part);
    }
}
