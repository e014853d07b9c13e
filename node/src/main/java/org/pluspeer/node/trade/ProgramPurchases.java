package org.pluspeer.node.trade;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.app.AppBook;
import org.pluspeer.node.approval.Approval;
import org.pluspeer.node.approval.Inbox;
import org.pluspeer.node.approval.SigningDesk;
import org.pluspeer.node.json.Json;
import org.pluspeer.node.sale.CostView;
import org.pluspeer.node.sale.PurchaseDesk;
import org.pluspeer.node.sale.PurchaseView;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.policy.Asker;
import org.pluspeer.wallet.policy.Consent;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Kind;

/**
 * Purchases that programs make. Each sees to its own alone. Its yes takes the price out of its budget at once, so that
 * the payment that follows cannot find the budget used up; what the budget has not got waits for the owner.
 */
public final class ProgramPurchases {
    private final PurchaseDesk purchases;
    private final SigningDesk signing;
    private final Inbox inbox;
    private final AppBook apps;
    private final Function<Hash32, Kind> kinds;

    /** @param kinds what a listing sells */
    public ProgramPurchases(
            PurchaseDesk purchases, SigningDesk signing, Inbox inbox, AppBook apps, Function<Hash32, Kind> kinds) {
        this.purchases = purchases;
        this.signing = signing;
        this.inbox = inbox;
        this.apps = apps;
        this.kinds = kinds;
        inbox.carries(Approval.Action.BUY, this::carryOut);
    }

    /** As {@link PurchaseDesk#request}; the key is the program's own and meets no other's. */
    public PurchaseView request(Asker.App app, Hash32 listingId, String idempotencyKey) {
        String key = app.key(idempotencyKey);
        apps.buys(app.id(), purchases.idFor(key));
        return purchases.request(listingId, key);
    }

    /** @throws ProblemException NOT_FOUND unless the program began it */
    public PurchaseView get(Asker.App app, String id) {
        if (!apps.bought(app.id(), purchases.requestId(id))) {
            throw new ProblemException(Problem.Code.NOT_FOUND, "there is no purchase " + id + " of this program");
        }
        return purchases.get(id);
    }

    /** As {@link PurchaseDesk#cancel}, of the program's own. */
    public PurchaseView cancel(Asker.App app, String id) {
        get(app, id);
        return purchases.cancel(id);
    }

    /**
     * The program's yes.
     *
     * @return the purchase; with an {@code approval}, where the owner has to say yes as well
     * @throws ProblemException as {@link PurchaseDesk#approve}, and APPROVAL_OVER where the owner said no
     */
    public PurchaseView approve(Asker.App app, String id, Amount total) {
        PurchaseView purchase = get(app, id);
        if (!purchase.state().equals("offered")) {
            return purchases.approve(id, total);
        }
        Hash32 request = purchases.requestId(id);
        Inbox.Answer answer = inbox.attempt(new Approval.Wish(
                app,
                Approval.Action.BUY,
                signing.account(),
                request.hex(),
                "Buy " + purchase.title(),
                lines(purchase),
                Json.tree(Json.write(Map.of("purchase", request.hex(), "total", total)))));
        return switch (answer) {
            case Inbox.Answer.Done _ -> purchases.get(id);
            case Inbox.Answer.Waiting waiting -> purchases.get(id).waiting(waiting.approval());
        };
    }

    private static List<Approval.Line> lines(PurchaseView purchase) {
        List<Approval.Line> lines = new ArrayList<>();
        lines.add(new Approval.Line("Listing", purchase.listingId().hex()));
        lines.add(new Approval.Line("Seller", purchase.seller().checksummed()));
        CostView cost = purchase.cost();
        if (cost != null) {
            int decimals = cost.token().decimals();
            lines.add(new Approval.Line(
                    "Price", cost.price().decimal(decimals) + " " + cost.token().symbol()));
        }
        return lines;
    }

    private String carryOut(Approval.Wish wish, Consent consent) {
        JsonNode deed = wish.deed();
        String id = deed.path("purchase").asText();
        PurchaseView purchase = purchases.get(id);
        if (purchase.state().equals("offered")) {
            CostView cost = purchase.cost();
            if (cost == null) {
                throw new ProblemException(
                        Problem.Code.CHAIN_UNAVAILABLE, "what it costs cannot be said while the chain does not answer");
            }
            Intent.Spend price = new Intent.Spend(
                    purchase.seller(), cost.token().address(), cost.price(), kinds.apply(purchase.listingId()));
            Amount gas = consent.gas().isZero() ? cost.gas() : consent.gas();
            signing.reserve(purchase.id(), List.of(price), gas, wish.asker(), consent);
            purchases.approve(id, Amount.parseUnits(deed.path("total").asText()));
        }
        return id;
    }
}
