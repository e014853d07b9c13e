package org.pluspeer.wallet.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.policy.Intent.Spend;

/**
 * What went out unasked on one day (UTC). A clock that goes back opens no new budget: the latest day seen goes on.
 *
 * <p>Where two signatures move the same money (an authorisation, and the purchase that carries it), both are decided
 * against the same value and one of them is added.
 *
 * @param day days since 1970-01-01
 * @param wallet all of it
 * @param apps what programs had of it, by their ids
 */
public record Spent(long day, Sums wallet, Map<String, Sums> apps) {
    private static final long DAY_SECONDS = 86_400;

    /** What is added up. */
    sealed interface Tally {
        record All(Address token) implements Tally {}

        record To(Address token, Address counterparty) implements Tally {}

        record For(Address token, Kind kind) implements Tally {}
    }

    /**
     * Base units by what they are counted as, and wei of gas.
     *
     * @param settled sums that few acts change, so that one more act does not copy all of the day's
     * @param recent the sums that changed since, in place of those
     * @param gas the most that it can have cost
     */
    public record Sums(Map<Tally, Amount> settled, Map<Tally, Amount> recent, Amount gas) {
        static final Sums NOTHING = new Sums(Map.of(), Map.of(), Amount.ZERO);

        private static final int MOST_RECENT = 64;

        Amount of(Tally tally) {
            Amount changed = recent.get(tally);
            return changed == null ? settled.getOrDefault(tally, Amount.ZERO) : changed;
        }

        /** Base units of a token. */
        public Amount total(Address token) {
            return of(new Tally.All(token));
        }

        /** Base units of a token, to one counterparty. */
        public Amount to(Address token, Address counterparty) {
            return of(new Tally.To(token, counterparty));
        }

        /** Base units of a token, for one kind. */
        public Amount spentOn(Address token, Kind kind) {
            return of(new Tally.For(token, kind));
        }

        private Sums with(List<Spend> spends, Amount moreGas) {
            return changed(spends, Amount::plus, gas.plus(moreGas));
        }

        private Sums without(List<Spend> spends, Amount lessGas) {
            return changed(spends, Sums::less, less(gas, lessGas));
        }

        private Sums changed(List<Spend> spends, BinaryOperator<Amount> by, Amount newGas) {
            Map<Tally, Amount> sums = new HashMap<>(recent);
            for (Spend spend : spends) {
                tallies(spend)
                        .forEach(tally ->
                                sums.put(tally, by.apply(sums.getOrDefault(tally, of(tally)), spend.amount())));
            }
            if (sums.size() <= MOST_RECENT) {
                return new Sums(settled, sums, newGas);
            }
            Map<Tally, Amount> all = new HashMap<>(settled);
            all.putAll(sums);
            return new Sums(all, Map.of(), newGas);
        }

        private static List<Tally> tallies(Spend spend) {
            return List.of(
                    new Tally.All(spend.token()),
                    new Tally.To(spend.token(), spend.counterparty()),
                    new Tally.For(spend.token(), spend.kind()));
        }

        private static Amount less(Amount sum, Amount part) {
            return sum.isLessThan(part) ? Amount.ZERO : sum.minus(part);
        }
    }

    /** @param now unix seconds */
    public static Spent nothing(long now) {
        return new Spent(Math.floorDiv(now, DAY_SECONDS), Sums.NOTHING, Map.of());
    }

    /**
     * As it stands at this time: nothing, once a later day has begun.
     *
     * @param now unix seconds
     */
    public Spent at(long now) {
        return Math.floorDiv(now, DAY_SECONDS) > day ? nothing(now) : this;
    }

    /**
     * With what went out: in the wallet's sums, and in the program's who asked.
     *
     * @param gas wei
     * @param now unix seconds
     */
    public Spent plus(Asker asker, List<Spend> spends, Amount gas, long now) {
        Spent today = at(now);
        Map<String, Sums> programs = new HashMap<>(today.apps);
        if (asker instanceof Asker.App app) {
            programs.put(app.id(), today.app(app.id()).with(spends, gas));
        }
        return new Spent(today.day, today.wallet.with(spends, gas), programs);
    }

    /** With an intent of the owner's that was signed: its stated spends, and the most that its gas can cost. */
    public Spent plus(Intent intent, long now) {
        return plus(Asker.OWNER, intent.spends(), intent.maxGas(), now);
    }

    /** Without an act that was counted, so that it is not held against itself. */
    public Spent without(Asker asker, List<Spend> spends, Amount gas, long now) {
        Spent today = at(now);
        Map<String, Sums> programs = new HashMap<>(today.apps);
        if (asker instanceof Asker.App app) {
            programs.computeIfPresent(app.id(), (id, sums) -> sums.without(spends, gas));
        }
        return new Spent(today.day, today.wallet.without(spends, gas), programs);
    }

    /** A program's. */
    public Sums app(String id) {
        return apps.getOrDefault(id, Sums.NOTHING);
    }

    /** Base units of a token, to all counterparties. */
    public Amount total(Address token) {
        return wallet.total(token);
    }

    public Amount to(Address token, Address counterparty) {
        return wallet.to(token, counterparty);
    }
}
