package org.pluspeer.node.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.account.MessageDesk;
import org.pluspeer.node.account.TokenBook;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.node.app.App;
import org.pluspeer.node.app.AppBook;
import org.pluspeer.node.app.Scope;
import org.pluspeer.node.approval.Approval;
import org.pluspeer.node.approval.BudgetView;
import org.pluspeer.node.approval.DecisionRecord;
import org.pluspeer.node.approval.Inbox;
import org.pluspeer.node.approval.PolicyBook;
import org.pluspeer.node.approval.PolicyRecord;
import org.pluspeer.node.approval.SigningDesk;
import org.pluspeer.node.events.Bell;
import org.pluspeer.node.events.Topic;
import org.pluspeer.node.json.Json;
import org.pluspeer.node.store.DecisionStore;
import org.pluspeer.node.store.Page;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.policy.Asker;
import org.pluspeer.wallet.policy.Budget;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Spent;

/** Whom the rows about rules, programs and approvals ask, and how what they say is shown. */
public record Trust(
        PolicyBook policy,
        Inbox inbox,
        AppBook apps,
        DecisionStore decisions,
        MessageDesk messages,
        SigningDesk signing,
        TokenBook tokens,
        Bell bell) {

    /** Rules or programs are others now. */
    void changed() {
        bell.ring(Topic.APPS);
        bell.ring(Topic.APPROVALS);
    }

    boolean has(Asker.App app, Scope scope) {
        return apps.list().stream()
                .anyMatch(one -> one.id().equals(app.id()) && one.scopes().contains(scope));
    }

    TrustViews.Request view(Approval approval) {
        Approval.Wish wish = approval.wish();
        return new TrustViews.Request(
                approval.id(),
                approval.at(),
                approval.expiresAt(),
                asking(wish.asker()),
                wish.action().text(),
                wish.account(),
                wish.title(),
                wish.lines(),
                spendings(approval.spends()),
                approval.gas(),
                approval.rule().toLowerCase(Locale.ROOT),
                approval.reason(),
                approval.words().orElse(null),
                approval.state().text(),
                approval.result());
    }

    TrustViews.Policy view(PolicyRecord record) {
        return new TrustViews.Policy(
                record,
                record.budgets().stream()
                        .map(BudgetView::token)
                        .map(this::token)
                        .toList());
    }

    TrustViews.Program view(App app) {
        Spent.Sums today = signing.spent().app(app.id());
        List<TrustViews.Allowance> budgets = app.limits().budgets().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(java.util.Comparator.comparing(Address::checksummed)))
                .map(entry -> allowance(entry.getKey(), entry.getValue(), today))
                .toList();
        String ended = app.ended();
        return new TrustViews.Program(
                app.id(),
                app.name(),
                app.scopes().stream().sorted().map(Scope::text).toList(),
                budgets,
                app.limits().gasPerTransaction(),
                app.limits().gasPerDay(),
                today.gas(),
                app.pairedAt(),
                app.expiresAt(),
                app.usedAt(),
                ended == null ? "live" : ended);
    }

    private TrustViews.Allowance allowance(Address token, Budget budget, Spent.Sums today) {
        return new TrustViews.Allowance(
                token(token), budget.perPayment(), budget.perCounterpartyDay(), budget.perDay(), today.total(token));
    }

    TrustViews.Decisions decided(int limit, Optional<String> cursor, Optional<String> app) {
        Page<DecisionStore.Decision> page =
                decisions.newest(limit, cursor, app.map(id -> DecisionRecord.name(new Asker.App(id))));
        return new TrustViews.Decisions(
                page.items().stream()
                        .map(decision -> view(Json.read(decision.record(), DecisionRecord.class)))
                        .toList(),
                page.next().orElse(null));
    }

    private TrustViews.Decided view(DecisionRecord record) {
        return new TrustViews.Decided(
                record.at(),
                asking(DecisionRecord.asker(record.asker())),
                record.purpose().name().toLowerCase(Locale.ROOT),
                record.outcome().equals(DecisionRecord.NEEDS_APPROVAL) ? "asked" : record.outcome(),
                record.rule().toLowerCase(Locale.ROOT),
                record.reason(),
                spendings(record.spends().stream()
                        .map(DecisionRecord.SpendRecord::spend)
                        .toList()),
                record.gas(),
                record.account(),
                record.digest());
    }

    private TrustViews.Asking asking(Asker asker) {
        return switch (asker) {
            case Asker.Owner _ -> new TrustViews.Asking("owner", null, "You");
            case Asker.Node _ -> new TrustViews.Asking("node", null, "This node");
            case Asker.App app -> new TrustViews.Asking("app", app.id(), apps.name(app.id()));
        };
    }

    private List<TrustViews.Spending> spendings(List<Intent.Spend> spends) {
        return spends.stream()
                .map(spend -> new TrustViews.Spending(
                        token(spend.token()),
                        spend.amount(),
                        spend.counterparty(),
                        spend.kind().text()))
                .toList();
    }

    /** A chain that is away hides no request: its money is shown in base units then. */
    private TokenView token(Address token) {
        try {
            return tokens.find(token).orElseGet(() -> unknown(token));
        } catch (ProblemException e) {
            return unknown(token);
        }
    }

    private static TokenView unknown(Address token) {
        return new TokenView(token, "units", "unknown token", 0, false);
    }
}
