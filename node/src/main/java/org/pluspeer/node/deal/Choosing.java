package org.pluspeer.node.deal;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.pluspeer.market.deal.DealBalance;
import org.pluspeer.market.deal.DealTerms;
import org.pluspeer.market.deal.GasQuote;
import org.pluspeer.market.deal.Replica;
import org.pluspeer.market.deal.StorageTable;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * Which providers to ask, each with the arithmetic: the cheapest first, each missed epoch that is known weighing a tenth of
 * the price, those who lost their collateral last, and copies in other networks before those in the same, as long as that
 * costs no more than twice as much. Nothing here acts.
 */
final class Choosing {
    private static final Hash32 ANY = Hash32.ZERO;

    private Choosing() {}

    /**
     * What is wanted.
     *
     * @param size bytes of a replica
     * @param seconds for which it is to be kept
     */
    record Wanted(
            Address client,
            Address token,
            long size,
            long seconds,
            GasQuote quote,
            Set<Address> without,
            Function<Address, Past> past) {}

    /**
     * How a provider did, as the chain told of deals with us.
     *
     * @param missed epochs
     * @param defaulted deals
     */
    record Past(int missed, int defaulted) {
        static final Past NONE = new Past(0, 0);

        Past plus(Past other) {
            return new Past(missed + other.missed, defaulted + other.defaulted);
        }
    }

    /**
     * One that could keep it.
     *
     * @param terms with a root and nonce that mean nothing yet
     * @param economic whether it is worth its gas to both
     */
    record Candidate(
            StorageOffers.StorageOffer offer, DealTerms terms, DealBalance balance, boolean economic, Past past) {
        /** The price with what is known weighed in. */
        BigInteger weight() {
            return terms.price().units().multiply(BigInteger.valueOf(10L + past.missed()));
        }

        private boolean isNear(Set<String> networks) {
            return !Collections.disjoint(offer.networks(), networks);
        }
    }

    /** Economic ones first, then by what is known, then by price; of each provider its cheapest. */
    static List<Candidate> candidates(List<StorageOffers.StorageOffer> offers, Wanted wanted) {
        List<Candidate> all = new ArrayList<>();
        for (StorageOffers.StorageOffer offer : offers) {
            boolean fits = !offer.mine()
                    && !offer.seller().equals(wanted.client())
                    && !wanted.without().contains(offer.seller())
                    && offer.table().token().equals(wanted.token());
            long epochs = Math.min(
                    offer.table().epochsFor(wanted.seconds()), offer.table().mostEpochs());
            if (fits && offer.table().covers(wanted.size(), epochs)) {
                all.add(candidate(offer, wanted, (int) epochs));
            }
        }
        all.sort(Comparator.comparing((Candidate it) -> !it.economic())
                .thenComparing(it -> it.past().defaulted() > 0)
                .thenComparing(Candidate::weight)
                .thenComparing(it -> it.offer().seller().hex()));
        Set<Address> seen = new HashSet<>();
        return spread(all.stream().filter(it -> seen.add(it.offer().seller())).toList());
    }

    /** After each the next is one in another network, where there is one that is not much worse. */
    private static List<Candidate> spread(List<Candidate> sorted) {
        List<Candidate> rest = new ArrayList<>(sorted);
        List<Candidate> out = new ArrayList<>();
        Set<String> used = new HashSet<>();
        while (!rest.isEmpty()) {
            Candidate best = rest.getFirst();
            Candidate next = rest.stream()
                    .filter(it -> it.economic() == best.economic()
                            && it.past().defaulted() == best.past().defaulted()
                            && it.weight().compareTo(best.weight().shiftLeft(1)) <= 0
                            && !it.isNear(used))
                    .findFirst()
                    .orElse(best);
            rest.remove(next);
            out.add(next);
            used.addAll(next.offer().networks());
        }
        return out;
    }

    private static Candidate candidate(StorageOffers.StorageOffer offer, Wanted wanted, int epochs) {
        StorageTable.Parties parties =
                new StorageTable.Parties(wanted.client(), offer.seller(), new Replica(ANY, wanted.size()));
        DealTerms terms = offer.table().terms(parties, epochs, 1, Hash32.ZERO, ANY);
        DealBalance balance = DealBalance.of(terms, wanted.quote(), 0);
        boolean economic = balance.isWorthOpening() && balance.paysForTheProvider();
        return new Candidate(offer, terms, balance, economic, wanted.past().apply(offer.seller()));
    }

    /** @param copies so many of the economic ones would be asked */
    static PlanView plan(List<Candidate> candidates, int copies, Wanted wanted, TokenView token) {
        List<Candidate> taken =
                candidates.stream().filter(Candidate::economic).limit(copies).toList();
        Amount price = taken.stream().map(it -> it.terms().price()).reduce(Amount.ZERO, Amount::plus);
        Amount gas = taken.stream().map(it -> it.balance().clientGas()).reduce(Amount.ZERO, Amount::plus);
        boolean enough = taken.size() == copies;
        return new PlanView(
                wanted.size(),
                copies,
                token,
                price,
                gas,
                enough,
                candidates.stream()
                        .map(it -> choice(it, taken.contains(it), token))
                        .toList(),
                enough ? null : obstacle(candidates, taken.size(), copies, token));
    }

    private static String obstacle(List<Candidate> candidates, int taken, int copies, TokenView token) {
        String found = taken + " of " + copies + " copies have a provider";
        return candidates.stream()
                .filter(it -> !it.economic())
                .findFirst()
                .map(it -> found + "; the next is not worth its gas: " + sentence(it, token))
                .orElse(found + "; nobody else that is known offers such storage in " + token.symbol());
    }

    private static PlanView.Choice choice(Candidate it, boolean taken, TokenView token) {
        return new PlanView.Choice(
                it.offer().listing(),
                it.offer().seller(),
                it.offer().title(),
                taken,
                it.terms().epochs(),
                it.terms().price(),
                it.balance().clientGas(),
                it.balance().providerGas(),
                it.terms().collateral(),
                it.terms().penalty(),
                it.offer().table().retrieval().inRequests(it.terms().size()),
                sentence(it, token));
    }

    static String sentence(Candidate it, TokenView token) {
        DealBalance balance = it.balance();
        return it.terms().epochs() + " epochs at " + money(it.terms().pricePerEpoch(), token) + " are "
                + money(balance.income(), token) + "; opening costs you " + money(balance.clientGas(), token)
                + " of gas, proving and settling costs the provider " + money(balance.providerGas(), token)
                + "; a missed epoch costs it " + money(it.terms().penalty(), token) + retrieval(it, token)
                + known(it.past());
    }

    private static String retrieval(Candidate it, TokenView token) {
        Amount perGib = it.offer().table().retrievalPerGib();
        return perGib == null
                ? ""
                : "; having it back costs "
                        + money(
                                it.offer()
                                        .table()
                                        .retrieval()
                                        .inRequests(it.terms().size()),
                                token);
    }

    private static String known(Past past) {
        if (past.defaulted() > 0) {
            return "; it lost your bytes before";
        }
        return past.missed() > 0 ? "; it missed " + past.missed() + " epochs of yours before" : "";
    }

    private static String money(Amount amount, TokenView token) {
        return amount.decimal(token.decimals()) + " " + token.symbol();
    }
}
