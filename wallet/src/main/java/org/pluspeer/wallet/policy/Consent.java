package org.pluspeer.wallet.policy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * A yes to one act, up to stated totals: the owner's, or a budget's that the act was taken out of before. It turns
 * {@code NeedsApproval} into {@code Allowed}; it never lifts a refusal.
 *
 * @param totals base units by token; the zero address for the chain's own coin; none for a token that is not in it
 * @param gas wei for gas, apart from the totals
 * @param words the digest of the one message that the owner read and said yes to
 * @param by who said it
 */
public record Consent(Map<Address, Amount> totals, Amount gas, Optional<Hash32> words, By by) {
    private static final Consent NONE = new Consent(Map.of(), Amount.ZERO, Optional.empty());

    /** Who said yes. */
    public enum By {
        OWNER,
        /** It was counted in a budget when it was agreed to, and is not counted again. */
        BUDGET
    }

    public Consent {
        totals = Map.copyOf(totals);
    }

    /** The owner's. */
    public Consent(Map<Address, Amount> totals, Amount gas, Optional<Hash32> words) {
        this(totals, gas, words, By.OWNER);
    }

    /** To money and gas alone. */
    public Consent(Map<Address, Amount> totals, Amount gas) {
        this(totals, gas, Optional.empty());
    }

    /** Nobody was asked. */
    public static Consent none() {
        return NONE;
    }

    /** @param total base units of the token */
    public static Consent upTo(Address token, Amount total) {
        return new Consent(Map.of(token, total), Amount.ZERO, Optional.empty());
    }

    /** @param digest of the message that the owner read */
    public static Consent to(Hash32 digest) {
        return new Consent(Map.of(), Amount.ZERO, Optional.of(digest));
    }

    /** @param wei that gas may cost beyond the usual cap */
    public Consent withGas(Amount wei) {
        return new Consent(totals, wei, words, by);
    }

    /** The same, not by the owner but by the budget that it was taken out of. */
    public Consent byBudget() {
        return new Consent(totals, gas, words, By.BUDGET);
    }

    /** Whether it says yes to all of this, of each token. */
    boolean covers(Map<Address, Amount> needed) {
        return !needed.isEmpty()
                && needed.entrySet().stream().noneMatch(one -> one.getValue().isMoreThan(total(one.getKey())));
    }

    public Amount total(Address token) {
        return totals.getOrDefault(token, Amount.ZERO);
    }

    /** What is left of it after an intent that it covered. */
    public Consent less(Intent intent) {
        Map<Address, Amount> left = new HashMap<>(totals);
        intent.spends().forEach(spend -> left.computeIfPresent(spend.token(), (token, total) -> rest(total, spend)));
        Amount gasLeft = intent.maxGas().isMoreThan(gas) ? Amount.ZERO : gas.minus(intent.maxGas());
        return new Consent(left, gasLeft, words, by);
    }

    private static Amount rest(Amount total, Intent.Spend spend) {
        return spend.amount().isMoreThan(total) ? Amount.ZERO : total.minus(spend.amount());
    }
}
