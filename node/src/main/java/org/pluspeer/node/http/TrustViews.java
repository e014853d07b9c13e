package org.pluspeer.node.http;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.node.approval.Approval;
import org.pluspeer.node.approval.PolicyRecord;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** What goes over the API about rules, programs and what waits for the owner. */
public final class TrustViews {
    private TrustViews() {}

    /**
     * Who wants something.
     *
     * @param kind {@code owner}, {@code node} or {@code app}
     * @param id of a program
     */
    public record Asking(String kind, @Nullable String id, String name) {}

    /** @param kind what it is paid for */
    public record Spending(TokenView token, Amount amount, Address to, String kind) {}

    /**
     * Something that waits for the owner, or did.
     *
     * @param at unix seconds, like expiresAt
     * @param gas wei, at most
     * @param rule that stopped it
     * @param digest of a message, what would be signed
     * @param result a transaction's hash, a signature, a purchase's id, or why not
     */
    public record Request(
            String id,
            long at,
            long expiresAt,
            Asking asker,
            String action,
            Address account,
            String title,
            List<Approval.Line> lines,
            List<Spending> spends,
            Amount gas,
            String rule,
            String reason,
            @Nullable Hash32 digest,
            String state,
            @Nullable String result) {}

    /** What waits, then what is over. */
    public record Requests(List<Request> approvals) {}

    /**
     * One decision of the policy.
     *
     * @param outcome allowed; or the owner had to be asked; or refused
     * @param gas wei, at most
     */
    public record Decided(
            long at,
            Asking asker,
            String purpose,
            String outcome,
            String rule,
            @Nullable String reason,
            List<Spending> spends,
            Amount gas,
            @Nullable Address account,
            Hash32 digest) {}

    /** @param next asks for those before */
    public record Decisions(
            List<Decided> decisions, @Nullable String next) {}

    /** @param tokens that the rules name */
    public record Policy(PolicyRecord policy, List<TokenView> tokens) {}

    /** @param spentToday by the program, unasked */
    public record Allowance(
            TokenView token, Amount perPayment, Amount perCounterpartyDay, Amount perDay, Amount spentToday) {}

    /**
     * A paired program.
     *
     * @param gasToday wei
     * @param createdAt unix seconds, like expiresAt and lastUsedAt
     * @param state {@code live}, {@code revoked} or {@code expired}
     */
    public record Program(
            String id,
            String name,
            List<String> scopes,
            List<Allowance> budgets,
            Amount gasPerTransaction,
            Amount gasPerDay,
            Amount gasToday,
            long createdAt,
            long expiresAt,
            @Nullable Long lastUsedAt,
            String state) {}

    public record Programs(List<Program> apps) {}
}
