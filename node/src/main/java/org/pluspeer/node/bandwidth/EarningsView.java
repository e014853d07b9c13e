package org.pluspeer.node.bandwidth;

import java.util.List;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** What seeding earned since ever, as the API shows it. */
public record EarningsView(List<Part> parts) {
    public EarningsView {
        parts = List.copyOf(parts);
    }

    /**
     * Of one listing by one peer.
     *
     * @param payer the peer's account
     * @param amount base units that vouchers cover, claimed or not
     */
    public record Part(Hash32 listing, Address payer, TokenView token, Amount amount) {}
}
