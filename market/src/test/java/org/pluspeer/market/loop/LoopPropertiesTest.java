package org.pluspeer.market.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pluspeer.market.loop.LoopTest.address;
import static org.pluspeer.market.loop.LoopTest.hash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.policy.Wording;

/** Income of all sorts, rules that change, keepers that buy, failures and crashes, in any order. */
class LoopPropertiesTest {
    private static final int TRIES = 300;
    private static final List<Address> TOKENS = List.of(Address.ZERO, address(1), address(2));
    /** Nobody allows this one. */
    private static final Address MINTED = address(9);

    private static final List<Hash32> LISTINGS = List.of(hash(1), hash(2), hash(3));

    /** An owner's days. What is written down survives; all else is forgotten now and then. */
    private static final class Owner {
        private final Random random;
        private final List<LoopEvent> written = new ArrayList<>();
        private LoopState state = new LoopState();
        private long now = 1_700_000_000;
        private final Set<String> began = new HashSet<>();

        Owner(Random random) {
            this.random = random;
        }

        void turmoil() {
            now += random.nextInt(40_000);
            switch (random.nextInt(8)) {
                case 0 -> write(new LoopEvent.Ruled(rule(), now));
                case 1, 2, 3 -> earn();
                case 4, 5 -> pay();
                case 6 -> end();
                default -> crash();
            }
        }

        private void write(LoopEvent event) {
            written.add(event);
            state.apply(event);
        }

        private LoopRule rule() {
            int savings = random.nextInt(400);
            int availability = random.nextInt(400);
            Map<Address, LoopRule.Ceiling> tokens = new HashMap<>();
            for (Address token : TOKENS) {
                if (random.nextInt(4) > 0) {
                    long day = 100 + random.nextInt(3_000);
                    tokens.put(
                            token,
                            new LoopRule.Ceiling(
                                    Amount.of(1 + random.nextInt(50)), Amount.of(day), Amount.of(day * 10)));
                }
            }
            boolean on = !tokens.isEmpty() && random.nextInt(6) > 0;
            return new LoopRule(
                    on,
                    Map.of(Outlet.SAVINGS, savings, Outlet.AVAILABILITY, availability, Outlet.GAS, random.nextInt(200)),
                    tokens,
                    Optional.of(address(50)),
                    new LoopRule.Upkeep(1, 30, random.nextInt(600)),
                    Amount.of(random.nextInt(500)));
        }

        /** The same income is told of again and again, as after a restart. */
        private void earn() {
            List<Income> incomes = new ArrayList<>();
            for (int i = random.nextInt(6); i >= 0; i--) {
                String id = "income " + random.nextInt(60);
                Random fixed = new Random(id.hashCode());
                Address token = fixed.nextInt(5) == 0 ? MINTED : TOKENS.get(fixed.nextInt(TOKENS.size()));
                Optional<Hash32> listing =
                        fixed.nextInt(4) == 0 ? Optional.empty() : Optional.of(LISTINGS.get(fixed.nextInt(2)));
                incomes.add(new Income(
                        id,
                        "data",
                        token,
                        Amount.of(fixed.nextInt(2_000)),
                        address(20 + fixed.nextInt(4)),
                        listing,
                        now));
            }
            Loop.count(state, incomes).forEach(this::write);
        }

        private LoopFacts facts() {
            Map<Address, Amount> spendable = new HashMap<>();
            TOKENS.forEach(token -> spendable.put(token, Amount.of(random.nextInt(5_000))));
            List<LoopFacts.Need> needs = new ArrayList<>();
            for (Hash32 listing : LISTINGS) {
                Amount price = Amount.of(1 + random.nextInt(400));
                LoopFacts.Keeper keeper =
                        new LoopFacts.Keeper(address(20 + random.nextInt(6)), price, Amount.of(random.nextInt(400)));
                needs.add(new LoopFacts.Need(
                        listing,
                        "Listing",
                        TOKENS.get(random.nextInt(TOKENS.size())),
                        random.nextInt(3) == 0 ? now + 40 * 86_400L : 0,
                        Optional.of(new LoopFacts.Quote(price, List.of(keeper))),
                        Optional.empty(),
                        random.nextBoolean() ? Outlet.AVAILABILITY : Outlet.SEEDERS));
            }
            return new LoopFacts(now, spendable, address(51), Amount.of(random.nextInt(500)), needs);
        }

        private void pay() {
            LoopFacts facts = facts();
            LoopPlan plan = Loop.plan(state, facts, Wording.BASE_UNITS);
            assertEquals(plan, Loop.plan(state, facts, Wording.BASE_UNITS), "planning changes nothing");
            Map<Address, Amount> planned = new HashMap<>();
            for (LoopStep step : plan.steps()) {
                assertSound(step);
                planned.merge(step.token(), step.amount(), Amount::plus);
                write(new LoopEvent.Began(step));
                assertWithin(step);
            }
            planned.forEach((token, sum) -> assertFalse(
                    sum.isMoreThan(facts.spendable().getOrDefault(token, Amount.ZERO)), "more than there is"));
        }

        private void assertSound(LoopStep step) {
            assertTrue(state.rule().on(), "it is off");
            assertTrue(state.rule().tokens().containsKey(step.token()), "a token that nobody allowed");
            assertTrue(began.add(step.id()), "a name given twice");
            assertFalse(step.amount().isZero());
            if (step.act() instanceof LoopAct.Keep keep) {
                assertTrue(state.hasEarned(keep.listing()), "a bait is kept");
                assertFalse(keep.listing().equals(LISTINGS.get(2)), "this one never sells");
                keep.keepers().forEach((keeper, price) -> {
                    Amount after = state.paidTo(step.token(), keeper).plus(price);
                    assertFalse(after.isMoreThan(Ramp.payback(state, step.token(), keeper)), "flows back");
                });
            }
        }

        private void assertWithin(LoopStep step) {
            LoopRule.Ceiling ceiling =
                    java.util.Objects.requireNonNull(state.rule().tokens().get(step.token()));
            assertFalse(state.onDay(step.token(), now).isMoreThan(ceiling.perDay()), "more than a day's");
            assertFalse(state.inAll(step.token()).isMoreThan(ceiling.inAll()), "more than all");
        }

        private void end() {
            List<LoopState.Standing> open = state.underWay();
            if (!open.isEmpty()) {
                LoopStep step = open.get(random.nextInt(open.size())).step();
                long cost = random.nextLong(step.amount().units().longValueExact() + 5);
                write(
                        switch (random.nextInt(3)) {
                            case 0 -> new LoopEvent.Failed(step.id(), "reverted", now);
                            case 1 -> new LoopEvent.Paid(step.id(), now);
                            default ->
                                new LoopEvent.Done(
                                        step.id(), Amount.of(cost), Set.of(address(20)), Set.of(address(21)), now);
                        });
            }
        }

        /** What is written down is all there is. */
        private void crash() {
            LoopState before = state;
            state = new LoopState();
            written.forEach(state::apply);
            assertEquals(before.steps(), state.steps());
            assertEquals(before.rule(), state.rule());
        }

        /** No outlet gives more than came into it, and that is no more than a share of what was earned. */
        void assertNothingIsMade() {
            for (Address token : TOKENS) {
                Amount all = Amount.ZERO;
                for (Outlet outlet : Outlet.values()) {
                    Amount credited = state.credited(outlet, token);
                    assertFalse(state.spent(outlet, token).isMoreThan(credited), outlet + " spent more than it had");
                    all = all.plus(credited);
                }
                assertFalse(all.isMoreThan(earned(token)), "more was split than earned");
            }
            for (Outlet outlet : Outlet.values()) {
                assertEquals(Amount.ZERO, state.credited(outlet, MINTED));
            }
        }

        private Amount earned(Address token) {
            Map<String, Amount> once = new HashMap<>();
            for (LoopEvent event : written) {
                if (event instanceof LoopEvent.Counted it && it.income().token().equals(token)) {
                    assertEquals(null, once.put(it.income().id(), it.income().amount()), "counted twice");
                }
            }
            return once.values().stream().reduce(Amount.ZERO, Amount::plus);
        }
    }

    @Property(tries = TRIES)
    void neverMoreGoesOutThanTheRuleLetsGo(@ForAll long seed, @ForAll @IntRange(min = 1, max = 120) int steps) {
        Owner owner = new Owner(new Random(seed));
        owner.write(new LoopEvent.Ruled(owner.rule(), owner.now));
        for (int i = 0; i < steps; i++) {
            owner.turmoil();
            owner.assertNothingIsMade();
        }
    }
}
