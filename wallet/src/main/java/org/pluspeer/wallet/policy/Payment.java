package org.pluspeer.wallet.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/**
 * Money that the bytes to be signed would move, as read out of them.
 *
 * @param receiver who gets it, where the bytes say; else whoever a contract gives it to
 */
record Payment(Address token, Amount amount, Optional<Address> receiver) {

    /** Whether what was stated is at least this; to the receiver, where the bytes name one. */
    boolean isStatedIn(List<Intent.Spend> spends, Set<Address> own) {
        if (receiver.filter(own::contains).isPresent()) {
            return true;
        }
        Amount stated = spends.stream()
                .filter(spend -> spend.token().equals(token))
                .filter(spend -> receiver.isEmpty() || receiver.get().equals(spend.counterparty()))
                .map(Intent.Spend::amount)
                .reduce(Amount.ZERO, Amount::plus);
        return !amount.isMoreThan(stated);
    }
}
