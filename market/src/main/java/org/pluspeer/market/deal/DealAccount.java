package org.pluspeer.market.deal;

import org.pluspeer.wallet.eth.Amount;

/**
 * What each side has been credited since a deal opened, once so many epochs are decided. It depends on the terms and on
 * which epochs were proven, not on when the deal was settled (rules 4 to 8 at the head of {@code StorageDeals.sol}).
 *
 * @param provider what it earned, and at the end what is left of its collateral
 * @param client what it gets back of the price, and its share of what is forfeited
 * @param burnt of the collateral, at the end
 */
public record DealAccount(DealState state, Amount provider, Amount client, Amount burnt) {

    /** @param decided the first so many epochs can't change any more */
    public static DealAccount of(DealTerms terms, ProvenEpochs proven, int decided) {
        int paid = 0;
        int missed = 0;
        for (int epoch = 0; epoch < decided && missed <= terms.maxMissed(); epoch++) {
            if (proven.has(epoch)) {
                paid++;
            } else {
                missed++;
            }
        }
        if (missed > terms.maxMissed()) {
            Amount unpaid = terms.pricePerEpoch().times(terms.epochs() - paid);
            return ended(terms, DealState.DEFAULTED, paid, unpaid, terms.collateral());
        }
        Amount unpaid = terms.pricePerEpoch().times(missed);
        Amount forfeited = terms.penalty().times(missed);
        if (decided == terms.epochs()) {
            return ended(terms, DealState.COMPLETED, paid, unpaid, forfeited);
        }
        Amount client = unpaid.plus(share(terms, unpaid, forfeited));
        return new DealAccount(DealState.RUNNING, terms.pricePerEpoch().times(paid), client, Amount.ZERO);
    }

    /** The price of the epochs that were proven before a default, among the first so many. */
    static Amount earned(DealTerms terms, ProvenEpochs proven, int decided) {
        Amount provider = of(terms, proven, decided).provider;
        Amount shown = terms.pricePerEpoch().times(decided - proven.missedOf(decided));
        // At the end the account also holds collateral; after a default, proofs bring nothing.
        return provider.isLessThan(shown) ? provider : shown;
    }

    /** What ending it early, by agreement, brings in all. */
    public static DealAccount endedEarly(DealTerms terms, ProvenEpochs proven, int decided) {
        DealAccount before = of(terms, proven, decided);
        if (before.state != DealState.RUNNING) {
            return before;
        }
        Amount forfeited = terms.penalty().times(proven.missedOf(decided));
        Amount provider = before.provider.plus(terms.collateral().minus(forfeited));
        Amount client = before.client.plus(terms.pricePerEpoch().times(terms.epochs() - decided));
        return closed(terms, DealState.ENDED_EARLY, provider, client);
    }

    private static DealAccount ended(DealTerms terms, DealState state, int paid, Amount unpaid, Amount forfeited) {
        Amount provider =
                terms.pricePerEpoch().times(paid).plus(terms.collateral().minus(forfeited));
        return closed(terms, state, provider, unpaid.plus(share(terms, unpaid, forfeited)));
    }

    private static DealAccount closed(DealTerms terms, DealState state, Amount provider, Amount client) {
        Amount all = terms.price().plus(terms.collateral());
        return new DealAccount(state, provider, client, all.minus(provider).minus(client));
    }

    private static Amount share(DealTerms terms, Amount unpaid, Amount forfeited) {
        Amount cap = unpaid.plus(terms.repairCost());
        return forfeited.isLessThan(cap) ? forfeited : cap;
    }
}
