package org.pluspeer.market.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pluspeer.market.Vectors;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.policy.Wording;

/** The loop by sequences: what comes in, what it pays for, and what it does not. */
class LoopTest {
    private static final Address PLAY = address(1);
    private static final Address BANK = address(2);
    private static final Address OPERATIONS = address(3);
    private static final Address BUYER = address(4);
    private static final Address KEEPER = address(5);
    private static final Hash32 BIRDS = hash(1);
    private static final Hash32 BAIT = hash(2);
    private static final long NOON = 1_700_000_000;
    private static final long DAY = 86_400;

    private final LoopState state = new LoopState();
    private Map<Address, Amount> spendable = Map.of(PLAY, Amount.of(1_000_000), Address.ZERO, Amount.of(1_000_000));
    private Amount coin = Amount.ZERO;
    private List<LoopFacts.Need> needs = new ArrayList<>();
    private long now = NOON;

    static Address address(int n) {
        byte[] bytes = new byte[Address.LENGTH];
        bytes[19] = (byte) n;
        return Address.of(bytes);
    }

    static Hash32 hash(int n) {
        byte[] bytes = new byte[Hash32.LENGTH];
        bytes[31] = (byte) n;
        return Hash32.of(bytes);
    }

    private static LoopRule rule(int savings, int availability, int seeders, int gas) {
        return new LoopRule(
                true,
                Map.of(
                        Outlet.SAVINGS, savings,
                        Outlet.AVAILABILITY, availability,
                        Outlet.SEEDERS, seeders,
                        Outlet.GAS, gas),
                Map.of(
                        PLAY,
                        new LoopRule.Ceiling(Amount.of(10), Amount.of(4_000), Amount.of(20_000)),
                        Address.ZERO,
                        new LoopRule.Ceiling(Amount.of(10), Amount.of(4_000), Amount.of(20_000))),
                Optional.of(BANK),
                new LoopRule.Upkeep(1, 30, 500),
                Amount.of(1_000));
    }

    private void rule(LoopRule rule) {
        state.apply(new LoopEvent.Ruled(rule, now));
    }

    private void earns(String id, Address token, long amount, Optional<Hash32> listing) {
        Income income = new Income(id, "data", token, Amount.of(amount), BUYER, listing, now);
        Loop.count(state, List.of(income)).forEach(state::apply);
    }

    private LoopPlan plan() {
        return Loop.plan(state, new LoopFacts(now, spendable, OPERATIONS, coin, needs), Wording.BASE_UNITS);
    }

    private LoopStep begin() {
        LoopStep step = plan().steps().getFirst();
        state.apply(new LoopEvent.Began(step));
        return step;
    }

    private void wants(Hash32 listing, long price, Address keeper, long collateral) {
        LoopFacts.Quote quote = new LoopFacts.Quote(
                Amount.of(price), List.of(new LoopFacts.Keeper(keeper, Amount.of(price), Amount.of(collateral))));
        needs.add(new LoopFacts.Need(listing, "Birds", PLAY, 0, Optional.of(quote), Optional.empty()));
    }

    private String waits(Outlet outlet) {
        return plan().waiting().stream()
                .filter(one -> one.outlet() == outlet)
                .map(LoopPlan.Waiting::why)
                .findFirst()
                .orElse("");
    }

    @Test
    void aShareIsPutByOnceAndTheRestStays() {
        rule(rule(500, 0, 0, 0));
        earns("a", PLAY, 101, Optional.of(BIRDS));
        earns("a", PLAY, 101, Optional.of(BIRDS));
        LoopStep step = begin();
        assertEquals(new LoopAct.Save(BANK), step.act());
        assertEquals(Amount.of(50), step.amount(), "rounded down");
        assertEquals(List.of(), plan().steps(), "what is begun is not begun again");
        state.apply(new LoopEvent.Done(step.id(), step.amount(), now));
        assertEquals(List.of(), plan().steps());
        earns("b", PLAY, 100, Optional.of(BIRDS));
        assertEquals(Amount.of(50), plan().steps().getFirst().amount());
        assertEquals("loop-2", plan().steps().getFirst().id());
    }

    @Test
    void whatFailedComesBackAndIsTriedAgainLaterAndLater() {
        rule(rule(500, 0, 0, 0));
        earns("a", PLAY, 100, Optional.empty());
        state.apply(new LoopEvent.Failed(begin().id(), "reverted", now));
        assertTrue(waits(Outlet.SAVINGS).contains("10 min"), waits(Outlet.SAVINGS));
        now += 600;
        state.apply(new LoopEvent.Failed(begin().id(), "reverted", now));
        assertTrue(waits(Outlet.SAVINGS).contains("20 min"), waits(Outlet.SAVINGS));
        now += 1200;
        assertEquals(Amount.of(50), begin().amount());
    }

    @Test
    void onlyTokensOfTheRuleAndIncomeSinceItIsOnCount() {
        earns("before", PLAY, 100, Optional.empty());
        rule(rule(1000, 0, 0, 0));
        earns("minted", address(9), 1_000_000, Optional.of(BIRDS));
        state.apply(new LoopEvent.Ruled(LoopRule.OFF, now));
        earns("while off", PLAY, 100, Optional.empty());
        now += 1;
        rule(rule(1000, 0, 0, 0));
        Income old = new Income("late", "data", PLAY, Amount.of(100), BUYER, Optional.empty(), now - 1);
        assertEquals(List.of(), Loop.count(state, List.of(old)));
        assertEquals(List.of(), plan().steps());
    }

    @Test
    void aDayAndTheWholeHaveAnEnd() {
        rule(rule(1000, 0, 0, 0));
        earns("a", PLAY, 50_000, Optional.empty());
        for (int day = 0; day < 5; day++) {
            assertEquals(Amount.of(4_000), begin().amount());
            assertEquals(List.of(), plan().steps());
            assertTrue(waits(Outlet.SAVINGS).startsWith("Your ceilings"), waits(Outlet.SAVINGS));
            now += DAY;
        }
        assertEquals(List.of(), plan().steps(), "20,000 in all");
    }

    @Test
    void littleWaitsUntilItIsWorthItsGas() {
        rule(rule(500, 0, 0, 0));
        earns("a", PLAY, 18, Optional.empty());
        assertTrue(waits(Outlet.SAVINGS).contains("gas does not eat it"));
        earns("b", PLAY, 2, Optional.empty());
        assertEquals(Amount.of(10), begin().amount());
    }

    @Test
    void theAccountIsNeverAskedForMoreThanItHas() {
        rule(rule(500, 0, 0, 0));
        earns("a", PLAY, 1000, Optional.empty());
        spendable = Map.of(PLAY, Amount.of(120));
        LoopStep first = begin();
        assertEquals(Amount.of(120), first.amount());
        assertEquals(List.of(), plan().steps(), "the same money is not promised twice");
        state.apply(new LoopEvent.Done(first.id(), first.amount(), now));
        assertEquals(Amount.of(120), plan().steps().getFirst().amount());
    }

    @Test
    void gasIsFilledUpToItsTargetOutOfCoinAlone() {
        rule(rule(0, 0, 0, 200));
        earns("a", PLAY, 1000, Optional.empty());
        assertTrue(waits(Outlet.GAS).contains("exchanges"), waits(Outlet.GAS));
        earns("b", Address.ZERO, 9000, Optional.empty());
        coin = Amount.of(300);
        LoopStep step = begin();
        assertEquals(new LoopAct.TopUp(OPERATIONS), step.act());
        assertEquals(Amount.of(700), step.amount());
        state.apply(new LoopEvent.Done(step.id(), step.amount(), now));
        coin = Amount.of(1000);
        assertEquals(List.of(), plan().steps());
    }

    @Test
    void aListingIsKeptOutOfWhatItEarnsAndABaitGetsNothing() {
        rule(rule(0, 400, 0, 0));
        wants(BIRDS, 300, KEEPER, 150);
        wants(BAIT, 10, KEEPER, 150);
        assertTrue(waits(Outlet.AVAILABILITY).contains("out of what it earns"));
        earns("a", PLAY, 700, Optional.of(BIRDS));
        assertTrue(waits(Outlet.AVAILABILITY).contains("its share is 280"), waits(Outlet.AVAILABILITY));
        earns("call", PLAY, 100, Optional.empty());
        LoopStep step = begin();
        LoopAct.Keep keep = (LoopAct.Keep) step.act();
        assertEquals(BIRDS, keep.listing());
        assertEquals(Amount.of(300), step.amount());
        assertEquals(Amount.of(20), step.common());
        assertEquals(List.of(), plan().steps());
        assertEquals(1, plan().waiting().size(), "the bait waits, the one that is being kept does not");
        state.apply(new LoopEvent.Paid(step.id(), now));
        state.apply(new LoopEvent.Done(step.id(), Amount.of(290), now));
        assertEquals(
                Amount.of(30),
                state.common(Outlet.AVAILABILITY, PLAY),
                "what was not used comes back to where it was taken last");
        assertEquals(Amount.ZERO, state.own(Outlet.AVAILABILITY, PLAY, BIRDS));
    }

    @Test
    void aKeeperGetsLittleUntilItHasKeptSomething() {
        rule(rule(0, 1000, 0, 0));
        earns("a", PLAY, 10_000, Optional.of(BIRDS));
        wants(BIRDS, 1_001, KEEPER, 9_999);
        assertTrue(waits(Outlet.AVAILABILITY).contains("at most 1000"), waits(Outlet.AVAILABILITY));
        needs.clear();
        wants(BIRDS, 1_000, KEEPER, 499);
        assertTrue(waits(Outlet.AVAILABILITY).contains("puts up 499"), waits(Outlet.AVAILABILITY));
        needs.clear();
        wants(BIRDS, 1_000, KEEPER, 500);
        LoopStep step = begin();
        state.apply(new LoopEvent.Done(step.id(), step.amount(), Set.of(KEEPER), Set.of(), now));
        needs.clear();
        wants(BIRDS, 2_000, KEEPER, 1_000);
        LoopStep second = begin();
        assertEquals(Amount.of(2_000), second.amount());
        state.apply(new LoopEvent.Done(second.id(), Amount.of(500), Set.of(), Set.of(KEEPER), now));
        now += DAY;
        assertTrue(waits(Outlet.AVAILABILITY).contains("at most 1000"), "it failed, and begins anew");
    }

    @Test
    void whoBuysInOrderToBePaidGetsBackAQuarterOfTheShareAtMost() {
        rule(rule(0, 1000, 0, 0));
        earns("a", PLAY, 1_000, Optional.of(BIRDS));
        wants(BIRDS, 251, BUYER, 1_000);
        assertTrue(waits(Outlet.AVAILABILITY).contains("does not flow back"), waits(Outlet.AVAILABILITY));
        needs.clear();
        wants(BIRDS, 250, BUYER, 1_000);
        assertEquals(Amount.of(250), begin().amount());
    }

    @Test
    void seedersWaitWhereNothingIsShared() {
        rule(rule(0, 0, 100, 0));
        earns("a", PLAY, 1_000, Optional.of(BIRDS));
        assertEquals(List.of(), plan().steps());
        assertTrue(waits(Outlet.SEEDERS).startsWith("Nothing to seed"));
    }

    /** A share each, and neither pays for the other. */
    @Test
    void aSeederUnderContractIsPaidOutOfItsOwnShare() {
        rule(rule(0, 300, 100, 0));
        earns("a", PLAY, 1_000, Optional.of(BIRDS));
        wants(BIRDS, 90, KEEPER, 1_000);
        LoopFacts.Need kept = needs.getFirst();
        needs.clear();
        needs.add(new LoopFacts.Need(BIRDS, "Birds", PLAY, 0, kept.quote(), Optional.empty(), Outlet.SEEDERS));
        LoopStep step = begin();
        assertEquals(Outlet.SEEDERS, step.outlet());
        assertEquals(Amount.of(90), step.amount());
        assertEquals(Amount.of(10), state.left(Outlet.SEEDERS, PLAY));
        assertEquals(Amount.of(300), state.left(Outlet.AVAILABILITY, PLAY));
        assertEquals(List.of(), plan().steps(), "one at a time");
        needs.clear();
        needs.add(kept);
        assertEquals(Outlet.AVAILABILITY, begin().outlet());
    }

    @Test
    void aListingThatNeverSoldHasNoSeederPaid() {
        rule(rule(0, 0, 100, 0));
        earns("a", PLAY, 1_000, Optional.empty());
        wants(BIRDS, 90, KEEPER, 1_000);
        LoopFacts.Need kept = needs.removeFirst();
        needs.add(new LoopFacts.Need(BIRDS, "Birds", PLAY, 0, kept.quote(), Optional.empty(), Outlet.SEEDERS));
        assertEquals(List.of(), plan().steps());
        assertTrue(waits(Outlet.SEEDERS).contains("has sold nothing"));
    }

    @Test
    void aRuleThatCannotBeIsRefusedInWords() {
        assertThrows(MalformedException.class, () -> rule(600, 300, 100, 1));
        assertThrows(MalformedException.class, () -> new LoopRule.Ceiling(Amount.of(1), Amount.of(5), Amount.of(4)));
        assertThrows(
                MalformedException.class,
                () -> new LoopRule(
                        true, Map.of(), Map.of(), Optional.empty(), new LoopRule.Upkeep(1, 30, 0), Amount.ZERO));
    }

    /** Another implementation splits and plans the same: docs/vectors/loop.json. */
    @Test
    void theGoldenVectorHolds() {
        JsonNode vector = Vectors.read("loop.json");
        JsonNode shares = vector.path("shares");
        rule(rule(
                shares.path("savings").asInt(),
                shares.path("availability").asInt(),
                shares.path("seeders").asInt(),
                shares.path("gas").asInt()));
        for (JsonNode one : vector.path("income")) {
            Address token = Address.parse(one.path("token").asText());
            Optional<Hash32> listing = Optional.ofNullable(one.get("listing")).map(id -> Hash32.parse(id.asText()));
            earns(one.path("id").asText(), token, one.path("amount").asLong(), listing);
        }
        for (JsonNode left : vector.path("left")) {
            Outlet outlet = Outlet.of(left.path("outlet").asText()).orElseThrow();
            Address token = Address.parse(left.path("token").asText());
            assertEquals(left.path("amount").asText(), state.left(outlet, token).toString(), left.toString());
        }
        wants(BIRDS, vector.path("keep").path("price").asLong(), KEEPER, 100_000);
        List<String> steps = plan().steps().stream()
                .map(step ->
                        step.outlet().text() + " " + step.token().hex() + " " + step.amount() + " " + step.common())
                .toList();
        assertEquals(vector.path("steps").valueStream().map(JsonNode::asText).toList(), steps);
    }
}
