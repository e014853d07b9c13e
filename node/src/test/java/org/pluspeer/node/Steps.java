package org.pluspeer.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pluspeer.market.deal.DealEvent;
import org.pluspeer.market.deal.DealFact;
import org.pluspeer.market.deal.DealTransaction;
import org.pluspeer.market.sale.ChainFact;
import org.pluspeer.market.sale.PurchaseEvent;
import org.pluspeer.market.sale.SaleEvent;
import org.pluspeer.market.sale.SaleTransaction;
import org.pluspeer.market.sale.TransactionReport;
import org.pluspeer.node.chain.TransactionRecord;
import org.pluspeer.node.deal.DealOrderId;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.json.Json;
import org.pluspeer.node.sale.OrderId;

/**
 * The steps of a sale, or a storage deal, at which a node can die: each kind of event that its side can record, and each
 * transaction that was written down and not yet sent. Read off the sealed types, so that a new kind is a new step.
 */
final class Steps {
    private static final String PLANNED = "transaction-planned";
    private static final String DEAL_PLANNED = "deal-planned";

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

    /** @param side {@code hosting} or {@code placement} */
    static Set<String> ofDeals(String side, List<DealTransaction.Kind> transactions) {
        Set<String> steps = new LinkedHashSet<>();
        transactions.forEach(kind -> steps.add(DEAL_PLANNED + "/" + kind));
        for (Class<?> event : DealEvent.class.getPermittedSubclasses()) {
            if (event == DealEvent.Refused.class) {
                transactions.forEach(kind -> steps.add(side + "/refused/" + kind));
            } else if (event == DealEvent.ChainSaid.class) {
                for (Class<?> fact : DealFact.class.getPermittedSubclasses()) {
                    steps.add(side + "/chain-" + dashed(fact));
                }
            } else {
                steps.add(side + "/" + dashed(event));
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
            case HOSTING -> ofDeal("hosting", Json.tree(record.payload()));
            case PLACEMENT -> ofDeal("placement", Json.tree(record.payload()));
            case KEEP -> ofKeep(Json.tree(record.payload()));
            case LOOP -> ofLoop(Json.tree(record.payload()));
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
                    CHANNEL_OUT,
                    CHANNEL_IN,
                    TRANSFER -> Set.of();
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

    private static Set<String> ofDeal(String side, JsonNode turn) {
        Set<String> steps = new LinkedHashSet<>();
        for (JsonNode event : turn.path("events")) {
            String type = event.path("type").asText();
            String kind = event.path("data").path("transaction").path("kind").asText();
            steps.add(side + "/" + (type.equals("refused") ? type + "/" + kind : type));
        }
        return steps;
    }

    private static Set<String> ofKeep(JsonNode entry) {
        return Stream.of("keep", "copy")
                .filter(field -> entry.path(field).isObject())
                .map("keeping/"::concat)
                .collect(Collectors.toSet());
    }

    private static Set<String> ofLoop(JsonNode entry) {
        return Stream.of("ruled", "counted", "began", "ended")
                .filter(field -> entry.path(field).isObject())
                .map("loop-"::concat)
                .collect(Collectors.toSet());
    }

    private static Set<String> ofTransaction(TransactionRecord record) {
        if (record.plan() == null) {
            return Set.of();
        }
        Optional<String> ofSale = OrderId.parse(record.key()).map(id -> PLANNED + "/" + id.transaction());
        Optional<String> ofDeal = DealOrderId.parse(record.key())
                .map(id -> DEAL_PLANNED + "/" + id.transaction().kind());
        // Such as send:node/loop-1.
        Optional<String> ofLoop = record.key().contains(":node/loop-")
                ? Optional.of("loop-planned/" + record.plan().purpose())
                : Optional.empty();
        return ofSale.or(() -> ofDeal).or(() -> ofLoop).map(Set::of).orElse(Set.of());
    }
}
