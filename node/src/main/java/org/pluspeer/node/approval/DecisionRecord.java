package org.pluspeer.node.approval;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.policy.Asker;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Kind;
import org.pluspeer.wallet.policy.Purpose;

/**
 * One decision as the journal keeps it: what was asked by whom, what came of it, and by which rule.
 *
 * @param at unix seconds
 * @param digest what would be signed; the same digest again is the same act and is counted once. Of money that is
 *     reserved for later signatures: what they are about, such as an offer's id
 * @param act the same for a transaction and its replacements, of which only one can be in a block; null in records of
 *     before: the digest
 * @param gas the most that it could cost, in wei
 * @param outcome {@code allowed}, {@code needs_approval} or {@code refused}
 * @param account who would sign; null in records of before: the account that trades
 * @param asker {@code owner}, {@code node} or {@code app:} and the program's id; null in records of before
 * @param reserves whether money was let go for later signatures, and nothing signed; null: no
 */
public record DecisionRecord(
        long at,
        Hash32 digest,
        @Nullable Hash32 act,
        Purpose purpose,
        List<SpendRecord> spends,
        Amount gas,
        String outcome,
        String rule,
        @Nullable String reason,
        @Nullable Address account,
        @Nullable String asker,
        @Nullable Boolean reserves) {
    static final String ALLOWED = "allowed";
    public static final String NEEDS_APPROVAL = "needs_approval";
    static final String REFUSED = "refused";

    private static final String OWNER = "owner";
    private static final String NODE = "node";
    private static final String APP = "app:";

    /**
     * Money that would leave.
     *
     * @param kind what it is paid for; null: nothing that is listed
     */
    public record SpendRecord(
            Address counterparty,
            Address token,
            Amount amount,
            @Nullable Kind kind) {
        static SpendRecord of(Intent.Spend spend) {
            return new SpendRecord(spend.counterparty(), spend.token(), spend.amount(), spend.kind());
        }

        public Intent.Spend spend() {
            return new Intent.Spend(counterparty, token, amount, kind == null ? Kind.TRANSFER : kind);
        }
    }

    public static String name(Asker asker) {
        return switch (asker) {
            case Asker.Owner _ -> OWNER;
            case Asker.Node _ -> NODE;
            case Asker.App app -> APP + app.id();
        };
    }

    /** @param name as {@link #name} gave it */
    public static Asker asker(@Nullable String name) {
        return switch (name) {
            case OWNER -> Asker.OWNER;
            case null -> Asker.NODE;
            default -> name.startsWith(APP) ? new Asker.App(name.substring(APP.length())) : Asker.NODE;
        };
    }

    boolean isAllowed() {
        return outcome.equals(ALLOWED);
    }

    boolean isReservation() {
        return Boolean.TRUE.equals(reserves);
    }
}
