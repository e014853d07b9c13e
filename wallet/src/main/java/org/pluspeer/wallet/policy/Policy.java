package org.pluspeer.wallet.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.policy.Decision.Allowed;
import org.pluspeer.wallet.policy.Decision.NeedsApproval;
import org.pluspeer.wallet.policy.Decision.Refused;
import org.pluspeer.wallet.policy.Intent.Spend;

/**
 * Stands before every signature. First what is never signed, then gas, then money: inside a budget it is allowed,
 * beyond it the owner is asked, and the owner's yes counts up to what it was said to.
 */
public final class Policy {
    private final Rules rules;
    private final Scrutiny scrutiny;
    private final Wording wording;

    /** Its reasons say amounts in base units. */
    public Policy(Rules rules) {
        this(rules, Wording.BASE_UNITS);
    }

    public Policy(Rules rules, Wording wording) {
        this.rules = rules;
        this.scrutiny = new Scrutiny(rules);
        this.wording = wording;
    }

    public Rules rules() {
        return rules;
    }

    /** More than anything costs: an amount of 2^128 units or above. */
    static boolean isUnlimited(Amount amount) {
        return amount.units().bitLength() > 128;
    }

    /**
     * As the owner's wish.
     *
     * @param consent the owner's, for this act
     * @param soFar what was signed before; an earlier day's does not count
     * @param now unix seconds
     */
    public Decision decide(Intent intent, Consent consent, Spent soFar, long now) {
        return decide(intent, Asker.OWNER, consent, soFar, now);
    }

    /**
     * @param asker a program's money counts in its own budget and in the wallet's
     * @param consent to this act
     * @param soFar what was signed before; an earlier day's does not count
     * @param now unix seconds
     */
    public Decision decide(Intent intent, Asker asker, Consent consent, Spent soFar, long now) {
        boolean reserved = consent.by() == Consent.By.BUDGET && consent.covers(totals(outgoing(intent.spends())));
        Optional<Refused> refusal =
                scrutiny.refusal(intent).or(() -> reserved ? Optional.empty() : refusal(asker, intent.purpose(), now));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (needsReading(intent) && !consent.words().equals(Optional.of(intent.digest()))) {
            return new NeedsApproval(
                    Rule.FOREIGN_WORDS, "only you can say whether this should be signed: read it and say yes to it");
        }
        Spent today = soFar.at(now);
        List<Scope> scopes = scopes(asker, today);
        Optional<NeedsApproval> gas = overGas(scopes, intent.purpose(), intent.maxGas(), consent);
        if (gas.isPresent()) {
            return gas.get();
        }
        Outcome money = money(intent.spends(), scopes, consent, now);
        Rule rule = needsReading(intent) ? Rule.OWNER_CONSENT : money.rule();
        return money.over().<Decision>map(over -> over).orElseGet(() -> allowed(intent, rule));
    }

    /**
     * Decides of money that is to be signed for later, in one or several signatures, such as a purchase. What it
     * allows is to be counted at once; the signatures are then asked for with {@link Consent#byBudget()}.
     *
     * @param gas wei that all of it can cost at most; looked at, and counted with the signatures
     * @return the rule that allows it, or the question or refusal
     */
    public Reservation reserve(List<Spend> spends, Amount gas, Asker asker, Consent consent, Spent soFar, long now) {
        Optional<Refused> refusal = refusal(asker, Purpose.ACCEPT, now);
        if (refusal.isPresent()) {
            return new Reservation(refusal.get().rule(), refusal);
        }
        List<Scope> scopes = scopes(asker, soFar.at(now));
        Optional<NeedsApproval> over = overGas(scopes, Purpose.ACCEPT, gas, consent);
        Outcome money = money(spends, scopes, consent, now);
        Optional<NeedsApproval> question = over.or(money::over);
        return new Reservation(question.map(NeedsApproval::rule).orElse(money.rule()), question.map(asked -> asked));
    }

    /**
     * What came of it.
     *
     * @param objection a question or a refusal; empty where it is let go
     */
    public record Reservation(Rule rule, Optional<? extends Decision> objection) {}

    private Optional<Refused> refusal(Asker asker, Purpose purpose, long now) {
        if (!(asker instanceof Asker.App app)) {
            return Optional.empty();
        }
        if (rules.app(app.id()).filter(limits -> !limits.hasEnded(now)).isEmpty()) {
            return Scrutiny.refused(Rule.APP_ENDED, "the program is not paired with this wallet, or its time is over");
        }
        return purpose.isForApps()
                ? Optional.empty()
                : Scrutiny.refused(Rule.NOT_FOR_APPS, "no program may ask for " + purpose);
    }

    /** One set of limits, and what counts in it. */
    private record Scope(String name, Limits limits, Spent.Sums spent) {}

    private List<Scope> scopes(Asker asker, Spent today) {
        Scope wallet = new Scope("the wallet's budget", rules.wallet(), today.wallet());
        return asker instanceof Asker.App app
                ? rules.app(app.id())
                        .map(limits -> List.of(new Scope("the program's budget", limits, today.app(app.id())), wallet))
                        .orElse(List.of(wallet))
                : List.of(wallet);
    }

    /** @param rule that allows it, where nothing is over */
    private record Outcome(Rule rule, Optional<NeedsApproval> over) {}

    private Outcome money(List<Spend> spends, List<Scope> scopes, Consent consent, long now) {
        List<Spend> outgoing = outgoing(spends);
        if (outgoing.isEmpty()) {
            return new Outcome(Rule.PROTECTIVE, Optional.empty());
        }
        if (consent.covers(totals(outgoing))) {
            return new Outcome(
                    consent.by() == Consent.By.BUDGET ? Rule.RESERVED : Rule.OWNER_CONSENT, Optional.empty());
        }
        return new Outcome(
                Rule.WITHIN_BUDGET,
                scopes.stream()
                        .flatMap(scope -> over(scope, outgoing, now).stream())
                        .findFirst());
    }

    private static Decision allowed(Intent intent, Rule rule) {
        return new Allowed(new Approved(intent, rule));
    }

    private List<Spend> outgoing(List<Spend> spends) {
        return spends.stream()
                .filter(spend -> !spend.amount().isZero() && !rules.own().contains(spend.counterparty()))
                .toList();
    }

    private Optional<NeedsApproval> overGas(List<Scope> scopes, Purpose purpose, Amount gas, Consent consent) {
        if (savesMoney(purpose) || !gas.isMoreThan(consent.gas())) {
            return Optional.empty();
        }
        return scopes.stream()
                .filter(scope -> gas.isMoreThan(scope.limits().gasPerTransaction())
                        || scope.spent()
                                .gas()
                                .plus(gas)
                                .isMoreThan(scope.limits().gasPerDay()))
                .findFirst()
                .map(scope -> new NeedsApproval(
                        Rule.GAS_CAP,
                        "the gas can cost up to " + wording.amount(Address.ZERO, gas) + ", more than " + scope.name()
                                + " lets go unasked"));
    }

    /**
     * What has to be sent before a deadline, or before somebody sells once more, or the money is lost. No cap may stand in its way, and nobody can use up
     * the day's gas to keep it from being sent; what one unit of gas may cost is limited where it is sent.
     */
    private static boolean savesMoney(Purpose purpose) {
        return switch (purpose) {
            case REVEAL, SUBMIT_RELEASE, SETTLE, REFUND, COMPLAIN, COLLECT_PAYMENT, PROVE_STORAGE, REVOKE_DELEGATES ->
                true;
            case CLAIM_CHANNEL, CLOSE_CHANNEL -> true;
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
                    DEAL,
                    DEAL_END,
                    OPEN_DEAL,
                    OPEN_CHANNEL,
                    CHANNEL_END,
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

    private Optional<NeedsApproval> over(Scope scope, List<Spend> outgoing, long now) {
        if (scope.limits().hasEnded(now)) {
            return Optional.of(new NeedsApproval(Rule.BUDGET_EXPIRED, scope.name() + " has expired"));
        }
        for (Map.Entry<Address, Amount> needed : totals(outgoing).entrySet()) {
            Address token = needed.getKey();
            Budget budget = scope.limits().budget(token);
            if (budget.equals(Budget.NOTHING)) {
                return Optional.of(new NeedsApproval(Rule.NO_BUDGET, scope.name() + " has nothing for token " + token));
            }
            if (needed.getValue().isMoreThan(budget.perPayment())) {
                return over(Rule.PAYMENT_CAP, token, needed.getValue(), "in one payment", scope, budget.perPayment());
            }
            Amount day = scope.spent().total(token).plus(needed.getValue());
            if (day.isMoreThan(budget.perDay())) {
                return over(Rule.DAY_CAP, token, day, "today", scope, budget.perDay());
            }
        }
        return overPart(scope, outgoing);
    }

    /** To one counterparty, or for one kind. */
    private Optional<NeedsApproval> overPart(Scope scope, List<Spend> outgoing) {
        Map<Spent.Tally, Amount> sums = new HashMap<>();
        for (Spend spend : outgoing) {
            sums.merge(new Spent.Tally.To(spend.token(), spend.counterparty()), spend.amount(), Amount::plus);
            sums.merge(new Spent.Tally.For(spend.token(), spend.kind()), spend.amount(), Amount::plus);
        }
        return sums.entrySet().stream()
                .flatMap(sum -> overPart(scope, sum.getKey(), sum.getValue()).stream())
                .findFirst();
    }

    private Optional<NeedsApproval> overPart(Scope scope, Spent.Tally part, Amount wanted) {
        Amount sum = scope.spent().of(part).plus(wanted);
        return switch (part) {
            case Spent.Tally.All all -> throw new IllegalStateException("no part: " + all);
            case Spent.Tally.To to -> {
                Amount cap = scope.limits().budget(to.token()).forCounterparty(to.counterparty());
                yield sum.isMoreThan(cap)
                        ? over(Rule.COUNTERPARTY_CAP, to.token(), sum, "to " + to.counterparty() + " today", scope, cap)
                        : Optional.empty();
            }
            case Spent.Tally.For kind -> {
                Amount cap = scope.limits().budget(kind.token()).forKind(kind.kind());
                yield sum.isMoreThan(cap)
                        ? over(
                                Rule.KIND_CAP,
                                kind.token(),
                                sum,
                                "for " + kind.kind().text() + " today",
                                scope,
                                cap)
                        : Optional.empty();
            }
        };
    }

    private Optional<NeedsApproval> over(
            Rule rule, Address token, Amount wanted, String what, Scope scope, Amount cap) {
        return Optional.of(new NeedsApproval(
                rule,
                "it makes " + wording.amount(token, wanted) + " " + what + ", and " + scope.name() + " is "
                        + wording.amount(token, cap)));
    }

    private static Map<Address, Amount> totals(List<Spend> spends) {
        Map<Address, Amount> totals = new HashMap<>();
        spends.forEach(spend -> totals.merge(spend.token(), spend.amount(), Amount::plus));
        return totals;
    }
}
