package org.pluspeer.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pluspeer.contracts.Deployments;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.ChainClient;
import org.pluspeer.node.chain.DealContract;
import org.pluspeer.node.chain.Exchange;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/** What the chain says that everybody holds, beside what prices and shares come to. */
final class LoopBooks {
    private static final Address DOLLAR = Address.parse(Deployments.TEST_DOLLAR.address());
    private static final int SALES = 2;

    private final StorageStage stage;
    private final Address savings;
    private final Tokens tokens;
    private final Exchange exchange;
    private final DealContract deals;
    private final Map<String, Amount> before = new LinkedHashMap<>();

    LoopBooks(StorageStage stage, Address savings) {
        this.stage = stage;
        this.savings = savings;
        ChainClient chain = stage.chain().play().client();
        this.tokens = new Tokens(chain);
        this.exchange = Exchange.on(chain);
        this.deals = new DealContract(chain);
        stage.all().forEach(peer -> before.put(peer.name(), worth(peer)));
    }

    /** In the account and in both contracts' ledgers. */
    private Amount worth(DemoPeer peer) {
        return held(peer.account())
                .plus(exchange.ledger(peer.account(), DOLLAR, At.LATEST))
                .plus(deals.ledger(peer.account(), DOLLAR, At.LATEST));
    }

    private Amount held(Address account) {
        return tokens.balance(DOLLAR, account, At.LATEST);
    }

    LoopReport report(JsonNode loop, long fromReplica, boolean unchanged, long start) {
        List<LoopReport.StepPart> steps = new ArrayList<>();
        Amount kept = Amount.ZERO;
        for (JsonNode step : loop.path("steps")) {
            Amount spent = Amount.parseUnits(step.path("spent").asText());
            kept = step.path("outlet").asText().equals("availability") ? kept.plus(spent) : kept;
            steps.add(new LoopReport.StepPart(
                    step.path("outlet").asText(),
                    step.path("state").asText(),
                    spent.toString(),
                    step.path("why").asText()));
        }
        List<LoopReport.MoneyPart> money = new ArrayList<>();
        Amount put = held(savings);
        Amount inDeals = inDeals();
        Amount had = Amount.ZERO;
        Amount has = put.plus(inDeals);
        for (DemoPeer peer : stage.all()) {
            Amount was = before.getOrDefault(peer.name(), Amount.ZERO);
            had = had.plus(was);
            has = has.plus(worth(peer));
            money.add(new LoopReport.MoneyPart(
                    peer.name(), was.toString(), worth(peer).toString()));
        }
        return new LoopReport(
                LoopDemo.NAME,
                steps,
                money,
                put.toString(),
                inDeals.toString(),
                fromReplica,
                unchanged,
                has.equals(had),
                asAgreed(put, kept, inDeals),
                (System.nanoTime() - start) / 1_000_000);
    }

    /** What the contract holds beside its ledgers: prices and collateral of deals that stand. */
    private Amount inDeals() {
        Amount ledgers = stage.all().stream()
                .map(peer -> deals.ledger(peer.account(), DOLLAR, At.LATEST))
                .reduce(Amount.ZERO, Amount::plus);
        return held(DealContract.ADDRESS).minus(ledgers);
    }

    /** Two sales at one price; half of each to savings; the deal's price out of the owner's, its collateral the keeper's. */
    private boolean asAgreed(Amount put, Amount kept, Amount inDeals) {
        Amount price = Amount.parseUnits(SharedFile.PRICE);
        Amount sold = price.times(SALES);
        DemoPeer owner = stage.owner();
        DemoPeer keeper = stage.peer("keeper");
        boolean paid = before("anna").minus(worth(stage.peer("anna"))).equals(price)
                && before("ben").minus(worth(stage.peer("ben"))).equals(price);
        boolean shared = put.equals(new Amount(sold.units().shiftRight(1))) && !kept.isZero();
        boolean owned =
                worth(owner).equals(before(owner.name()).plus(sold).minus(put).minus(kept));
        Amount collateral = before(keeper.name()).minus(worth(keeper));
        return paid && shared && owned && inDeals.equals(kept.plus(collateral));
    }

    private Amount before(String peer) {
        return before.getOrDefault(peer, Amount.ZERO);
    }

    /** Each peer's own word about its own books. */
    boolean areReconciled() {
        return stage.all().stream()
                .allMatch(peer -> peer.get("/wallet/reconcile").path("ok").asBoolean());
    }
}
