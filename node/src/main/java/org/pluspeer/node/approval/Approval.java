package org.pluspeer.node.approval;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.policy.Asker;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Purpose;

/**
 * Something that waits for the owner, or did.
 *
 * @param at unix seconds
 * @param expiresAt unix seconds
 * @param spends what leaves the wallet if it is approved, at most
 * @param gas wei, at most
 * @param rule that stopped it
 * @param words digest of the message that would be signed
 * @param result what came of it: a transaction's hash, a signature, a purchase's id, or why not
 */
public record Approval(
        String id,
        long at,
        long expiresAt,
        Wish wish,
        List<Intent.Spend> spends,
        Amount gas,
        String rule,
        String reason,
        Optional<Hash32> words,
        State state,
        @Nullable String result) {

    /** How it stands. */
    public enum State {
        WAITING,
        /** The owner said yes, and it is being carried out. */
        APPROVED,
        DONE,
        DENIED,
        EXPIRED,
        FAILED;

        /** As JSON has it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is wanted. A closed list; the names are in the journal. */
    public enum Action {
        SEND(Purpose.TRANSFER),
        BUY(Purpose.ACCEPT),
        /** Pays for a call of a service. */
        FETCH(Purpose.PAYMENT_AUTHORIZATION),
        SIGN_TEXT(Purpose.MESSAGE),
        SIGN_TYPED(Purpose.TYPED_DATA),
        SIGN_IN(Purpose.LOGIN),
        /** The node's own next step in what the owner began. */
        GO_ON(Purpose.ACCEPT),
        /** The owner's rule for earnings wants something kept by others. */
        KEEP(Purpose.OPEN_DEAL);

        private final Purpose purpose;

        Action(Purpose purpose) {
            this.purpose = purpose;
        }

        Purpose purpose() {
            return purpose;
        }

        /** As JSON has it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One thing that a person is told before saying yes. */
    public record Line(String label, String value) {}

    /**
     * An act as data, so that it can be carried out later and after a restart.
     *
     * @param account that pays or signs
     * @param key the asker's own name for it: the same is the same act
     * @param deed what the action's hand needs
     */
    public record Wish(
            Asker asker, Action action, Address account, String key, String title, List<Line> lines, JsonNode deed) {
        public Wish {
            lines = List.copyOf(lines);
        }
    }

    boolean isOver() {
        return switch (state) {
            case WAITING, APPROVED -> false;
            case DONE, DENIED, EXPIRED, FAILED -> true;
        };
    }

    Approval now(State next, @Nullable String outcome) {
        return new Approval(id, at, expiresAt, wish, spends, gas, rule, reason, words, next, outcome);
    }
}
