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
import org.pluspeer.wallet.eth.Eip1559;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;
import org.pluspeer.wallet.key.Signer;
import org.pluspeer.wallet.policy.Asker;
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
    private final Signers signers;
    private final Journal journal;
    private final InstantSource clock;
    private final Set<Hash32> counted = new HashSet<>();
    /** The most gas, in wei, that was counted for each act; a replacement is the same act. */
    private final Map<Hash32, Amount> acts = new HashMap<>();

    private Spent spent;

    public SigningDesk(Policy policy, Signers signers, Journal journal, InstantSource clock) {
        this.policy = policy;
        this.signers = signers;
        this.journal = journal;
        this.clock = clock;
        this.spent = Spent.nothing(clock.instant().getEpochSecond());
        journal.replay(this::recall);
    }

    /** The account that trades. */
    public Address account() {
        return signers.main();
    }

    /** By the account that trades, for the node's own work. */
    public Signature sign(Intent intent, Consent consent) {
        return sign(account(), intent, Asker.NODE, consent);
    }

    /**
     * Signs what the policy lets through.
     *
     * @param account who signs
     * @param asker for whom
     * @param consent the owner's yes to this act; {@link Consent#none()} where nobody was asked
     * @throws ProblemException REFUSED_BY_POLICY, with the reason; LOCKED; NOT_FOUND for an account that is not ours or
     *     only watched; nothing was signed
     */
    public synchronized Signature sign(Address account, Intent intent, Asker asker, Consent consent) {
        Signer signer = signers.of(account);
        long now = clock.instant().getEpochSecond();
        boolean again = counted.contains(intent.digest());
        Amount gas = acts.get(act(intent));
        Spent before = gas != null || draws(intent) ? without(intent, gas == null ? Amount.ZERO : gas, now) : spent;
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

    /** An act that was counted is not held against itself; nor is its gas, as far as that was counted. */
    private Spent without(Intent intent, Amount gas, long now) {
        Spent today = spent.at(now);
        Map<Spent.Flow, Amount> amounts = new HashMap<>(today.amounts());
        for (Intent.Spend spend : intent.spends()) {
            amounts.computeIfPresent(
                    new Spent.Flow(spend.token(), spend.counterparty()),
                    (flow, sum) -> sum.isLessThan(spend.amount()) ? Amount.ZERO : sum.minus(spend.amount()));
        }
        return new Spent(
                today.day(),
                amounts,
                today.gas().isLessThan(gas) ? Amount.ZERO : today.gas().minus(gas));
    }

    private void count(Intent intent, long now) {
        Spent today = spent.at(now);
        if (!today.equals(spent)) {
            counted.clear();
            acts.clear();
        }
        boolean replaces = acts.containsKey(act(intent));
        Map<Spent.Flow, Amount> amounts = replaces || draws(intent)
                ? today.amounts()
                : today.plus(intent, now).amounts();
        spent = new Spent(today.day(), amounts, today.gas().plus(moreGas(act(intent), intent.maxGas())));
        counted.add(intent.digest());
    }

    /** Of several with one nonce a block takes one: only what it can cost beyond the dearest so far is more. */
    private Amount moreGas(Hash32 act, Amount gas) {
        Amount before = acts.getOrDefault(act, Amount.ZERO);
        if (!gas.isMoreThan(before)) {
            acts.putIfAbsent(act, gas);
            return Amount.ZERO;
        }
        acts.put(act, gas);
        return gas.minus(before);
    }

    /** The same for a transaction and for those that replace it: the same nonce and call at another price. */
    private static Hash32 act(Intent intent) {
        return intent instanceof Intent.Transact transact && transact.transaction() instanceof Eip1559 call
                ? new Eip1559(
                                call.chainId(),
                                call.nonce(),
                                Amount.ZERO,
                                Amount.ZERO,
                                1,
                                call.to(),
                                call.value(),
                                call.data())
                        .signingHash()
                : intent.digest();
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
                        act(intent),
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
        if (!today.equals(spent)) {
            counted.clear();
            acts.clear();
        }
        Hash32 act = decision.act() == null ? decision.digest() : decision.act();
        Map<Spent.Flow, Amount> amounts = new HashMap<>(today.amounts());
        boolean takes = decision.purpose() == Purpose.ACCEPT || decision.purpose() == Purpose.BOND_DEPOSIT;
        boolean replaces = acts.containsKey(act);
        decision.spends().stream()
                .filter(spend -> !replaces && (!takes || spend.token().isZero()))
                .forEach(spend -> amounts.merge(
                        new Spent.Flow(spend.token(), spend.counterparty()), spend.amount(), Amount::plus));
        counted.add(decision.digest());
        spent = new Spent(today.day(), amounts, today.gas().plus(moreGas(act, decision.gas())));
    }
}
