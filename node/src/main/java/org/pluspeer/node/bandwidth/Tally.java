package org.pluspeer.node.bandwidth;

import java.util.HashMap;
import java.util.Map;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * What a payee may have given and no voucher covers, by content: it is on its way, or came, or is being signed for. Worth
 * is in base units. Not for several threads.
 */
final class Tally {
    private final Map<Hash32, Amount> underWay = new HashMap<>();
    private final Map<Hash32, Amount> unpaid = new HashMap<>();
    private final Map<Hash32, Amount> signing = new HashMap<>();
    private int inFlight;

    /** A request goes out. */
    void asked(Hash32 content, Amount worth) {
        inFlight++;
        underWay.merge(content, worth, Amount::plus);
    }

    /** A request is over; what came is to be paid. */
    void over(Hash32 content, Amount worth, boolean came) {
        inFlight--;
        less(underWay, content, worth);
        if (came) {
            unpaid.merge(content, worth, Amount::plus);
        }
    }

    /** All that came: it is being signed for from now on. Nothing else may be. */
    Map<Hash32, Amount> sign() {
        signing.putAll(unpaid);
        unpaid.clear();
        return Map.copyOf(signing);
    }

    /** It was, or could not be: then it is to be paid as before. */
    void signed(Hash32 content, Amount worth, boolean paid) {
        less(signing, content, worth);
        if (!paid) {
            unpaid.merge(content, worth, Amount::plus);
        }
    }

    private static void less(Map<Hash32, Amount> from, Hash32 content, Amount worth) {
        from.computeIfPresent(content, (_, sum) -> sum.equals(worth) ? null : sum.minus(worth));
    }

    int inFlight() {
        return inFlight;
    }

    boolean isSigning() {
        return !signing.isEmpty();
    }

    /** Whether all that came is signed for. */
    boolean isPaid() {
        return unpaid.isEmpty() && signing.isEmpty();
    }

    /** Worth of what came and nobody signs for yet. */
    Amount unpaid() {
        return sum(unpaid);
    }

    /** All of it. */
    Amount ahead() {
        return sum(unpaid).plus(sum(signing)).plus(sum(underWay));
    }

    /** All of it that is of one content. */
    Amount of(Hash32 content) {
        return unpaid.getOrDefault(content, Amount.ZERO)
                .plus(signing.getOrDefault(content, Amount.ZERO))
                .plus(underWay.getOrDefault(content, Amount.ZERO));
    }

    private static Amount sum(Map<Hash32, Amount> amounts) {
        return amounts.values().stream().reduce(Amount.ZERO, Amount::plus);
    }
}
