package org.pluspeer.node.deal;

import org.pluspeer.market.deal.Challenge;
import org.pluspeer.market.deal.DealCommand;
import org.pluspeer.market.deal.DealEffect;
import org.pluspeer.market.deal.DealRequest;
import org.pluspeer.market.deal.DealTerms;
import org.pluspeer.market.deal.DealTransaction;
import org.pluspeer.market.deal.ReplicaProof;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.run.Errand;
import org.pluspeer.node.run.Hands;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;

/** Carries out what deals want done in which we keep another's bytes. */
final class HostingHands implements Hands<DealEffect> {
    private final DealPorts ports;
    private final ReplicaStore replicas;
    private final DealClerk clerk;
    private final Tell tell;
    private final Reserved reserved;

    /** Answers a deal. */
    @FunctionalInterface
    interface Tell {
        void deal(String id, DealCommand command);
    }

    /** What other deals need. */
    interface Reserved {
        /** Collateral of all deals in a token that are promised and not opened yet; base units. */
        Amount collateral(Address token);

        /** Whether another deal that isn't over rests on the same replica. */
        boolean shares(DealRequest deal);
    }

    HostingHands(DealPorts ports, ReplicaStore replicas, DealClerk clerk, Tell tell, Reserved reserved) {
        this.ports = ports;
        this.replicas = replicas;
        this.clerk = clerk;
        this.tell = tell;
        this.reserved = reserved;
    }

    @Override
    public Errand.Outcome carryOut(Errand errand, DealEffect effect) {
        return switch (effect) {
            case DealEffect.FetchReplica it -> check(errand, it.deal());
            case DealEffect.SecureCollateral it -> secure(errand, it);
            case DealEffect.SignTerms it -> sign(errand, it.deal().terms());
            case DealEffect.Prove it -> prove(errand, it);
            case DealEffect.Pin it ->
                order(
                        errand,
                        it.deal(),
                        kind(DealTransaction.Kind.PIN, it.challenge(), it.attempt()),
                        new DealOrder.Pin(it.challenge()));
            case DealEffect.Settle it ->
                order(
                        errand,
                        it.deal(),
                        kind(DealTransaction.Kind.SETTLE, it.decided(), it.attempt()),
                        new DealOrder.Settle(it.deal().terms()));
            case DealEffect.EndEarly it ->
                order(
                        errand,
                        it.deal(),
                        kind(DealTransaction.Kind.END_EARLY, it.agreed().end().epochs(), it.attempt()),
                        new DealOrder.EndEarly(it.deal().terms(), it.agreed()));
            case DealEffect.DropReplica it -> drop(it.deal());
            case DealEffect.AskForSignature _, DealEffect.Open _ ->
                throw new IllegalStateException(
                        "a provider is not asked for " + effect.getClass().getSimpleName());
        };
    }

    private record Try(DealTransaction.Kind kind, int number, int attempt) {}

    private static Try kind(DealTransaction.Kind kind, long number, int attempt) {
        return new Try(kind, (int) number, attempt);
    }

    private Errand.Outcome order(Errand errand, DealRequest deal, Try which, DealOrder order) {
        return clerk.order(id(deal, which), order, command -> tell.deal(errand.id(), command));
    }

    private static DealOrderId id(DealRequest deal, Try which) {
        return new DealOrderId(deal.id(), new DealTransaction(which.kind(), which.number()), which.attempt());
    }

    private Errand.Outcome check(Errand errand, DealRequest deal) {
        ReplicaStore.Slot said = ReplicaStore.Slot.of(deal.terms());
        if (replicas.missing(said) < said.pieces()) {
            return Errand.Outcome.IN_HAND;
        }
        tell.deal(errand.id(), new DealCommand.ConfirmReplica(replicas.check(said)));
        return Errand.Outcome.IN_HAND;
    }

    private Errand.Outcome secure(Errand errand, DealEffect.SecureCollateral effect) {
        DealTerms terms = effect.deal().terms();
        if (isGone(errand, terms)) {
            return Errand.Outcome.IN_HAND;
        }
        Amount missing = missing(terms);
        if (missing.isZero()) {
            tell.deal(errand.id(), new DealCommand.ConfirmCollateral());
            return Errand.Outcome.IN_HAND;
        }
        Try deposit = kind(DealTransaction.Kind.DEPOSIT, 0, effect.attempt());
        try {
            requireFunds(effect.deal(), deposit, missing);
            order(errand, effect.deal(), deposit, new DealOrder.Deposit(terms.token(), missing));
            // The ledger is looked at again when the deposit is in a block.
            return Errand.Outcome.AGAIN;
        } catch (ProblemException e) {
            if (!e.problem().code().refusesTransaction()) {
                throw e;
            }
            String reason = "the collateral cannot be put up: " + e.problem().detail();
            tell.deal(errand.id(), new DealCommand.Decline(reason));
            return Errand.Outcome.IN_HAND;
        }
    }

    /** A deposit that is on its way already may have left the wallet a moment ago. */
    private void requireFunds(DealRequest deal, Try deposit, Amount missing) {
        boolean ordered = ports.orders().find(id(deal, deposit)).isPresent();
        if (!ordered
                && ports.chain().wallet(ports.account(), deal.terms().token()).isLessThan(missing)) {
            throw new ProblemException(Problem.Code.INSUFFICIENT_FUNDS, "the wallet does not hold so much");
        }
    }

    /** What the ledger lacks for this collateral beside all others that are promised; at most this one. */
    private Amount missing(DealTerms terms) {
        Amount there = ports.chain().ledger(terms.provider(), terms.token());
        Amount needed = reserved.collateral(terms.token());
        if (!there.isLessThan(needed)) {
            return Amount.ZERO;
        }
        Amount lacking = needed.minus(there);
        return lacking.isMoreThan(terms.collateral()) ? terms.collateral() : lacking;
    }

    /** A journal that came out of a backup may know of bytes that this disk has never seen: nothing is promised for them. */
    private boolean isGone(Errand errand, DealTerms terms) {
        boolean gone = !replicas.holds(ReplicaStore.Slot.of(terms));
        if (gone) {
            tell.deal(errand.id(), new DealCommand.Decline("the bytes are not on this disk any more"));
        }
        return gone;
    }

    private Errand.Outcome sign(Errand errand, DealTerms terms) {
        if (isGone(errand, terms)) {
            return Errand.Outcome.IN_HAND;
        }
        Signature signature = ports.sign(terms);
        tell.deal(errand.id(), new DealCommand.TakeSignature(signature, ports.account()));
        return Errand.Outcome.IN_HAND;
    }

    private Errand.Outcome prove(Errand errand, DealEffect.Prove effect) {
        Hash32 hash = ports.chain().blockHash(effect.challenge()).orElse(null);
        if (hash == null) {
            return Errand.Outcome.AGAIN;
        }
        DealTerms terms = effect.deal().terms();
        Challenge challenge = Challenge.of(hash, effect.deal().id());
        ReplicaProof proof = replicas.prove(terms, challenge);
        if (!proof.holds(terms, challenge)) {
            throw new ProblemException(
                    Problem.Code.REPLICA_LOST, "what lies on this disk is not what was handed over any more");
        }
        return order(
                errand,
                effect.deal(),
                kind(DealTransaction.Kind.PROVE, effect.epoch(), effect.attempt()),
                new DealOrder.Prove(effect.deal().id(), effect.epoch(), proof.bytes()));
    }

    private Errand.Outcome drop(DealRequest deal) {
        if (!reserved.shares(deal)) {
            replicas.drop(ReplicaStore.Slot.of(deal.terms()));
        }
        return Errand.Outcome.IN_HAND;
    }
}
