package org.pluspeer.node.approval;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * A record of kind APPROVAL: a request for the owner's yes, or how one stands now.
 *
 * @param at unix seconds
 * @param asked in the first record of an id, null in the others
 * @param state a name of {@link Approval.State}
 */
record ApprovalRecord(
        String id,
        long at,
        @Nullable Asked asked,
        Approval.State state,
        @Nullable String result) {

    /** The whole of it. */
    record Asked(
            long expiresAt,
            String asker,
            Approval.Action action,
            Address account,
            String key,
            String title,
            List<Approval.Line> lines,
            JsonNode deed,
            List<DecisionRecord.SpendRecord> spends,
            Amount gas,
            String rule,
            String reason,
            @Nullable Hash32 words) {}

    static ApprovalRecord asking(Approval approval) {
        Approval.Wish wish = approval.wish();
        return new ApprovalRecord(
                approval.id(),
                approval.at(),
                new Asked(
                        approval.expiresAt(),
                        DecisionRecord.name(wish.asker()),
                        wish.action(),
                        wish.account(),
                        wish.key(),
                        wish.title(),
                        wish.lines(),
                        wish.deed(),
                        approval.spends().stream()
                                .map(DecisionRecord.SpendRecord::of)
                                .toList(),
                        approval.gas(),
                        approval.rule(),
                        approval.reason(),
                        approval.words().orElse(null)),
                approval.state(),
                null);
    }

    /** The first of an id. */
    static Approval approval(String id, long at, Asked asked) {
        return new Approval(
                id,
                at,
                asked.expiresAt,
                new Approval.Wish(
                        DecisionRecord.asker(asked.asker),
                        asked.action,
                        asked.account,
                        asked.key,
                        asked.title,
                        asked.lines,
                        asked.deed),
                asked.spends.stream().map(DecisionRecord.SpendRecord::spend).toList(),
                asked.gas,
                asked.rule,
                asked.reason,
                Optional.ofNullable(asked.words),
                Approval.State.WAITING,
                null);
    }
}
