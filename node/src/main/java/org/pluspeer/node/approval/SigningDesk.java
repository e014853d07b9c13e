package org.pluspeer.node.approval;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.journal.RecordKind;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;
import org.pluspeer.wallet.key.Signer;
import org.pluspeer.wallet.policy.Consent;
import org.pluspeer.wallet.policy.Decision;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Policy;
import org.pluspeer.wallet.policy.Purpose;
import org.pluspeer.wallet.policy.Spent;

/**
 * The one way to a signature of the account. Each decision is on disk before its signature exists, so that a budget
 * holds across a crash; one at a time, so that it holds under any number of callers.
 */
public final class SigningDesk {
    private final Policy policy;
    private final Signer signer;
    private final Journal journal;
    private final InstantSource clock;
    private final Set<Hash32> counted = new HashSet<>();
    private Spent spent;

    public SigningDesk(Policy policy, Signer signer, Journal journal, InstantSource clock) {
        this.policy = policy;
        this.signer = signer;
        this.journal = journal;
        this.clock = clock;
        this.spent = Spent.nothing(clock.instant().getEpochSecond());
        journal.replay(this::recall);
    }

    public Address account() {
        return signer.address();
    }

    /**
     * Signs what the policy lets through.
     *
     * @param consent the owner's yes to this act; {@link Consent#none()} where nobody was asked
     * @throws ProblemException REFUSED_BY_POLICY, with the reason; nothing was signed
     */
    public synchronized Signature sign(Intent intent, Consent consent) {
        long now = clock.instant().getEpochSecond();
        boolean again = counted.contains(intent.digest());
        Spent before = again || draws(intent) ? without(intent, now) : spent;
        return switch (policy.decide(intent, consent, before, now)) {
            case Decision.Allowed allowed -> {
                if (!again) {
                    write(intent, now, "allowed", allowed.rule().name(), null);
                    count(intent, now);
                }
                yield signer.sign(allowed.approved());
            }
            case Decision.NeedsApproval needs -> {
                write(intent, now, "needs_approval", needs.rule().name(), needs.reason());
                throw new ProblemException(Problem.Code.REFUSED_BY_POLICY, needs.reason());
            }
            case Decision.Refused refused -> {
                write(intent, now, "refused", refused.rule().name(), refused.reason());
                throw new ProblemException(Problem.Code.REFUSED_BY_POLICY, refused.reason());
            }
        };
    }

    /** Whether it would be signed now; writes nothing down and signs nothing. */
    public synchronized Decision preview(Intent intent, Consent consent) {
        return policy.decide(intent, consent, spent, clock.instant().getEpochSecond());
    }

    /** An act that was counted is not held against itself. */
    private Spent without(Intent intent, long now) {
        Spent today = spent.at(now);
        Map<Spent.Flow, Amount> amounts = new HashMap<>(today.amounts());
        for (Intent.Spend spend : intent.spends()) {
            amounts.computeIfPresent(
                    new Spent.Flow(spend.token(), spend.counterparty()),
                    (flow, sum) -> sum.isLessThan(spend.amount()) ? Amount.ZERO : sum.minus(spend.amount()));
        }
        Amount gas = today.gas().isLessThan(intent.maxGas())
                ? Amount.ZERO
                : today.gas().minus(intent.maxGas());
        return new Spent(today.day(), amounts, gas);
    }

    private void count(Intent intent, long now) {
        if (!spent.at(now).equals(spent)) {
            counted.clear();
        }
        counted.add(intent.digest());
        Spent more = spent.plus(intent, now);
        spent = draws(intent) ? new Spent(more.day(), spent.at(now).amounts(), more.gas()) : more;
    }

    /**
     * Whether it takes a token that an authorisation, permit or allowance was signed for: that signature let the money
     * go and was counted, so this one is not counted again.
     */
    private static boolean draws(Intent intent) {
        boolean takes = intent.purpose() == Purpose.ACCEPT || intent.purpose() == Purpose.BOND_DEPOSIT;
        return takes
                && intent.spends().stream().noneMatch(spend -> spend.token().isZero());
    }

    private void write(
            Intent intent, long now, String outcome, String rule, @org.jspecify.annotations.Nullable String reason) {
        journal.append(
                RecordKind.POLICY_DECISION,
                Json.write(new DecisionRecord(
                        now,
                        intent.digest(),
                        intent.purpose(),
                        intent.spends().stream()
                                .map(DecisionRecord.SpendRecord::of)
                                .toList(),
                        intent.maxGas(),
                        outcome,
                        rule,
                        reason)));
    }

    private void recall(Journal.Record record) {
        if (record.kind() != RecordKind.POLICY_DECISION) {
            return;
        }
        DecisionRecord decision = Json.read(record.payload(), DecisionRecord.class);
        Spent today = spent.at(decision.at());
        if (!decision.outcome().equals("allowed")
                || Spent.nothing(decision.at()).day() < today.day()) {
            return;
        }
        Map<Spent.Flow, Amount> amounts = new HashMap<>(today.amounts());
        boolean takes = decision.purpose() == Purpose.ACCEPT || decision.purpose() == Purpose.BOND_DEPOSIT;
        decision.spends().stream()
                .filter(spend -> !takes || spend.token().isZero())
                .forEach(spend -> amounts.merge(
                        new Spent.Flow(spend.token(), spend.counterparty()), spend.amount(), Amount::plus));
        counted.add(decision.digest());
        spent = new Spent(today.day(), amounts, today.gas().plus(decision.gas()));
    }
}
