package org.pluspeer.node.approval;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
import org.pluspeer.wallet.policy.Asker;
import org.pluspeer.wallet.policy.Consent;
import org.pluspeer.wallet.policy.Decision;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Policy;
import org.pluspeer.wallet.policy.Purpose;
import org.pluspeer.wallet.policy.Rule;
import org.pluspeer.wallet.policy.Spent;

/**
 * The one way to a signature of the wallet. Each decision is on disk before its signature exists, so that a budget
 * holds across a crash; one at a time, so that it holds under any number of callers.
 */
public final class SigningDesk {
    private final Supplier<Policy> policy;
    private final Signers signers;
    private final Journal journal;
    private final ForwardClock clock;
    private final Ledger ledger;

    /** With rules that stay as they are. */
    public SigningDesk(Policy policy, Signers signers, Journal journal, InstantSource clock) {
        this(() -> policy, signers, journal, new ForwardClock(clock));
    }

    /** @param policy as it is at the time of each decision */
    public SigningDesk(Supplier<Policy> policy, Signers signers, Journal journal, ForwardClock clock) {
        this.policy = policy;
        this.signers = signers;
        this.journal = journal;
        this.clock = clock;
        this.ledger = new Ledger(signers.main());
        journal.replay(this::recall);
    }

    private void recall(Journal.Record record) {
        if (record.kind() == RecordKind.POLICY_DECISION) {
            DecisionRecord decision = Json.read(record.payload(), DecisionRecord.class);
            clock.note(decision.at());
            ledger.count(decision);
        }
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
     * @param consent a yes to this act; {@link Consent#none()} where nobody was asked
     * @throws NeedsApprovalException where the owner may say yes to it
     * @throws ProblemException REFUSED_BY_POLICY, with the reason; LOCKED; NOT_FOUND for an account that is not ours or
     *     only watched; nothing was signed
     */
    public synchronized Signature sign(Address account, Intent intent, Asker asker, Consent consent) {
        Signer signer = signers.of(account);
        long now = clock.seconds();
        Spent before = ledger.before(account, asker, intent, now);
        return switch (policy.get().decide(intent, asker, consent, before, now)) {
            case Decision.Allowed allowed -> {
                if (!ledger.isCounted(account, intent.digest())) {
                    write(record(account, intent, asker, DecisionRecord.ALLOWED, allowed.rule(), null));
                }
                yield signer.sign(allowed.approved());
            }
            case Decision.NeedsApproval needs -> {
                write(record(account, intent, asker, DecisionRecord.NEEDS_APPROVAL, needs.rule(), needs.reason()));
                throw new NeedsApprovalException(new NeedsApprovalException.Wanted(
                        needs.rule(),
                        needs.reason(),
                        intent.spends(),
                        intent.maxGas(),
                        needs.rule() == Rule.FOREIGN_WORDS ? Optional.of(intent.digest()) : Optional.empty()));
            }
            case Decision.Refused refused -> {
                write(record(account, intent, asker, DecisionRecord.REFUSED, refused.rule(), refused.reason()));
                throw new ProblemException(Problem.Code.REFUSED_BY_POLICY, refused.reason());
            }
        };
    }

    /**
     * Lets money go for signatures that follow, such as those of a purchase: it is counted now, and they are asked for
     * with {@link Consent#byBudget()} up to the same total. The same again changes nothing.
     *
     * @param about names it, such as an offer's id
     * @param gas wei that all of it can cost at most
     * @throws NeedsApprovalException where the owner may say yes to it
     * @throws ProblemException REFUSED_BY_POLICY
     */
    public synchronized void reserve(
            Hash32 about, List<Intent.Spend> spends, Amount gas, Asker asker, Consent consent) {
        if (ledger.reserved(about).isPresent()) {
            return;
        }
        long now = clock.seconds();
        Policy.Reservation reservation = policy.get().reserve(spends, gas, asker, consent, ledger.spent(now), now);
        Decision objection = reservation.objection().orElse(null);
        switch (objection) {
            case null -> write(reserved(about, spends, gas, asker, DecisionRecord.ALLOWED, reservation.rule(), null));
            case Decision.NeedsApproval needs -> {
                write(reserved(about, spends, gas, asker, DecisionRecord.NEEDS_APPROVAL, needs.rule(), needs.reason()));
                throw new NeedsApprovalException(
                        new NeedsApprovalException.Wanted(needs.rule(), needs.reason(), spends, gas, Optional.empty()));
            }
            case Decision.Refused refused -> {
                write(reserved(about, spends, gas, asker, DecisionRecord.REFUSED, refused.rule(), refused.reason()));
                throw new ProblemException(Problem.Code.REFUSED_BY_POLICY, refused.reason());
            }
            case Decision.Allowed allowed -> throw new IllegalStateException("not an objection: " + allowed);
        }
    }

    /**
     * What a program had let go.
     *
     * @param gas wei
     * @param paired whether the program still is
     */
    public record Reserved(Asker.App app, Amount gas, boolean paired) {}

    /** What was let go for a program under this name, if anything was. */
    public synchronized Optional<Reserved> reserved(Hash32 about) {
        return ledger.reserved(about)
                .filter(held -> held.asker() instanceof Asker.App)
                .map(held -> reserved((Asker.App) held.asker(), held.gas()));
    }

    private Reserved reserved(Asker.App app, Amount gas) {
        boolean paired = policy.get()
                .rules()
                .app(app.id())
                .filter(limits -> !limits.hasEnded(clock.seconds()))
                .isPresent();
        return new Reserved(app, gas, paired);
    }

    /** What went out unasked today. */
    public synchronized Spent spent() {
        return ledger.spent(clock.seconds());
    }

    /** Whether it would be signed now; writes nothing down and signs nothing. */
    public synchronized Decision preview(Address account, Intent intent, Asker asker, Consent consent) {
        long now = clock.seconds();
        return policy.get().decide(intent, asker, consent, ledger.before(account, asker, intent, now), now);
    }

    private DecisionRecord record(
            Address account, Intent intent, Asker asker, String outcome, Rule rule, @Nullable String reason) {
        return new DecisionRecord(
                clock.seconds(),
                intent.digest(),
                Ledger.act(intent),
                intent.purpose(),
                spends(intent.spends()),
                intent.maxGas(),
                outcome,
                rule.name(),
                reason,
                account,
                DecisionRecord.name(asker),
                null);
    }

    private DecisionRecord reserved(
            Hash32 about,
            List<Intent.Spend> spends,
            Amount gas,
            Asker asker,
            String outcome,
            Rule rule,
            @Nullable String reason) {
        return new DecisionRecord(
                clock.seconds(),
                about,
                null,
                Purpose.ACCEPT,
                spends(spends),
                gas,
                outcome,
                rule.name(),
                reason,
                account(),
                DecisionRecord.name(asker),
                true);
    }

    private static List<DecisionRecord.SpendRecord> spends(List<Intent.Spend> spends) {
        return spends.stream().map(DecisionRecord.SpendRecord::of).toList();
    }

    private void write(DecisionRecord record) {
        journal.append(RecordKind.POLICY_DECISION, Json.write(record));
        ledger.count(record);
    }
}
