package org.pluspeer.market.loop;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * How the world is when it is planned.
 *
 * @param now unix seconds
 * @param spendable base units of each token that the account holds or can take out of a ledger
 * @param operations the account that acts while the owner is away
 * @param coin wei that it holds
 * @param needs the owner's listings
 */
public record LoopFacts(long now, Map<Address, Amount> spendable, Address operations, Amount coin, List<Need> needs) {
    public LoopFacts {
        spendable = Map.copyOf(spendable);
        needs = List.copyOf(needs);
    }

    /**
     * A listing of the owner's, and one of the two outlets that have it kept: keepers for availability, and seeders
     * under contract, who are others than those.
     *
     * @param keptUntil unix seconds until which somebody keeps it already; 0 where nobody does
     * @param quote what keeping it would cost now; empty where nothing has been asked, since it is kept
     * @param obstacle why nobody can be had for it; empty where there are enough
     */
    public record Need(
            Hash32 listing,
            String title,
            Address token,
            long keptUntil,
            Optional<Quote> quote,
            Optional<String> obstacle,
            Outlet outlet) {
        /** For availability. */
        public Need(
                Hash32 listing,
                String title,
                Address token,
                long keptUntil,
                Optional<Quote> quote,
                Optional<String> obstacle) {
            this(listing, title, token, keptUntil, quote, obstacle, Outlet.AVAILABILITY);
        }
    }

    /** All copies together, in base units. */
    public record Quote(Amount price, List<Keeper> keepers) {
        public Quote {
            keepers = List.copyOf(keepers);
        }
    }

    /** One that would keep a copy. */
    public record Keeper(Address account, Amount price, Amount collateral) {}
}
