package org.pluspeer.node.account;

import java.util.List;
import org.pluspeer.wallet.eth.Address;

/** What an account holds itself, by token. */
public record HeldView(Address account, List<QuoteView.Money> money) {
    public HeldView {
        money = List.copyOf(money);
    }
}
