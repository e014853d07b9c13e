package org.pluspeer.node.account;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.spend.Fees;
import org.pluspeer.wallet.spend.Quantity;

/**
 * Money that is to be sent.
 *
 * @param from an account of the wallet; null for the one that trades
 * @param token the zero address for the chain's own coin
 * @param amount all of the coin is all but what its gas can cost
 * @param pace {@code slow}, {@code normal} or {@code fast}; null for normal
 */
public record SpendOrder(
        @Nullable Address from,
        Address to,
        Address token,
        Quantity amount,
        @Nullable String pace) {

    boolean isAll() {
        return amount.exact().isEmpty();
    }

    /** @throws ProblemException BAD_REQUEST for nothing */
    Amount units() {
        Amount units = amount.exact().orElse(Amount.ZERO);
        if (units.isZero()) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "say an amount above nothing");
        }
        return units;
    }

    Fees.Pace speed() {
        return pace(pace);
    }

    /** @throws ProblemException BAD_REQUEST for any other word */
    public static Fees.Pace pace(@Nullable String word) {
        return switch (word == null ? "normal" : word.toLowerCase(Locale.ROOT)) {
            case "slow" -> Fees.Pace.SLOW;
            case "normal" -> Fees.Pace.NORMAL;
            case "fast" -> Fees.Pace.FAST;
            default -> throw new ProblemException(Problem.Code.BAD_REQUEST, "a pace is slow, normal or fast");
        };
    }
}
