package org.pluspeer.wallet.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pluspeer.wallet.policy.Intents.CHAIN;
import static org.pluspeer.wallet.policy.Intents.COIN;
import static org.pluspeer.wallet.policy.Intents.EXCHANGE;
import static org.pluspeer.wallet.policy.Intents.ME;
import static org.pluspeer.wallet.policy.Intents.OTHER;
import static org.pluspeer.wallet.policy.Intents.SELLER;
import static org.pluspeer.wallet.policy.Intents.TOKEN;
import static org.pluspeer.wallet.policy.Intents.call;
import static org.pluspeer.wallet.policy.Intents.pay;
import static org.pluspeer.wallet.policy.Intents.payCoin;
import static org.pluspeer.wallet.policy.Intents.to;
import static org.pluspeer.wallet.policy.Intents.transact;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Eip1559;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.eth.MoneyException;
import org.pluspeer.wallet.policy.Intent.Transact;

class PolicyTest {
    private static final long DAY = 86_400;
    private static final long NOON = 20_000 * DAY + DAY / 2;
    private static final Rules ASKING = Rules.cautious(CHAIN, Set.of(ME), Set.of(EXCHANGE));
    private static final Rules BUDGETED =
            ASKING.withBudget(TOKEN, new Budget(Amount.of(100), Amount.of(150), Amount.of(300)));

    private static Decision decide(Rules rules, Intent intent, Spent soFar) {
        return new Policy(rules).decide(intent, Consent.none(), soFar, NOON);
    }

    private static Spent nothing() {
        return Spent.nothing(NOON);
    }

    @Test
    void without_a_budget_every_payment_is_asked_for() {
        assertEquals(Rule.NO_BUDGET, decide(ASKING, pay(1), nothing()).rule());
        assertInstanceOf(Decision.NeedsApproval.class, decide(ASKING, payCoin(1), nothing()));
        assertInstanceOf(Decision.NeedsApproval.class, decide(BUDGETED, payCoin(1), nothing()));
    }

    @Test
    void reasons_say_amounts_as_the_wording_does() {
        Wording dollars = (token, units) -> (token.equals(TOKEN) ? "$" : "coin ") + units.decimal(2);
        Decision over = new Policy(BUDGETED, dollars).decide(pay(101), Consent.none(), nothing(), NOON);
        assertEquals(
                "it makes $1.01 in one payment, and the wallet's budget is $1.00",
                assertInstanceOf(Decision.NeedsApproval.class, over).reason());
        assertTrue(assertInstanceOf(Decision.NeedsApproval.class, decide(BUDGETED, pay(101), nothing()))
                .reason()
                .contains("101 base units of " + TOKEN.checksummed()));
    }

    @Test
    void each_cap_holds_to_its_last_unit() {
        assertEquals(Rule.WITHIN_BUDGET, decide(BUDGETED, pay(100), nothing()).rule());
        assertEquals(Rule.PAYMENT_CAP, decide(BUDGETED, pay(101), nothing()).rule());

        Spent toSeller = nothing().plus(pay(60), NOON);
        assertEquals(Rule.WITHIN_BUDGET, decide(BUDGETED, pay(90), toSeller).rule());
        assertEquals(Rule.COUNTERPARTY_CAP, decide(BUDGETED, pay(91), toSeller).rule());

        Spent toOthers = spentOn(210);
        assertEquals(Rule.WITHIN_BUDGET, decide(BUDGETED, pay(90), toOthers).rule());
        assertEquals(Rule.DAY_CAP, decide(BUDGETED, pay(91), toOthers).rule());
    }

    private static Spent spentOn(long amount) {
        return nothing().plus(transact(Purpose.TRANSFER, TOKEN, 0, new byte[0], to(OTHER, TOKEN, amount)), NOON);
    }

    @Test
    void parts_of_one_intent_count_together() {
        byte[] data = call("withdraw(address,uint256,address)", TOKEN, 50L, SELLER);
        Transact split = transact(
                Purpose.WITHDRAW,
                EXCHANGE,
                0,
                data,
                List.of(new Intent.Spend(SELLER, TOKEN, Amount.of(60)), new Intent.Spend(OTHER, TOKEN, Amount.of(60))));
        assertEquals(Rule.PAYMENT_CAP, decide(BUDGETED, split, nothing()).rule());
    }

    @Test
    void consent_lifts_a_question_up_to_its_total() {
        Policy policy = new Policy(ASKING);
        assertEquals(
                Rule.OWNER_CONSENT,
                policy.decide(pay(500), Consent.upTo(TOKEN, Amount.of(500)), nothing(), NOON)
                        .rule());
        assertEquals(
                Rule.NO_BUDGET,
                policy.decide(pay(501), Consent.upTo(TOKEN, Amount.of(500)), nothing(), NOON)
                        .rule());
        assertEquals(
                Rule.NO_BUDGET,
                policy.decide(pay(1), Consent.upTo(COIN, Amount.of(500)), nothing(), NOON)
                        .rule());
    }

    @Test
    void consent_is_used_up() {
        Consent consent = Consent.upTo(TOKEN, Amount.of(500)).withGas(Amount.of(7));
        Consent left = consent.less(pay(400));
        assertEquals(Amount.of(100), left.total(TOKEN));
        assertEquals(Amount.ZERO, left.gas());
        assertEquals(Amount.ZERO, left.less(pay(400)).total(TOKEN));
        assertEquals(Amount.ZERO, Consent.none().less(pay(1)).total(TOKEN));
    }

    @Test
    void gas_is_capped_where_no_deadline_presses() {
        Policy policy = new Policy(ASKING);
        Transact dear = dear(Rules.DEFAULT_GAS_PER_TRANSACTION.plus(Amount.of(1)));
        Transact usual = dear(Rules.DEFAULT_GAS_PER_TRANSACTION);
        assertEquals(
                Rule.GAS_CAP,
                policy.decide(dear, Consent.none(), nothing(), NOON).rule());
        assertEquals(
                Rule.PROTECTIVE,
                policy.decide(usual, Consent.none(), nothing(), NOON).rule());
        Consent yes = Consent.none().withGas(dear.maxGas());
        assertEquals(Rule.PROTECTIVE, policy.decide(dear, yes, nothing(), NOON).rule());
        Spent day = nothing();
        for (int i = 0; i < 5; i++) {
            assertEquals(
                    Rule.PROTECTIVE,
                    policy.decide(usual, Consent.none(), day, NOON).rule());
            day = day.plus(usual, NOON);
        }
        assertEquals(
                Rule.GAS_CAP, policy.decide(usual, Consent.none(), day, NOON).rule());
        assertEquals(
                Rule.PROTECTIVE,
                policy.decide(usual, Consent.none(), day, NOON + DAY).rule());
    }

    private static Transact dear(Amount gas) {
        byte[] data = call("withdraw(address,uint256,address)", TOKEN, 5L, ME);
        return new Transact(
                Purpose.WITHDRAW, new Eip1559(CHAIN, 0, Amount.ZERO, gas, 1, EXCHANGE, Amount.ZERO, data), List.of());
    }

    @Test
    void a_new_day_has_its_budget_and_a_clock_set_back_has_not() {
        Spent used = nothing().plus(pay(100), NOON).plus(pay(50), NOON);
        Policy policy = new Policy(BUDGETED);
        assertEquals(
                Rule.COUNTERPARTY_CAP,
                policy.decide(pay(1), Consent.none(), used, NOON).rule());
        assertEquals(
                Rule.WITHIN_BUDGET,
                policy.decide(pay(1), Consent.none(), used, NOON + DAY).rule());
        assertEquals(
                Rule.COUNTERPARTY_CAP,
                policy.decide(pay(1), Consent.none(), used, NOON - DAY).rule());
        Spent tomorrow = used.plus(pay(100), NOON + DAY);
        assertEquals(Amount.of(100), tomorrow.total(TOKEN));
        assertEquals(Amount.of(101), tomorrow.plus(pay(1), NOON).total(TOKEN));
        assertEquals(NOON / DAY + 1, tomorrow.day());
    }

    @Property(tries = 300)
    void what_is_allowed_unasked_never_passes_a_cap(
            @ForAll @Size(max = 30) List<@IntRange(min = 1, max = 140) Integer> amounts) {
        Policy policy = new Policy(BUDGETED);
        Spent spent = nothing();
        for (int amount : amounts) {
            if (policy.decide(pay(amount), Consent.none(), spent, NOON) instanceof Decision.Allowed allowed) {
                assertEquals(Rule.WITHIN_BUDGET, allowed.rule());
                assertTrue(amount <= 100);
                spent = spent.plus(allowed.approved().intent(), NOON);
            }
        }
        assertFalse(spent.total(TOKEN).isMoreThan(Amount.of(300)));
        assertFalse(spent.to(TOKEN, SELLER).isMoreThan(Amount.of(150)));
    }

    @Test
    void a_budget_without_an_end_cannot_be_written_down() {
        Amount all = new Amount(Amount.MAX_UNITS);
        Amount ten = Amount.of(10);
        assertThrows(MoneyException.class, () -> new Budget(ten, ten, all));
        assertThrows(MoneyException.class, () -> new Budget(all, ten, ten));
        assertThrows(MoneyException.class, () -> new Budget(ten, all, ten));
        assertThrows(
                MalformedException.class,
                () -> new Rules(CHAIN, Set.of(), Set.of(), BUDGETED.wallet().budgets(), ten, all));
        assertThrows(MalformedException.class, () -> Rules.cautious(0, Set.of(), Set.of()));
    }

    @Test
    void only_the_policy_makes_what_can_be_signed() {
        assertTrue(Arrays.stream(Approved.class.getDeclaredConstructors())
                .noneMatch(maker -> Modifier.isPublic(maker.getModifiers())));
        Decision.Allowed allowed = assertInstanceOf(Decision.Allowed.class, decide(BUDGETED, pay(1), nothing()));
        assertEquals(pay(1).digest(), allowed.approved().intent().digest());
    }
}
