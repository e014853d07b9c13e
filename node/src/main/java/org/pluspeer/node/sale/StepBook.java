package org.pluspeer.node.sale;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.sale.SaleTransaction;
import org.pluspeer.market.sale.TransactionReport;
import org.pluspeer.node.run.History.Dated;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** Reads steps and their transactions off a history. */
final class StepBook<E> {
    private final List<Dated<E>> events;
    private final Function<E, @Nullable TransactionReport> reports;

    StepBook(List<Dated<E>> events, Function<E, @Nullable TransactionReport> reports) {
        this.events = events;
        this.reports = reports;
    }

    boolean has(Predicate<E> sign) {
        return events.stream().anyMatch(dated -> sign.test(dated.event()));
    }

    boolean wasOrdered(SaleTransaction transaction) {
        return transaction(transaction) != null;
    }

    /** Whether an event says that the transaction went through. */
    Predicate<E> isDone(SaleTransaction transaction) {
        return event ->
                reports.apply(event) instanceof TransactionReport.Succeeded it && it.transaction() == transaction;
    }

    /** What a step is called before it happened, and after. */
    record Words(String ahead, String done) {}

    StepView step(String name, Words words, Predicate<E> sign) {
        return step(name, words, null, sign);
    }

    /** @param sign what the event that makes it done looks like */
    StepView step(String name, Words words, @Nullable SaleTransaction transaction, Predicate<E> sign) {
        Dated<E> done = events.stream()
                .filter(dated -> sign.test(dated.event()))
                .findFirst()
                .orElse(null);
        return new StepView(
                name,
                done == null ? words.ahead() : words.done(),
                done == null ? 0 : done.at(),
                done != null,
                transaction == null ? null : transaction(transaction));
    }

    /** The latest try; null if none was sent. */
    private StepView.@Nullable TransactionView transaction(SaleTransaction transaction) {
        String name = transaction.name().toLowerCase(Locale.ROOT);
        StepView.TransactionView view = null;
        Hash32 hash = null;
        for (Dated<E> dated : events) {
            TransactionReport report = reports.apply(dated.event());
            if (report == null || report.transaction() != transaction) {
                continue;
            }
            switch (report) {
                case TransactionReport.Sent it -> {
                    hash = it.hash();
                    view = new StepView.TransactionView(name, it.hash(), null, null, "pending");
                }
                case TransactionReport.Succeeded it -> {
                    Amount fee = it.gasPrice().times(it.gasUsed());
                    view = new StepView.TransactionView(name, it.hash(), it.gasUsed(), fee, "done");
                }
                case TransactionReport.Refused _ -> {
                    view = hash == null ? null : new StepView.TransactionView(name, hash, null, null, "failed");
                }
            }
        }
        return view;
    }
}
