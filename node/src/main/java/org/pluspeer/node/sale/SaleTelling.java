package org.pluspeer.node.sale;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.sale.ChainFact;
import org.pluspeer.market.sale.How;
import org.pluspeer.market.sale.Offer;
import org.pluspeer.market.sale.Sale;
import org.pluspeer.market.sale.SaleEvent;
import org.pluspeer.market.sale.SaleTransaction;
import org.pluspeer.market.sale.TransactionReport;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.node.run.Turns;
import org.pluspeer.node.sale.StepBook.Words;

/** Says in plain words how a sale stands. */
final class SaleTelling {
    private SaleTelling() {}

    static SaleView view(Turns.Story<Sale, SaleEvent> story, String title, TokenView token) {
        Offer terms = story.state().terms();
        return new SaleView(
                story.state().facts().request().id(),
                terms.listing(),
                title,
                terms.buyer(),
                terms.price(),
                token,
                name(story.state()),
                steps(story),
                terms.bond(),
                PurchaseTelling.deadlines(story.state().facts().escrow()),
                story.begunAt());
    }

    private static String name(Sale state) {
        return switch (state) {
            case Sale.Bonding _, Sale.Signing _, Sale.Offered _ -> "offered";
            case Sale.Accepted _, Sale.Secured _ -> "accepted";
            case Sale.Missed it -> it.facts().keyHandedOver() ? "keySent" : "accepted";
            case Sale.KeySent _ -> "keySent";
            case Sale.Releasing _ -> "releasing";
            case Sale.Revealing _ -> "revealing";
            case Sale.Revealed _ -> "revealed";
            case Sale.Settling _ -> "settling";
            case Sale.Settled _ -> "settled";
            case Sale.Released _ -> "released";
            case Sale.Complained _ -> "complained";
            case Sale.Refunded _ -> "refunded";
            case Sale.Expired _, Sale.Declined _ -> "expired";
        };
    }

    private static List<StepView> steps(Turns.Story<Sale, SaleEvent> story) {
        StepBook<SaleEvent> book = new StepBook<>(story.events(), SaleTelling::report);
        List<StepView> steps = new ArrayList<>();
        steps.add(book.step(
                "bond",
                new Words("Your bond goes into the ledger", "Your bond is in the ledger"),
                SaleTransaction.DEPOSIT,
                SaleEvent.BondSecured.class::isInstance));
        steps.add(book.step(
                "offer",
                new Words("You sign the offer", "The offer is signed"),
                SaleEvent.OfferSigned.class::isInstance));
        steps.add(book.step(
                "accept",
                new Words("The buyer puts the price into escrow", "The price is in escrow"),
                said(ChainFact.Accepted.class)));
        steps.add(book.step(
                "key",
                new Words("The buyer gets the key", "The buyer has the key"),
                SaleEvent.KeyHandedOver.class::isInstance));
        if (book.has(said(ChainFact.Revealed.class)) || book.wasOrdered(SaleTransaction.REVEAL)) {
            steps.add(book.step(
                    "reveal",
                    new Words("The key goes onto the chain", "The key is on the chain"),
                    SaleTransaction.REVEAL,
                    said(ChainFact.Revealed.class)));
        }
        steps.add(end(story.state(), book));
        return List.copyOf(steps);
    }

    private static StepView end(Sale state, StepBook<SaleEvent> book) {
        ChainFact.Ended ended = state.facts().escrow().ended();
        Predicate<SaleEvent> over = said(ChainFact.Ended.class);
        How how = ended != null
                ? ended.how()
                : book.has(SaleEvent.ReleaseTaken.class::isInstance) ? How.RELEASED : How.SETTLED;
        return switch (how) {
            case RELEASED ->
                book.step(
                        "release",
                        new Words(
                                "The buyer lets the money go; you collect it",
                                "The buyer let the money go; it is in your ledger"),
                        SaleTransaction.RELEASE,
                        over);
            case SETTLED ->
                book.step(
                        "settle",
                        new Words(
                                "The buyer lets the money go, or the time to complain runs out",
                                "The time to complain is over; the money is in your ledger"),
                        SaleTransaction.SETTLE,
                        over);
            case REFUNDED -> book.step("refund", ended("No key came in time; the buyer has the price back"), over);
            case COMPLAINED ->
                book.step("complain", ended("The buyer proved a wrong block and has price and bond"), over);
        };
    }

    /** Is only told when it is so. */
    private static Words ended(String words) {
        return new Words(words, words);
    }

    private static @Nullable TransactionReport report(SaleEvent event) {
        return event instanceof SaleEvent.Reported it ? it.report() : null;
    }

    private static Predicate<SaleEvent> said(Class<? extends ChainFact> kind) {
        return event -> event instanceof SaleEvent.ChainSaid it && kind.isInstance(it.fact());
    }
}
