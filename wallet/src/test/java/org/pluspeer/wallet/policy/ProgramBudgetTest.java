package org.pluspeer.wallet.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pluspeer.wallet.policy.Intents.CHAIN;
import static org.pluspeer.wallet.policy.Intents.EXCHANGE;
import static org.pluspeer.wallet.policy.Intents.ME;
import static org.pluspeer.wallet.policy.Intents.OTHER;
import static org.pluspeer.wallet.policy.Intents.SELLER;
import static org.pluspeer.wallet.policy.Intents.TOKEN;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.eth.MoneyException;
import org.pluspeer.wallet.policy.Intent.Spend;

/** Programs, each with its own budget within the wallet's. */
class ProgramBudgetTest {
    private static final long DAY = 86_400;
    private static final long NOON = 20_000 * DAY + DAY / 2;
    private static final Amount GAS = Amount.of(1000);
    private static final Asker.App ONE = new Asker.App("one");
    private static final Asker.App TWO = new Asker.App("two");

    private static final Budget PROGRAM = new Budget(
            Amount.of(50),
            Amount.of(80),
            Amount.of(100),
            Map.of(Kind.DATASET, Amount.of(60), Kind.API, Amount.ZERO),
            Map.of(OTHER, Amount.of(20)));
    private static final Budget WALLET = new Budget(Amount.of(100), Amount.of(120), Amount.of(150));
    private static final Rules RULES = rules(NOON + 10 * DAY);

    private static Rules rules(long until) {
        Limits program = new Limits(Map.of(TOKEN, PROGRAM), GAS, GAS.times(3), OptionalLong.of(until));
        return new Rules(
                CHAIN,
                Set.of(ME),
                Set.of(EXCHANGE),
                new Limits(Map.of(TOKEN, WALLET), GAS.times(2), GAS.times(4), OptionalLong.empty()),
                Map.of("one", program, "two", program));
    }

    private static Spend spend(Address to, Kind kind, long amount) {
        return new Spend(to, TOKEN, Amount.of(amount), kind);
    }

    private static Policy.Reservation reserve(Asker asker, Spend spend, Spent soFar, long now) {
        return new Policy(RULES).reserve(List.of(spend), Amount.ZERO, asker, Consent.none(), soFar, now);
    }

    private static Rule rule(Asker asker, Spend spend, Spent soFar) {
        return reserve(asker, spend, soFar, NOON).rule();
    }

    @Test
    void each_cap_of_a_program_holds_to_its_last_unit() {
        Spent nothing = Spent.nothing(NOON);
        assertEquals(Rule.WITHIN_BUDGET, rule(ONE, spend(SELLER, Kind.FILE, 50), nothing));
        assertEquals(Rule.PAYMENT_CAP, rule(ONE, spend(SELLER, Kind.FILE, 51), nothing));
        assertEquals(Rule.WITHIN_BUDGET, rule(ONE, spend(OTHER, Kind.FILE, 20), nothing));
        assertEquals(Rule.COUNTERPARTY_CAP, rule(ONE, spend(OTHER, Kind.FILE, 21), nothing));
        assertEquals(Rule.KIND_CAP, rule(ONE, spend(SELLER, Kind.API, 1), nothing));
        Spent some = nothing.plus(ONE, List.of(spend(SELLER, Kind.DATASET, 50)), Amount.ZERO, NOON);
        assertEquals(Rule.WITHIN_BUDGET, rule(ONE, spend(SELLER, Kind.DATASET, 10), some));
        assertEquals(Rule.KIND_CAP, rule(ONE, spend(SELLER, Kind.DATASET, 11), some));
        assertEquals(Rule.COUNTERPARTY_CAP, rule(ONE, spend(SELLER, Kind.FILE, 31), some));
        Spent much = some.plus(ONE, List.of(spend(EXCHANGE, Kind.FILE, 40)), Amount.ZERO, NOON);
        assertEquals(Rule.WITHIN_BUDGET, rule(ONE, spend(SELLER, Kind.FILE, 10), much));
        assertEquals(Rule.DAY_CAP, rule(ONE, spend(SELLER, Kind.FILE, 11), much));
    }

    @Test
    void a_programs_money_counts_in_the_wallets_budget_too() {
        Spent byOne = Spent.nothing(NOON).plus(ONE, List.of(spend(EXCHANGE, Kind.FILE, 100)), Amount.ZERO, NOON);
        assertEquals(Rule.WITHIN_BUDGET, rule(TWO, spend(SELLER, Kind.FILE, 50), byOne));
        Spent both = byOne.plus(TWO, List.of(spend(SELLER, Kind.FILE, 10)), Amount.ZERO, NOON);
        assertEquals(Rule.DAY_CAP, rule(TWO, spend(SELLER, Kind.FILE, 41), both));
        assertTrue(reserve(TWO, spend(SELLER, Kind.FILE, 41), both, NOON)
                .objection()
                .orElseThrow()
                .toString()
                .contains("wallet's"));
        assertEquals(both, both.plus(TWO, List.of(), Amount.ZERO, NOON));
        Spent taken = both.without(TWO, List.of(spend(SELLER, Kind.FILE, 10)), Amount.ZERO, NOON);
        assertEquals(Amount.of(100), taken.total(TOKEN));
        assertEquals(Amount.ZERO, taken.app("two").total(TOKEN));
    }

    @Test
    void gas_counts_for_the_program_and_for_the_wallet() {
        Policy policy = new Policy(RULES);
        Spent spent = Spent.nothing(NOON).plus(ONE, List.of(), GAS.times(2), NOON);
        List<Spend> little = List.of(spend(SELLER, Kind.FILE, 1));
        assertEquals(
                Rule.WITHIN_BUDGET,
                policy.reserve(little, GAS, ONE, Consent.none(), spent, NOON).rule());
        assertEquals(
                Rule.GAS_CAP,
                policy.reserve(little, GAS.plus(Amount.of(1)), TWO, Consent.none(), spent, NOON)
                        .rule());
        Spent more = spent.plus(TWO, List.of(), GAS.times(2), NOON);
        assertEquals(
                Rule.GAS_CAP,
                policy.reserve(little, Amount.of(1), TWO, Consent.none(), more, NOON)
                        .rule());
        assertEquals(
                Rule.WITHIN_BUDGET,
                policy.reserve(little, GAS, TWO, Consent.none().withGas(GAS), more, NOON)
                        .rule());
    }

    @Test
    void who_is_not_paired_or_not_any_more_is_refused_whatever_the_owner_says() {
        Intent pay = Intents.pay(1);
        Consent yes = Consent.upTo(TOKEN, Amount.of(1));
        Policy policy = new Policy(RULES);
        Spent nothing = Spent.nothing(NOON);
        assertEquals(
                Rule.WITHIN_BUDGET,
                policy.decide(pay, ONE, Consent.none().withGas(pay.maxGas()), nothing, NOON)
                        .rule());
        for (Decision ended : List.of(
                policy.decide(pay, new Asker.App("three"), yes, nothing, NOON),
                policy.decide(pay, ONE, yes, nothing, NOON + 10 * DAY))) {
            assertEquals(
                    Rule.APP_ENDED,
                    assertInstanceOf(Decision.Refused.class, ended).rule());
        }
        assertEquals(
                Rule.RESERVED,
                policy.decide(
                                pay,
                                new Asker.App("three"),
                                yes.withGas(pay.maxGas()).byBudget(),
                                nothing,
                                NOON)
                        .rule(),
                "what was let go before is carried out");
    }

    @Test
    void the_account_itself_is_not_for_programs() {
        Policy policy = new Policy(RULES);
        Intent offer = Intents.say(Purpose.OFFER, Intents.EXCHANGE_DOMAIN, "Offer");
        assertEquals(
                Rule.NOT_FOR_APPS,
                policy.decide(offer, ONE, Consent.none(), Spent.nothing(NOON), NOON)
                        .rule());
        Intent listing = Intents.say(Purpose.LISTING, Intents.LISTING_DOMAIN, "Listing");
        assertEquals(
                Rule.PROTECTIVE,
                policy.decide(listing, ONE, Consent.none(), Spent.nothing(NOON), NOON)
                        .rule());
        for (Purpose purpose : Purpose.values()) {
            boolean ours = Set.of("NODE_KEY", "DELEGATION", "DEPLOY", "REVOKE_DELEGATES", "OFFER", "RELEASE")
                    .contains(purpose.name());
            assertFalse(ours && purpose.isForApps(), purpose.name());
        }
    }

    @Test
    void a_wallets_budget_can_expire_and_then_asks() {
        Rules expired = new Rules(
                CHAIN,
                Set.of(ME),
                Set.of(EXCHANGE),
                new Limits(Map.of(TOKEN, WALLET), GAS, GAS, OptionalLong.of(NOON)),
                Map.of());
        Policy policy = new Policy(expired);
        List<Spend> little = List.of(spend(SELLER, Kind.FILE, 1));
        assertEquals(
                Rule.BUDGET_EXPIRED,
                policy.reserve(little, Amount.ZERO, Asker.OWNER, Consent.none(), Spent.nothing(NOON), NOON)
                        .rule());
        assertEquals(
                Rule.WITHIN_BUDGET,
                policy.reserve(little, Amount.ZERO, Asker.OWNER, Consent.none(), Spent.nothing(NOON), NOON - 1)
                        .rule());
    }

    @Test
    void a_program_has_an_end_and_no_part_of_a_budget_is_above_the_days() {
        Limits endless = new Limits(Map.of(TOKEN, PROGRAM), GAS, GAS, OptionalLong.empty());
        assertThrows(
                MalformedException.class, () -> new Rules(CHAIN, Set.of(), Set.of(), endless, Map.of("one", endless)));
        Amount ten = Amount.of(10);
        assertThrows(MoneyException.class, () -> new Budget(ten, ten, ten, Map.of(Kind.API, Amount.of(11)), Map.of()));
        assertThrows(MoneyException.class, () -> new Budget(ten, ten, ten, Map.of(), Map.of(OTHER, Amount.of(11))));
    }

    // ---- by sequence

    /** Somebody wants to pay, after the clock went to another second. */
    record Act(Asker asker, Address to, Kind kind, long amount, long second) {}

    @Provide
    Arbitrary<List<Act>> acts() {
        Arbitrary<Asker> askers = Arbitraries.of(ONE, TWO, Asker.OWNER, Asker.NODE);
        Arbitrary<Address> payees = Arbitraries.of(SELLER, OTHER, EXCHANGE);
        Arbitrary<Kind> kinds = Arbitraries.of(Kind.class);
        Arbitrary<Long> amounts = Arbitraries.longs().between(1, 60);
        Arbitrary<Long> seconds = Arbitraries.longs().between(NOON - 3 * DAY, NOON + 3 * DAY);
        return Combinators.combine(askers, payees, kinds, amounts, seconds)
                .as(Act::new)
                .list()
                .ofMaxSize(60);
    }

    /**
     * Whatever the order and the clock, on each day no sum passes its cap; and a day that the clock comes back to is
     * not opened again, so that over all there are at most as many budgets as days were gone forward to.
     */
    @Property(tries = 500)
    void no_order_and_no_clock_lets_more_go_than_the_budgets(@ForAll("acts") List<Act> acts) {
        Spent spent = Spent.nothing(NOON - 3 * DAY);
        long latest = spent.day();
        Map<Object, Long> sums = new HashMap<>();
        for (Act act : acts) {
            Spend spend = spend(act.to(), act.kind(), act.amount());
            if (reserve(act.asker(), spend, spent, act.second()).objection().isEmpty()) {
                spent = spent.plus(act.asker(), List.of(spend), Amount.ZERO, act.second());
                latest = Math.max(latest, Math.floorDiv(act.second(), DAY));
                assertEquals(latest, spent.day());
                add(sums, List.of("wallet", latest), act.amount(), 150);
                add(sums, List.of("wallet", latest, act.to()), act.amount(), 120);
                if (act.asker() instanceof Asker.App app) {
                    add(sums, List.of(app, latest), act.amount(), 100);
                    add(
                            sums,
                            List.of(app, latest, act.to()),
                            act.amount(),
                            act.to().equals(OTHER) ? 20 : 80);
                    long kind =
                            switch (act.kind()) {
                                case DATASET -> 60;
                                case API -> 0;
                                case FILE, STREAM, STORAGE, BANDWIDTH, TRANSFER -> 100;
                            };
                    add(sums, List.of(app, latest, act.kind()), act.amount(), kind);
                }
            }
        }
    }

    private static void add(Map<Object, Long> sums, Object what, long amount, long cap) {
        assertTrue(sums.merge(what, amount, Long::sum) <= cap, () -> what + " is " + sums.get(what) + " of " + cap);
    }

    /** The same acts, cut into questions and answers at any point, are decided as they are without the cut. */
    @Property(tries = 200)
    void to_ask_changes_nothing(@ForAll("acts") List<Act> acts) {
        Spent spent = Spent.nothing(NOON);
        for (Act act : acts) {
            Spend spend = spend(act.to(), act.kind(), act.amount());
            Spent before = spent;
            Policy.Reservation first = reserve(act.asker(), spend, spent, act.second());
            assertEquals(first, reserve(act.asker(), spend, spent, act.second()));
            assertEquals(before, spent);
            if (first.objection().isEmpty()) {
                spent = spent.plus(act.asker(), List.of(spend), Amount.ZERO, act.second());
            }
        }
    }
}
