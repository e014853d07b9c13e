package org.pluspeer.node.loop;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.loop.Income;
import org.pluspeer.market.loop.LoopAct;
import org.pluspeer.market.loop.LoopEvent;
import org.pluspeer.market.loop.LoopStep;
import org.pluspeer.market.loop.Outlet;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * What the journal keeps of the loop; one of the parts is there.
 *
 * @param at unix seconds
 */
record LoopRecord(
        long at,
        @Nullable LoopSetting ruled,
        @Nullable Counted counted,
        @Nullable Began began,
        @Nullable Ended ended) {

    /** Income that was split. */
    record Counted(
            String id,
            String source,
            Address token,
            Amount amount,
            Address from,
            @Nullable Hash32 listing,
            long at,
            List<Credit> credits) {}

    record Credit(Outlet outlet, Amount amount) {}

    /**
     * A payment about to be made.
     *
     * @param to whom it is sent; null where something is kept
     */
    record Began(
            String id,
            Outlet outlet,
            Address token,
            Amount amount,
            Amount common,
            String why,
            @Nullable Address to,
            @Nullable Kept kept) {}

    record Kept(Hash32 listing, int copies, long seconds, List<Keeper> keepers) {}

    record Keeper(Address account, Amount price) {}

    /**
     * What came of it.
     *
     * @param how paid, done or failed
     */
    record Ended(
            String id, String how, Amount spent, @Nullable String reason, List<Address> kept, List<Address> failed) {}

    static LoopRecord of(LoopEvent event, long now) {
        return switch (event) {
            case LoopEvent.Ruled it -> new LoopRecord(it.at(), LoopSetting.of(it.rule()), null, null, null);
            case LoopEvent.Counted it -> new LoopRecord(now, null, counted(it), null, null);
            case LoopEvent.Began(LoopStep step) -> new LoopRecord(step.at(), null, null, began(step), null);
            case LoopEvent.Paid(String id, long at) ->
                new LoopRecord(at, null, null, null, new Ended(id, "paid", Amount.ZERO, null, List.of(), List.of()));
            case LoopEvent.Done it ->
                new LoopRecord(
                        it.at(),
                        null,
                        null,
                        null,
                        new Ended(
                                it.step(), "done", it.spent(), null, List.copyOf(it.kept()), List.copyOf(it.failed())));
            case LoopEvent.Failed(String id, String reason, long at) ->
                new LoopRecord(
                        at, null, null, null, new Ended(id, "failed", Amount.ZERO, reason, List.of(), List.of()));
        };
    }

    private static Counted counted(LoopEvent.Counted event) {
        Income income = event.income();
        return new Counted(
                income.id(),
                income.source(),
                income.token(),
                income.amount(),
                income.from(),
                income.listing().orElse(null),
                income.at(),
                event.credits().entrySet().stream()
                        .map(one -> new Credit(one.getKey(), one.getValue()))
                        .toList());
    }

    private static Began began(LoopStep step) {
        Address to =
                switch (step.act()) {
                    case LoopAct.Save save -> save.to();
                    case LoopAct.TopUp fill -> fill.to();
                    case LoopAct.Keep _ -> null;
                };
        Kept kept = step.act() instanceof LoopAct.Keep keep
                ? new Kept(
                        keep.listing(),
                        keep.copies(),
                        keep.seconds(),
                        keep.keepers().entrySet().stream()
                                .map(one -> new Keeper(one.getKey(), one.getValue()))
                                .toList())
                : null;
        return new Began(step.id(), step.outlet(), step.token(), step.amount(), step.common(), step.why(), to, kept);
    }

    /** Empty for a record of nothing. */
    Optional<LoopEvent> event() {
        if (ruled != null) {
            return Optional.of(new LoopEvent.Ruled(ruled.rule(), at));
        }
        if (counted != null) {
            return Optional.of(event(counted));
        }
        if (began != null) {
            return Optional.of(new LoopEvent.Began(step(began, at)));
        }
        return Optional.ofNullable(ended).map(one -> event(one, at));
    }

    private static LoopEvent event(Counted one) {
        Map<Outlet, Amount> credits = new EnumMap<>(Outlet.class);
        one.credits().forEach(credit -> credits.put(credit.outlet(), credit.amount()));
        Income income = new Income(
                one.id(),
                one.source(),
                one.token(),
                one.amount(),
                one.from(),
                Optional.ofNullable(one.listing()),
                one.at());
        return new LoopEvent.Counted(income, credits);
    }

    private static LoopStep step(Began one, long at) {
        Kept kept = one.kept();
        Address to = one.to() == null ? Address.ZERO : one.to();
        LoopAct act;
        if (kept != null) {
            Map<Address, Amount> keepers = new HashMap<>();
            kept.keepers().forEach(keeper -> keepers.put(keeper.account(), keeper.price()));
            act = new LoopAct.Keep(kept.listing(), kept.copies(), kept.seconds(), keepers);
        } else {
            act = one.outlet() == Outlet.GAS ? new LoopAct.TopUp(to) : new LoopAct.Save(to);
        }
        return new LoopStep(one.id(), one.outlet(), act, one.token(), one.amount(), one.common(), at, one.why());
    }

    private static LoopEvent event(Ended one, long at) {
        return switch (one.how()) {
            case "paid" -> new LoopEvent.Paid(one.id(), at);
            case "done" ->
                new LoopEvent.Done(one.id(), one.spent(), Set.copyOf(one.kept()), Set.copyOf(one.failed()), at);
            default -> new LoopEvent.Failed(one.id(), one.reason() == null ? "" : one.reason(), at);
        };
    }
}
