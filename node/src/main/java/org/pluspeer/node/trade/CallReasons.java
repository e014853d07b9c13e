package org.pluspeer.node.trade;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.pluspeer.node.account.Books;
import org.pluspeer.node.account.Reasons;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.x402.PaymentBook;
import org.pluspeer.node.x402.Till;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** Calls that were sold and bought, as reasons for movements of money. */
public record CallReasons(Till till, PaymentBook payments) implements Reasons, Books {
    /** As the journal tells. */
    public static CallReasons of(Journal journal, InstantSource clock) {
        return new CallReasons(new Till(journal, clock), new PaymentBook(journal, clock));
    }

    @Override
    public Optional<String> why(Hash32 transaction, boolean incoming, Address other, Address token, Amount amount) {
        return incoming
                ? till.taken(transaction)
                        .map(name -> name.isEmpty() ? "Sold a call of your own server" : "Sold a call of " + name)
                : payments.reason(transaction, other, token, amount).map(what -> "Paid for " + what);
    }

    @Override
    public List<Line> lines() {
        return Stream.concat(till.lines().stream(), payments.lines().stream()).toList();
    }
}
