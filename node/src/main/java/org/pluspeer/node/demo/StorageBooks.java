package org.pluspeer.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pluspeer.contracts.Deployments;
import org.pluspeer.market.deal.DealState;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.ChainClient;
import org.pluspeer.node.chain.DealContract;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/** What the chain itself says that everybody holds, beside what the protocol page says that they must. */
final class StorageBooks {
    private static final Address DOLLAR = Address.parse(Deployments.TEST_DOLLAR.address());
    private static final int MOST_BLOCKS = 1500;
    private static final int DAYS = 30;

    private final StorageStage stage;
    private final Tokens tokens;
    private final DealContract contract;

    StorageBooks(StorageStage stage) {
        this.stage = stage;
        ChainClient chain = stage.chain().play().client();
        this.tokens = new Tokens(chain);
        this.contract = new DealContract(chain);
    }

    /** Play dollars in each peer's account. */
    record Wallets(Map<String, Amount> byPeer) {}

    /** One deal: what the owner's node says of it, and where it stands on chain. */
    record Told(String file, String keeper, JsonNode copy, DealContract.Standing standing) {
        Amount price() {
            return Amount.parseUnits(copy.path("price").asText());
        }

        Amount collateral() {
            return Amount.parseUnits(copy.path("collateral").asText());
        }

        Amount perEpoch() {
            return new Amount(price().units().divide(java.math.BigInteger.valueOf(epochs())));
        }

        int epochs() {
            return copy.path("epochs").asInt();
        }

        int proven() {
            return standing.proven().bits().bitCount();
        }

        boolean defaulted() {
            return standing.state() == DealState.DEFAULTED;
        }

        /** docs/protocol/09-storage-deals.md, "Money": a default gives the client min(C, P (N - p) + R), R one P here. */
        Amount toClient() {
            if (!defaulted()) {
                return Amount.ZERO;
            }
            Amount unpaid = perEpoch().times(epochs() - proven());
            Amount most = unpaid.plus(perEpoch());
            return unpaid.plus(collateral().isLessThan(most) ? collateral() : most);
        }

        Amount toProvider() {
            Amount earned = perEpoch().times(proven());
            return defaulted() ? earned : earned.plus(collateral());
        }

        Amount burnt() {
            return price().plus(collateral()).minus(toClient()).minus(toProvider());
        }
    }

    record Span(long blocks, long days) {}

    Wallets wallets() {
        Map<String, Amount> all = new LinkedHashMap<>();
        stage.all().forEach(peer -> all.put(peer.name(), tokens.balance(DOLLAR, peer.account(), At.LATEST)));
        return new Wallets(all);
    }

    StorageReport report(Wallets before, List<Told> deals, Span span, boolean unchanged, long start) {
        Wallets after = wallets();
        List<StorageReport.MoneyPart> money = new ArrayList<>();
        boolean asAgreed = deals.size() == 4
                && deals.stream().filter(Told::defaulted).count() == 1
                && deals.stream()
                        .allMatch(deal -> deal.defaulted()
                                ? deal.proven() == 0
                                : deal.standing().state() == DealState.COMPLETED && deal.proven() == deal.epochs())
                && span.blocks() <= MOST_BLOCKS
                && span.days() >= DAYS;
        Amount total = Amount.ZERO;
        Amount totalBefore = Amount.ZERO;
        for (DemoPeer peer : stage.all()) {
            Amount had = before.byPeer().getOrDefault(peer.name(), Amount.ZERO);
            Amount has = after.byPeer().getOrDefault(peer.name(), Amount.ZERO);
            Amount ledger = contract.ledger(peer.account(), DOLLAR, At.LATEST);
            Amount expected = expected(peer.name(), deals);
            // What left a keeper's account is collateral, and the owner's is the price; no more and no less.
            asAgreed = asAgreed && ledger.equals(expected) && had.minus(has).equals(paidIn(peer.name(), deals));
            total = total.plus(has).plus(ledger);
            totalBefore = totalBefore.plus(had);
            money.add(new StorageReport.MoneyPart(
                    peer.name(), had.toString(), has.toString(), ledger.toString(), expected.toString()));
        }
        Amount burnt = contract.ledger(Address.ZERO, DOLLAR, At.LATEST);
        Amount burntAsAgreed = deals.stream().map(Told::burnt).reduce(Amount.ZERO, Amount::plus);
        return new StorageReport(
                StorageDemo.NAME,
                deals.stream().map(StorageBooks::part).toList(),
                money,
                burnt.toString(),
                span.blocks(),
                span.days(),
                unchanged,
                total.plus(burnt).equals(totalBefore),
                asAgreed && burnt.equals(burntAsAgreed),
                (System.nanoTime() - start) / 1_000_000);
    }

    private Amount expected(String peer, List<Told> deals) {
        boolean owner = peer.equals(stage.owner().name());
        return deals.stream()
                .filter(deal -> owner || deal.keeper().equals(peer))
                .map(deal -> owner ? deal.toClient() : deal.toProvider())
                .reduce(Amount.ZERO, Amount::plus);
    }

    private Amount paidIn(String peer, List<Told> deals) {
        boolean owner = peer.equals(stage.owner().name());
        return deals.stream()
                .filter(deal -> owner || deal.keeper().equals(peer))
                .map(deal -> owner ? deal.price() : deal.collateral())
                .reduce(Amount.ZERO, Amount::plus);
    }

    private static StorageReport.DealPart part(Told deal) {
        return new StorageReport.DealPart(
                deal.copy().path("id").asText(),
                deal.file(),
                deal.keeper(),
                deal.standing().state().name().toLowerCase(java.util.Locale.ROOT),
                deal.epochs(),
                deal.proven(),
                deal.price().toString(),
                deal.collateral().toString());
    }
}
