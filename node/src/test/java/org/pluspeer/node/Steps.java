package org.pluspeer.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.pluspeer.market.sale.ChainFact;
import org.pluspeer.market.sale.PurchaseEvent;
import org.pluspeer.market.sale.SaleEvent;
import org.pluspeer.market.sale.SaleTransaction;
import org.pluspeer.market.sale.TransactionReport;
import org.pluspeer.node.chain.TransactionRecord;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.json.Json;
import org.pluspeer.node.sale.OrderId;

/**
 * The steps of a sale at which a node can die: each kind of event that its side of the sale can record, and each
 * transaction that was written down and not yet sent. Read off the sealed types, so that a new kind is a new step.
 */
final class Steps {
    private static final String PLANNED = "transaction-planned";

    private Steps() {}

    static Set<String> ofPurchases() {
        return all(
                PurchaseEvent.class,
                List.of(
                        SaleTransaction.APPROVE,
                        SaleTransaction.ACCEPT,
                        SaleTransaction.COMPLAIN,
                        SaleTransaction.REFUND));
    }

    static Set<String> ofSales() {
        return all(
                SaleEvent.class,
                List.of(
                        SaleTransaction.DEPOSIT,
                        SaleTransaction.REVEAL,
                        SaleTransaction.RELEASE,
                        SaleTransaction.SETTLE));
    }

    private static Set<String> all(Class<?> events, List<SaleTransaction> transactions) {
        Set<String> steps = new LinkedHashSet<>();
        transactions.forEach(transaction -> steps.add(PLANNED + "/" + transaction));
        for (Class<?> event : events.getPermittedSubclasses()) {
            if (holds(event, TransactionReport.class)) {
                for (Class<?> report : TransactionReport.class.getPermittedSubclasses()) {
                    transactions.forEach(transaction -> steps.add(ofReport(dashed(report), transaction.name())));
                }
            } else if (holds(event, ChainFact.class)) {
                for (Class<?> fact : ChainFact.class.getPermittedSubclasses()) {
                    steps.add("chain-" + dashed(fact));
                }
            } else {
                steps.add(dashed(event));
            }
        }
        return steps;
    }

    private static boolean holds(Class<?> event, Class<?> type) {
        RecordComponent[] components = event.getRecordComponents();
        return components.length == 1 && components[0].getType() == type;
    }

    private static String ofReport(String report, String transaction) {
        return "transaction-" + report + "/" + transaction;
    }

    private static String dashed(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<=.)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** The steps that a record in the journal is; none for one that is not about a sale. */
    static Set<String> of(Journal.Record record) {
        return switch (record.kind()) {
            case PURCHASE, SALE -> ofTurn(Json.tree(record.payload()));
            case TRANSACTION -> ofTransaction(TransactionRecord.read(record.payload()));
            case WALLET,
                    POLICY_DECISION,
                    OWN_LISTING,
                    REVOCATION,
                    LEDGER,
                    CONTACT,
                    IDEMPOTENCY,
                    POLICY,
                    APP,
                    APPROVAL,
                    SERVICE,
                    CALL_PAYMENT,
                    SEED,
                    HOSTING,
                    PLACEMENT,
                    KEEP -> Set.of();
        };
    }

    private static Set<String> ofTurn(JsonNode turn) {
        Set<String> steps = new LinkedHashSet<>();
        for (JsonNode event : turn.path("events")) {
            String type = event.path("type").asText();
            String transaction = event.path("data").path("transaction").asText();
            boolean report = type.startsWith("transaction-");
            steps.add(report ? ofReport(type.substring("transaction-".length()), transaction) : type);
        }
        return steps;
    }

    private static Set<String> ofTransaction(TransactionRecord record) {
        return record.plan() == null
                ? Set.of()
                : OrderId.parse(record.key())
                        .map(id -> Set.of(PLANNED + "/" + id.transaction()))
                        .orElse(Set.of());
    }
}
