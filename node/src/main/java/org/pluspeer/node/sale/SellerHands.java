package org.pluspeer.node.sale;

import java.util.function.Function;
import org.pluspeer.market.sale.ChainFact;
import org.pluspeer.market.sale.Offer;
import org.pluspeer.market.sale.SaleCommand;
import org.pluspeer.market.sale.SaleEffect;
import org.pluspeer.market.sale.SaleTransaction;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.run.Errand;
import org.pluspeer.node.run.Hands;
import org.pluspeer.node.run.Workshop;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/** Carries out what sales want done. */
final class SellerHands implements Hands<SaleEffect> {
    private final SalePorts ports;
    private final Sealing sealing;
    private final Conduct conduct;
    private final OrderClerk clerk;
    private final Tell tell;
    private final Function<Address, Amount> reserved;

    /** Answers a sale. */
    @FunctionalInterface
    interface Tell {
        void sale(String id, SaleCommand command);
    }

    /** @param reserved the bonds of all offers in a token that are not accepted yet, in base units */
    SellerHands(
            SalePorts ports,
            Workshop workshop,
            Sealing sealing,
            Conduct conduct,
            Tell tell,
            Function<Address, Amount> reserved) {
        this.ports = ports;
        this.sealing = sealing;
        this.conduct = conduct;
        this.clerk = new OrderClerk(ports.orders(), workshop.clock());
        this.tell = tell;
        this.reserved = reserved;
    }

    @Override
    public Errand.Outcome carryOut(Errand errand, SaleEffect effect) {
        return switch (effect) {
            case SaleEffect.SecureBond it -> secureBond(errand, it);
            case SaleEffect.SignOffer it -> {
                answer(
                        errand,
                        new SaleCommand.TakeSignature(
                                ports.signatures().sign(it.sale().offer())));
                yield Errand.Outcome.IN_HAND;
            }
            case SaleEffect.SubmitReveal it -> reveal(errand, it);
            case SaleEffect.SubmitRelease it ->
                clerk.order(
                        new OrderId(it.sale().id(), SaleTransaction.RELEASE, it.attempt()),
                        new Order.Release(it.sale().offer(), it.release()),
                        report -> answer(errand, new SaleCommand.Report(report)));
            case SaleEffect.SubmitSettle it ->
                clerk.order(
                        new OrderId(it.sale().id(), SaleTransaction.SETTLE, it.attempt()),
                        new Order.Settle(it.sale().offer()),
                        report -> answer(errand, new SaleCommand.Report(report)));
        };
    }

    private void answer(Errand errand, SaleCommand command) {
        tell.sale(errand.id(), command);
    }

    private Errand.Outcome reveal(Errand errand, SaleEffect.SubmitReveal effect) {
        if (!conduct.reveals()) {
            return Errand.Outcome.IN_HAND;
        }
        Offer offer = effect.sale().offer();
        ChainFact.Accepted payment = effect.payment();
        if (payment != null && !ports.chain().isPaidForGood(effect.sale().id(), payment.block())) {
            return Errand.Outcome.AGAIN;
        }
        return clerk.order(
                new OrderId(effect.sale().id(), SaleTransaction.REVEAL, effect.attempt()),
                new Order.Reveal(offer, sealing.revealed(offer, effect.sale().id())),
                report -> answer(errand, new SaleCommand.Report(report)));
    }

    private Errand.Outcome secureBond(Errand errand, SaleEffect.SecureBond effect) {
        Offer offer = effect.sale().offer();
        Amount missing = missing(offer);
        if (missing.isZero()) {
            answer(errand, new SaleCommand.ConfirmBond());
            return Errand.Outcome.IN_HAND;
        }
        OrderId id = new OrderId(effect.sale().id(), SaleTransaction.DEPOSIT, effect.attempt());
        try {
            return clerk.order(id, new Order.Deposit(offer.token(), missing), report -> {
                answer(errand, new SaleCommand.Report(report));
            });
        } catch (ProblemException e) {
            if (!e.problem().code().refusesTransaction()) {
                throw e;
            }
            answer(
                    errand,
                    new SaleCommand.Decline(
                            "the bond cannot be put up: " + e.problem().detail()));
            return Errand.Outcome.IN_HAND;
        }
    }

    /** What the ledger lacks for this bond beside all others that are reserved; at most this bond. */
    private Amount missing(Offer offer) {
        Amount there = ports.chain().ledger(offer.seller(), offer.token());
        Amount needed = reserved.apply(offer.token());
        if (!there.isLessThan(needed)) {
            return Amount.ZERO;
        }
        Amount lacking = needed.minus(there);
        return lacking.isMoreThan(offer.bond()) ? offer.bond() : lacking;
    }
}
