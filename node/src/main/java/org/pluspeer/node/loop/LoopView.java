package org.pluspeer.node.loop;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * The owner's rule, and the circle that it makes: from whom it came, what it paid for, what that brought. Amounts are
 * base units.
 *
 * @param since unix seconds from which on income counts; null while it is off
 * @param restored unix seconds at which this came out of a backup that it was switched off by; null where it was not, or
 *     the owner has set the rule since
 * @param steps the newest first
 * @param waiting what the shares do not pay for now, and why
 */
public record LoopView(
        LoopSetting rule,
        @Nullable Long since,
        @Nullable Long restored,
        List<PotView> pots,
        List<StepView> steps,
        List<WaitingView> waiting,
        List<PayerView> from,
        List<ListingView> listings) {
    public LoopView {
        pots = List.copyOf(pots);
        steps = List.copyOf(steps);
        waiting = List.copyOf(waiting);
        from = List.copyOf(from);
        listings = List.copyOf(listings);
    }

    /**
     * One outlet in one token.
     *
     * @param outlet savings, availability, seeders or gas
     * @param came by its share
     * @param spent or about to be
     */
    public record PotView(String outlet, TokenView token, Amount came, Amount spent, Amount left) {}

    /**
     * One payment.
     *
     * @param state open, paid, done or failed
     * @param why it is made, in a sentence
     * @param to whom it is sent; null where something is kept
     * @param listing that is kept; null where something is sent
     * @param trouble what holds it up, or why it failed; null where nothing does
     */
    public record StepView(
            String id,
            String outlet,
            String state,
            TokenView token,
            Amount amount,
            Amount spent,
            String why,
            @Nullable Address to,
            @Nullable Hash32 listing,
            @Nullable String trouble,
            long at) {}

    /** @param listing that it would be for; null where it is for none */
    public record WaitingView(
            String outlet,
            TokenView token,
            Amount amount,
            @Nullable Hash32 listing,
            String why) {}

    /** @param name the owner's for the account; null where it has none */
    public record PayerView(Address account, @Nullable String name, String source, TokenView token, Amount amount) {}

    /**
     * What one listing brought, and what was spent on keeping it.
     *
     * @param earned since the loop counts
     * @param spent on keeping it, or about to be
     * @param brought of what it earned, what came after it was first kept
     */
    public record ListingView(Hash32 id, String title, TokenView token, Amount earned, Amount spent, Amount brought) {}

    /**
     * What the rule would do now; nothing is done.
     *
     * @param income that it would split
     */
    public record Plan(List<PotView> pots, List<StepView> steps, List<WaitingView> waiting, int income) {
        public Plan {
            pots = List.copyOf(pots);
            steps = List.copyOf(steps);
            waiting = List.copyOf(waiting);
        }
    }
}
