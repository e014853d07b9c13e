package org.pluspeer.wallet.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.policy.Decision.Allowed;
import org.pluspeer.wallet.policy.Decision.NeedsApproval;
import org.pluspeer.wallet.policy.Intent.Spend;

/**
 * Stands before every signature. First what is never signed, then gas, then money: inside a budget it is allowed,
 * beyond it the owner is asked, and the owner's yes counts up to what it was said to.
 */
public final class Policy {
    private final Rules rules;
    private final Scrutiny scrutiny;

    public Policy(Rules rules) {
        this.rules = rules;
        this.scrutiny = new Scrutiny(rules);
    }

    public Rules rules() {
        return rules;
    }

    /** More than anything costs: an amount of 2^128 units or above. */
    static boolean isUnlimited(Amount amount) {
        return amount.units().bitLength() > 128;
    }

    /**
     * @param consent the owner's, for this act
     * @param soFar what was signed before; an earlier day's does not count
     * @param now unix seconds
     */
    public Decision decide(Intent intent, Consent consent, Spent soFar, long now) {
        Optional<Decision> refusal = scrutiny.refusal(intent).map(refused -> refused);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (needsReading(intent) && !consent.words().equals(Optional.of(intent.digest()))) {
            return new NeedsApproval(
                    Rule.FOREIGN_WORDS, "only you can say whether this should be signed: read it and say yes to it");
        }
        Spent today = soFar.at(now);
        if (isGasOver(intent, today) && intent.maxGas().isMoreThan(consent.gas())) {
            return new NeedsApproval(
                    Rule.GAS_CAP, "the gas can cost up to " + intent.maxGas() + " wei, more than is allowed unasked");
        }
        List<Spend> outgoing = outgoing(intent);
        if (outgoing.isEmpty()) {
            return allowed(intent, Rule.PROTECTIVE);
        }
        Optional<NeedsApproval> over = overBudget(outgoing, today);
        if (over.isEmpty()) {
            return allowed(intent, Rule.WITHIN_BUDGET);
        }
        return covers(consent, outgoing) ? allowed(intent, Rule.OWNER_CONSENT) : over.get();
    }

    private static Decision allowed(Intent intent, Rule rule) {
        return new Allowed(new Approved(intent, rule));
    }

    private List<Spend> outgoing(Intent intent) {
        return intent.spends().stream()
                .filter(spend -> !spend.amount().isZero() && !rules.own().contains(spend.counterparty()))
                .toList();
    }

    private boolean isGasOver(Intent intent, Spent today) {
        Amount gas = intent.maxGas();
        if (savesMoney(intent.purpose())) {
            return false;
        }
        return gas.isMoreThan(rules.gasPerTransaction())
                || today.gas().plus(gas).isMoreThan(rules.gasPerDay());
    }

    /**
     * What has to be sent before a deadline, or before somebody sells once more, or the money is lost. No cap may stand in its way, and nobody can use up
     * the day's gas to keep it from being sent; what one unit of gas may cost is limited where it is sent.
     */
    private static boolean savesMoney(Purpose purpose) {
        return switch (purpose) {
            case REVEAL, SUBMIT_RELEASE, SETTLE, REFUND, COMPLAIN, REVOKE_DELEGATES -> true;
            case NODE_KEY,
                    LISTING,
                    REVOCATION,
                    OFFER,
                    RELEASE,
                    PAYMENT_AUTHORIZATION,
                    PERMIT,
                    APPROVE_TOKEN,
                    BOND_DEPOSIT,
                    ACCEPT,
                    WITHDRAW,
                    TRANSFER,
                    MESSAGE,
                    TYPED_DATA,
                    LOGIN,
                    DELEGATION,
                    DEPLOY -> false;
        };
    }

    /** Whether its words say what it is worth, which no rule can read. */
    private static boolean needsReading(Intent intent) {
        return switch (intent) {
            case Intent.SignText text -> true;
            case Intent.SignTypedData data -> true;
            case Intent.SignIn login -> true;
            case Intent.Delegate delegate -> true;
            case Intent.Transact transact -> transact.purpose() == Purpose.DELEGATION;
            case Intent.SignTyped message -> false;
        };
    }

    private static boolean covers(Consent consent, List<Spend> outgoing) {
        return totals(outgoing).entrySet().stream()
                .noneMatch(needed -> needed.getValue().isMoreThan(consent.total(needed.getKey())));
    }

    private Optional<NeedsApproval> overBudget(List<Spend> outgoing, Spent today) {
        for (Map.Entry<Address, Amount> needed : totals(outgoing).entrySet()) {
            Address token = needed.getKey();
            Budget budget = rules.budget(token);
            if (budget.equals(Budget.NOTHING)) {
                return Optional.of(new NeedsApproval(Rule.NO_BUDGET, "no budget is set for token " + token));
            }
            if (needed.getValue().isMoreThan(budget.perPayment())) {
                return Optional.of(over(Rule.PAYMENT_CAP, needed.getValue(), budget.perPayment(), "for one payment"));
            }
            Amount day = today.total(token).plus(needed.getValue());
            if (day.isMoreThan(budget.perDay())) {
                return Optional.of(over(Rule.DAY_CAP, day, budget.perDay(), "for today"));
            }
        }
        return overCounterparty(outgoing, today);
    }

    private Optional<NeedsApproval> overCounterparty(List<Spend> outgoing, Spent today) {
        Map<Spent.Flow, Amount> flows = new HashMap<>();
        outgoing.forEach(spend ->
                flows.merge(new Spent.Flow(spend.token(), spend.counterparty()), spend.amount(), Amount::plus));
        for (Map.Entry<Spent.Flow, Amount> flow : flows.entrySet()) {
            Spent.Flow to = flow.getKey();
            Amount sum = today.to(to.token(), to.counterparty()).plus(flow.getValue());
            Amount cap = rules.budget(to.token()).perCounterpartyDay();
            if (sum.isMoreThan(cap)) {
                return Optional.of(over(Rule.COUNTERPARTY_CAP, sum, cap, "for " + to.counterparty() + " today"));
            }
        }
        return Optional.empty();
    }

    private static NeedsApproval over(Rule rule, Amount wanted, Amount cap, String what) {
        return new NeedsApproval(rule, wanted + " base units " + what + "; the budget is " + cap);
    }

    private static Map<Address, Amount> totals(List<Spend> spends) {
        Map<Address, Amount> totals = new HashMap<>();
        spends.forEach(spend -> totals.merge(spend.token(), spend.amount(), Amount::plus));
        return totals;
    }
}
