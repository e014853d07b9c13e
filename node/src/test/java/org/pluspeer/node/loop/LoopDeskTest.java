package org.pluspeer.node.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.market.loop.Income;
import org.pluspeer.market.loop.LoopAct;
import org.pluspeer.market.loop.LoopEvent;
import org.pluspeer.market.loop.LoopFacts;
import org.pluspeer.market.loop.LoopRule;
import org.pluspeer.market.loop.LoopState;
import org.pluspeer.market.loop.Outlet;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;
import org.pluspeer.wallet.policy.Wording;

/** A node that dies at each point of a look by which it saves, fills the account for gas and has a listing kept. */
class LoopDeskTest {
    private static final Address COIN = Address.ZERO;
    private static final Address SAVINGS = Address.parse("0x00000000000000000000000000000000000000a1");
    private static final Address OPERATIONS = Address.parse("0x00000000000000000000000000000000000000a2");
    private static final Address KEEPER = Address.parse("0x00000000000000000000000000000000000000a3");
    private static final Address BUYER = Address.parse("0x00000000000000000000000000000000000000a4");
    private static final Hash32 LISTING = Keccak.hash(new byte[] {1});
    private static final Income SALE =
            new Income("sale/1", "data", COIN, Amount.of(1000), BUYER, Optional.of(LISTING), 1000);
    private static final LoopRule RULE = new LoopRule(
            true,
            Map.of(Outlet.SAVINGS, 300, Outlet.GAS, 200, Outlet.AVAILABILITY, 400),
            Map.of(COIN, new LoopRule.Ceiling(Amount.of(1), Amount.of(5_000), Amount.of(9_000))),
            Optional.of(SAVINGS),
            new LoopRule.Upkeep(1, 30, 0),
            Amount.of(150));

    /** That the machine went off. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    /** What is outside of the node, and stays when it dies: it does each thing once for each name, as wallet and keepers do. */
    private static final class World implements LoopDesk.Eyes {
        final Map<String, Amount> done = new HashMap<>();
        final Map<String, Integer> asked = new HashMap<>();
        int dieAt;
        int points;

        World(int dieAt) {
            this.dieAt = dieAt;
        }

        void point() {
            points++;
            if (points == dieAt) {
                throw new Killed();
            }
        }

        @Override
        public List<Income> incomes(Predicate<Income> wanted) {
            point();
            return List.of(SALE).stream().filter(wanted).toList();
        }

        @Override
        public List<LoopFacts.Need> needs(LoopState state, long now) {
            var keeper = new LoopFacts.Keeper(KEEPER, Amount.of(350), Amount.of(350));
            var quote = new LoopFacts.Quote(Amount.of(350), List.of(keeper));
            return List.of(new LoopFacts.Need(
                    LISTING, "tides", COIN, 0, Optional.of(quote), Optional.empty(), Outlet.AVAILABILITY));
        }

        @Override
        public Amount spendable(Address token) {
            Amount out = done.values().stream().reduce(Amount.ZERO, Amount::plus);
            return Amount.of(10_000).minus(out);
        }

        @Override
        public Amount held(Address token, Address account) {
            return done.entrySet().stream()
                    .filter(one -> one.getKey().startsWith("fill "))
                    .map(Map.Entry::getValue)
                    .reduce(Amount.ZERO, Amount::plus);
        }

        Carried carryOut(Journal journal, LoopState.Standing standing) {
            var step = standing.step();
            point();
            assertTrue(
                    new LoopBook(journal, () -> Instant.ofEpochSecond(1))
                            .state().underWay().stream()
                                    .anyMatch(one -> one.step().id().equals(step.id())),
                    "the intent is on the disk before anything is done");
            String name = name(step.act());
            boolean known = done.putIfAbsent(name + LoopHands.key(step), step.amount()) != null;
            asked.merge(name, 1, Integer::sum);
            point();
            if (step.act() instanceof LoopAct.Keep) {
                return standing.phase() == LoopState.Phase.OPEN
                        ? new Carried.Paid()
                        : new Carried.Done(Amount.of(340), Set.of(KEEPER), Set.of());
            }
            return known ? new Carried.Done(step.amount(), Set.of(), Set.of()) : new Carried.Waits("on its way");
        }
    }

    private static String name(LoopAct act) {
        if (act instanceof LoopAct.Keep) {
            return "keep ";
        }
        return act instanceof LoopAct.TopUp ? "fill " : "save ";
    }

    @TempDir
    private Path home;

    /** One life of the node, up to its death or until there is nothing left to do. */
    @SuppressWarnings("NullAway")
    private void live(Path directory, World world) {
        try (Journal journal = Journal.open(directory, _ -> {})) {
            LoopBook book = new LoopBook(journal, () -> {
                world.point();
                return Instant.ofEpochSecond(2000);
            });
            LoopDesk desk = new LoopDesk(
                    book,
                    world,
                    standing -> world.carryOut(journal, standing),
                    OPERATIONS,
                    null,
                    Wording.BASE_UNITS,
                    world::point);
            for (int i = 0; i < 5; i++) {
                desk.look();
            }
        }
    }

    private LoopState state(Path directory) {
        try (Journal journal = Journal.open(directory, _ -> {})) {
            return new LoopBook(journal, () -> Instant.ofEpochSecond(2000)).state();
        }
    }

    @Test
    void eachShareIsPaidOnceWhereverTheNodeDies() {
        int died = 0;
        for (int dieAt = 1; ; dieAt++) {
            Path directory = home.resolve("run-" + dieAt);
            try (Journal journal = Journal.open(directory, _ -> {})) {
                new LoopBook(journal, () -> Instant.ofEpochSecond(900)).write(new LoopEvent.Ruled(RULE, 900));
            }
            World world = new World(dieAt);
            boolean whole = true;
            try {
                live(directory, world);
            } catch (Killed e) {
                whole = false;
                died++;
                live(directory, world);
            }
            isRight(world, state(directory));
            if (whole) {
                break;
            }
        }
        assertTrue(died > 20, died + " deaths");
    }

    private static void isRight(World world, LoopState state) {
        Map<String, Amount> sums = world.done.entrySet().stream()
                .collect(Collectors.groupingBy(
                        one -> one.getKey().substring(0, 4),
                        Collectors.reducing(Amount.ZERO, Map.Entry::getValue, Amount::plus)));
        assertEquals(Map.of("save", Amount.of(300), "fill", Amount.of(150), "keep", Amount.of(350)), sums);
        assertEquals(3, world.done.size(), "one name for each, whatever died");
        assertEquals(3, state.steps().size());
        assertTrue(state.underWay().isEmpty());
        assertEquals(Amount.of(340), state.spent(Outlet.AVAILABILITY, COIN));
        // What the keep did not need is there for the next.
        assertEquals(Amount.of(60), state.left(Outlet.AVAILABILITY, COIN));
        assertEquals(Amount.of(50), state.left(Outlet.GAS, COIN));
        assertEquals(Amount.ZERO, state.left(Outlet.SAVINGS, COIN));
    }
}
