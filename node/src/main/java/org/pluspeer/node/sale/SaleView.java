package org.pluspeer.node.sale;

import java.util.List;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** A sale as the API shows it; amounts in base units of the token. */
public record SaleView(
        Hash32 id,
        Hash32 listingId,
        String title,
        Address buyer,
        Amount price,
        TokenView token,
        String state,
        List<StepView> steps,
        Amount bond,
        PurchaseView.DeadlinesView deadlines,
        long createdAt) {

    /** All sales, the newest first. */
    public record All(List<SaleView> sales) {}
}
