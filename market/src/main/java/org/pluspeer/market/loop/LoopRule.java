package org.pluspeer.market.loop;

import java.util.Map;
import java.util.Optional;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * What the owner wants done with what is earned.
 *
 * @param shares per mille of each unit that was earned; together at most 1000, the rest stays where it is
 * @param tokens that count, with their ceilings; income in any other token is left alone. The zero address is the coin
 * @param savings where that share goes; needed where it is above nothing
 * @param upkeep how listings are kept
 * @param gasTarget wei up to which the operations account is filled
 */
public record LoopRule(
        boolean on,
        Map<Outlet, Integer> shares,
        Map<Address, Ceiling> tokens,
        Optional<Address> savings,
        Upkeep upkeep,
        Amount gasTarget) {
    static final int WHOLE = 1000;
    private static final int MOST_TOKENS = 20;
    private static final int MOST_COPIES = 8;
    private static final int MOST_DAYS = 366;

    /** Nothing is done by itself until the owner says so. */
    public static final LoopRule OFF = new LoopRule(
            false, Map.of(), Map.of(), Optional.empty(), new Upkeep(1, 30, 500), Amount.of(20_000_000_000_000_000L));

    /** @throws MalformedException in words for people */
    public LoopRule {
        shares = Map.copyOf(shares);
        tokens = Map.copyOf(tokens);
        if (shares.values().stream().anyMatch(share -> share < 0 || share > WHOLE)) {
            throw new MalformedException("a share is 0 to 100 per cent");
        }
        if (shares.values().stream().mapToInt(Integer::intValue).sum() > WHOLE) {
            throw new MalformedException("the shares together are more than all that is earned");
        }
        if (tokens.size() > MOST_TOKENS) {
            throw new MalformedException("at most " + MOST_TOKENS + " tokens count");
        }
        if (on && tokens.isEmpty()) {
            throw new MalformedException("say which token counts, with its ceilings");
        }
        if (shares.getOrDefault(Outlet.SAVINGS, 0) > 0
                && (savings.isEmpty() || savings.get().isZero())) {
            throw new MalformedException("say to which account savings go");
        }
    }

    /**
     * Of one token, in base units.
     *
     * @param least below it a payment waits until there is more, so that gas does not eat it; at least 1
     * @param perDay at most on one day (UTC)
     * @param inAll at most as long as the rule is kept
     */
    public record Ceiling(Amount least, Amount perDay, Amount inAll) {
        /** @throws MalformedException in words for people */
        public Ceiling {
            if (least.isZero() || perDay.isMoreThan(inAll) || least.isMoreThan(perDay)) {
                throw new MalformedException("a least payment is above nothing and at most a day's ceiling, and a day's"
                        + " ceiling at most the one in all");
            }
        }
    }

    /**
     * How listings are kept.
     *
     * @param copies each with another keeper, 1 to 8
     * @param days 1 to 366
     * @param collateral per mille of its price that a keeper has to put up
     */
    public record Upkeep(int copies, int days, int collateral) {
        /** @throws MalformedException in words for people */
        public Upkeep {
            if (copies < 1 || copies > MOST_COPIES || days < 1 || days > MOST_DAYS || collateral < 0) {
                throw new MalformedException("listings are kept in 1 to " + MOST_COPIES + " copies for 1 to "
                        + MOST_DAYS + " days, for a collateral from nothing on");
            }
        }

        public long seconds() {
            return days * 86_400L;
        }
    }

    /** The same, and nothing is done by it. */
    public LoopRule off() {
        return new LoopRule(false, shares, tokens, savings, upkeep, gasTarget);
    }

    public int share(Outlet outlet) {
        return shares.getOrDefault(outlet, 0);
    }

    Amount shareOf(Amount earned, Outlet outlet) {
        return new Amount(earned.units()
                .multiply(java.math.BigInteger.valueOf(share(outlet)))
                .divide(java.math.BigInteger.valueOf(WHOLE)));
    }
}
