package org.pluspeer.node.loop;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pluspeer.market.loop.LoopAct;
import org.pluspeer.market.loop.LoopState;
import org.pluspeer.market.loop.LoopStep;
import org.pluspeer.market.loop.Outlet;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.account.SpendOrder;
import org.pluspeer.node.approval.Approval;
import org.pluspeer.node.approval.Inbox;
import org.pluspeer.node.approval.NeedsApprovalException;
import org.pluspeer.node.approval.SigningDesk;
import org.pluspeer.node.chain.Outcome;
import org.pluspeer.node.deal.KeepDesk;
import org.pluspeer.node.deal.KeptView;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Keccak;
import org.pluspeer.wallet.policy.Asker;
import org.pluspeer.wallet.policy.Consent;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Kind;
import org.pluspeer.wallet.policy.Wording;
import org.pluspeer.wallet.spend.Quantity;

/** Carries steps out. Asked about the same step again, it goes on with what it began: one key names all of it. */
final class LoopHands implements LoopDesk.Deeds {
    private final Purse purse;
    private final SigningDesk signing;
    private final Inbox inbox;
    private final KeepDesk keeping;
    private final Wording wording;

    /** @param inbox where what a budget stops waits; this is its hand for keeping */
    LoopHands(Purse purse, SigningDesk signing, Inbox inbox, KeepDesk keeping, Wording wording) {
        this.purse = purse;
        this.signing = signing;
        this.inbox = inbox;
        this.keeping = keeping;
        this.wording = wording;
        // Nothing to do: the step is tried again by itself, and finds the answer.
        inbox.carries(Approval.Action.KEEP, (wish, consent) -> "it goes on");
    }

    @Override
    public Carried carryOut(LoopState.Standing standing) {
        LoopStep step = standing.step();
        try {
            return switch (step.act()) {
                case LoopAct.Save(Address to) -> send(step, to);
                case LoopAct.TopUp(Address to) -> send(step, to);
                case LoopAct.Keep keep -> keep(step, keep, standing.phase() == LoopState.Phase.OPEN);
            };
        } catch (ProblemException e) {
            return judged(e.problem());
        }
    }

    private static Carried judged(Problem problem) {
        return switch (problem.code()) {
            case LOCKED, BUSY, STOPPING, NEEDS_APPROVAL, CHAIN_BEHIND, INSUFFICIENT_FUNDS ->
                new Carried.Waits(problem.detail());
            default ->
                problem.code().retryable() ? new Carried.Waits(problem.detail()) : new Carried.Failed(problem.detail());
        };
    }

    /** Names a step among everything that this wallet sends. */
    static String key(LoopStep step) {
        return "node/" + step.id();
    }

    private Carried send(LoopStep step, Address to) {
        String key = key(step);
        Optional<Outcome> known = purse.sent(key);
        if (known.isPresent()) {
            return told(known.get(), step);
        }
        Optional<String> missing = purse.draw(step.token(), step.amount(), key);
        if (missing.isPresent()) {
            return new Carried.Waits(missing.get());
        }
        SpendOrder order = new SpendOrder(purse.account(), to, step.token(), Quantity.of(step.amount()), null);
        String sum = wording.amount(step.token(), step.amount());
        Inbox.Answer answer = inbox.attempt(new Approval.Wish(
                Asker.NODE,
                Approval.Action.SEND,
                purse.account(),
                key,
                "Send " + sum + " by your rule for earnings",
                List.of(
                        new Approval.Line("To", to.checksummed()),
                        new Approval.Line("Amount", sum),
                        new Approval.Line("Why", step.why())),
                Json.tree(Json.write(order))));
        return answer instanceof Inbox.Answer.Waiting
                ? new Carried.Waits("It waits for your yes, among the approvals.")
                : purse.sent(key)
                        .map(outcome -> told(outcome, step))
                        .orElseGet(() -> new Carried.Waits("It is on its way."));
    }

    private static Carried told(Outcome outcome, LoopStep step) {
        String reason = outcome.reason();
        return switch (outcome.status()) {
            case PENDING -> new Carried.Waits("It is on its way.");
            case SUCCEEDED -> new Carried.Done(step.amount(), Set.of(), Set.of());
            // It may still turn up, so its money is not spent on anything else.
            case OVERTAKEN -> new Carried.Waits(String.valueOf(reason));
            case REVERTED, DROPPED, CANCELLED ->
                new Carried.Failed(reason == null ? "the chain did not take it" : reason);
        };
    }

    /** @param open whether it may not have been begun yet */
    private Carried keep(LoopStep step, LoopAct.Keep keep, boolean open) {
        if (open && keeping.madeBy(key(step)).isEmpty()) {
            agree(step, keep);
            Optional<String> missing = purse.draw(step.token(), step.amount(), key(step));
            if (missing.isPresent()) {
                return new Carried.Waits(missing.get());
            }
        }
        KeptView kept = keeping.keep(new KeepDesk.Order(
                null,
                keep.listing(),
                keep.copies(),
                keep.seconds(),
                step.token(),
                step.amount(),
                null,
                key(step),
                step.outlet() == Outlet.SEEDERS));
        if (kept.state().equals("over")) {
            return over(kept);
        }
        if (open && kept.safe() >= kept.copies()) {
            return new Carried.Paid();
        }
        String trouble = kept.trouble();
        return new Carried.Waits(trouble == null ? kept.words() : trouble);
    }

    private static Carried over(KeptView kept) {
        Set<Address> did = new HashSet<>();
        Set<Address> didNot = new HashSet<>();
        for (KeptView.CopyView copy : kept.replicas()) {
            if (copy.lost()) {
                didNot.add(copy.provider());
            } else if (copy.proven() > 0) {
                did.add(copy.provider());
            }
        }
        did.removeAll(didNot);
        return new Carried.Done(kept.spent(), did, didNot);
    }

    /** The money is counted in the wallet's budget before anything is signed, or the owner is asked. */
    private void agree(LoopStep step, LoopAct.Keep keep) {
        List<Intent.Spend> spends = keep.keepers().entrySet().stream()
                .map(one -> new Intent.Spend(one.getKey(), step.token(), one.getValue(), Kind.STORAGE))
                .toList();
        Consent consent =
                inbox.answer(Asker.NODE, Approval.Action.KEEP, key(step)).orElse(Consent.none());
        try {
            signing.reserve(
                    Keccak.hash(key(step).getBytes(StandardCharsets.UTF_8)), spends, Amount.ZERO, Asker.NODE, consent);
        } catch (NeedsApprovalException e) {
            inbox.ask(
                    new Approval.Wish(
                            Asker.NODE,
                            Approval.Action.KEEP,
                            purse.account(),
                            key(step),
                            "Have a listing kept by your rule for earnings",
                            List.of(new Approval.Line("Why", step.why())),
                            Json.tree(Json.write(java.util.Map.of("step", step.id())))),
                    e.wanted());
            throw e;
        }
    }
}
