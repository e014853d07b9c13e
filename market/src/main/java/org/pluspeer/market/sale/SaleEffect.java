package org.pluspeer.market.sale;

import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Signature;

/** What a sale wants done. Each may be done twice; each answers with a command. */
public sealed interface SaleEffect {
    /** See that the ledger holds the bond beside all others that are reserved. Answered by {@code ConfirmBond}. */
    record SecureBond(SaleRequest sale, int attempt) implements SaleEffect {}

    /** Answered by {@code TakeSignature}. */
    record SignOffer(SaleRequest sale) implements SaleEffect {}

    /**
     * Answered by {@code Report}, like every transaction.
     *
     * @param payment that the contract has to show at a final block before the key goes on chain; null where the buyer
     *     has the key already
     */
    record SubmitReveal(SaleRequest sale, int attempt, ChainFact.@Nullable Accepted payment) implements SaleEffect {}

    record SubmitRelease(SaleRequest sale, Signature release, int attempt) implements SaleEffect {}

    record SubmitSettle(SaleRequest sale, int attempt) implements SaleEffect {}
}
