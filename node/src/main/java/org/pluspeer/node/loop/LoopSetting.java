package org.pluspeer.node.loop;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.loop.LoopRule;
import org.pluspeer.market.loop.Outlet;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * The owner's rule as the API and the journal have it.
 *
 * @param savings per mille of what is earned, like the three after it
 * @param savingsTo the account that they go to; needed where savings is above nothing
 * @param tokens that count
 * @param copies of each listing, 1 to 8
 * @param days for which they are kept, 1 to 366
 * @param collateral per mille of its price that a keeper has to put up
 * @param gasTarget wei up to which the operations account is filled
 */
public record LoopSetting(
        boolean on,
        int savings,
        int availability,
        int seeders,
        int gas,
        @Nullable Address savingsTo,
        List<TokenRule> tokens,
        int copies,
        int days,
        int collateral,
        Amount gasTarget) {
    public LoopSetting {
        tokens = List.copyOf(tokens);
    }

    /** Ceilings of one token, in base units; the zero address is the coin. */
    public record TokenRule(Address token, Amount least, Amount perDay, Amount inAll) {}

    /** @throws ProblemException BAD_REQUEST, in words for people */
    LoopRule rule() {
        try {
            Map<Outlet, Integer> shares = new EnumMap<>(Outlet.class);
            shares.put(Outlet.SAVINGS, savings);
            shares.put(Outlet.AVAILABILITY, availability);
            shares.put(Outlet.SEEDERS, seeders);
            shares.put(Outlet.GAS, gas);
            Map<Address, LoopRule.Ceiling> ceilings = new HashMap<>();
            for (TokenRule token : tokens) {
                ceilings.put(token.token(), new LoopRule.Ceiling(token.least(), token.perDay(), token.inAll()));
            }
            return new LoopRule(
                    on,
                    shares,
                    ceilings,
                    Optional.ofNullable(savingsTo),
                    new LoopRule.Upkeep(copies, days, collateral),
                    gasTarget);
        } catch (MalformedException e) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, String.valueOf(e.getMessage()), e);
        }
    }

    static LoopSetting of(LoopRule rule) {
        return new LoopSetting(
                rule.on(),
                rule.share(Outlet.SAVINGS),
                rule.share(Outlet.AVAILABILITY),
                rule.share(Outlet.SEEDERS),
                rule.share(Outlet.GAS),
                rule.savings().orElse(null),
                rule.tokens().entrySet().stream()
                        .map(one -> new TokenRule(
                                one.getKey(),
                                one.getValue().least(),
                                one.getValue().perDay(),
                                one.getValue().inAll()))
                        .sorted(java.util.Comparator.comparing(
                                one -> one.token().hex()))
                        .toList(),
                rule.upkeep().copies(),
                rule.upkeep().days(),
                rule.upkeep().collateral(),
                rule.gasTarget());
    }
}
