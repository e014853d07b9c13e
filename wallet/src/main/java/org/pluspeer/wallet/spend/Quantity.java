package org.pluspeer.wallet.spend;

import java.util.Optional;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * How much is to be sent.
 *
 * @param exact base units; empty for all that there is
 */
public record Quantity(Optional<Amount> exact) {
    public static final Quantity ALL = new Quantity(Optional.empty());

    public static Quantity of(Amount amount) {
        return new Quantity(Optional.of(amount));
    }

    /**
     * Reads {@code all}, or base units in digits.
     *
     * @throws MalformedException for any other text
     */
    public static Quantity parse(String text) {
        return text.equals("all") ? ALL : of(Amount.parseUnits(text));
    }

    @Override
    public String toString() {
        return exact.map(Amount::toString).orElse("all");
    }
}
