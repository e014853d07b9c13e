package org.pluspeer.node.sale;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.sale.ChainFact;
import org.pluspeer.market.sale.Escrow;
import org.pluspeer.market.sale.Failure;
import org.pluspeer.market.sale.How;
import org.pluspeer.market.sale.Purchase;
import org.pluspeer.market.sale.PurchaseEvent;
import org.pluspeer.market.sale.PurchaseFault;
import org.pluspeer.market.sale.PurchaseRequest;
import org.pluspeer.market.sale.SaleTransaction;
import org.pluspeer.market.sale.SignedOffer;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.content.SeedView;
import org.pluspeer.node.run.Turns;
import org.pluspeer.node.sale.StepBook.Words;
import org.pluspeer.wallet.eth.Amount;

/** Says in plain words how purchases stand. It asks the chain for the price of gas once. */
final class PurchaseTelling {
    private final SaleChain chain;
    private final CipherFetch fetch;
    private @Nullable Amount gasPrice;

    PurchaseTelling(SaleChain chain, CipherFetch fetch) {
        this.chain = chain;
        this.fetch = fetch;
    }

    PurchaseView view(Turns.Story<Purchase, PurchaseEvent> story) {
        Purchase state = story.state();
        PurchaseRequest request = state.facts().request();
        SignedOffer offer = state.offer();
        return new PurchaseView(
                offer == null ? request.id() : offer.id(),
                request.listingId(),
                request.label().title(),
                request.listing().seller(),
                name(state),
                offer == null ? null : cost(offer),
                progress(state),
                steps(story),
                state instanceof Purchase.Delivered it
                        ? new PurchaseView.FileView(
                                it.file().name(),
                                it.file().size(),
                                it.file().sha256(),
                                it.file().path())
                        : null,
                problem(state),
                deadlines(state.facts().escrow()),
                state instanceof Purchase.Refunded it ? it.credited() : null,
                story.begunAt(),
                moneySafe(state),
                next(state),
                null);
    }

    /** Null while the chain does not answer: a cost is never guessed. */
    private @Nullable CostView cost(SignedOffer offer) {
        try {
            Amount price = gasPrice == null ? chain.gasPrice() : gasPrice;
            gasPrice = price;
            return CostView.of(
                    offer.offer(),
                    offer.mask() == null
                            ? CostView.Transfer.NONE
                            : fetch.transfer(offer.offer().price()),
                    chain.token(offer.offer().token()),
                    chain.methodFor(offer.offer().token()),
                    price);
        } catch (ProblemException e) {
            return null;
        }
    }

    private PurchaseView.ProgressView progress(Purchase state) {
        long total = state.facts().request().listing().size();
        long here =
                switch (state) {
                    case Purchase.Fetching it -> Math.min(total, fetch.held(it.offer()));
                    case Purchase.Requested _, Purchase.Offered _, Purchase.Cancelled _ -> 0;
                    case Purchase.Failed _ -> 0;
                    case Purchase.Checked _, Purchase.Paying _, Purchase.Uncertain _, Purchase.Paid _ -> total;
                    case Purchase.Opened _, Purchase.Delivered _, Purchase.Complaining _, Purchase.Contesting _ ->
                        total;
                    case Purchase.Refunding _, Purchase.Refunded _, Purchase.Lost _ -> total;
                };
        SignedOffer offer = state.offer();
        return new PurchaseView.ProgressView(
                here, total, offer == null ? List.of() : SeedView.SourceView.of(fetch.sources(offer)));
    }

    private static String name(Purchase state) {
        return switch (state) {
            case Purchase.Requested _ -> "requested";
            case Purchase.Offered _ -> "offered";
            case Purchase.Fetching _ -> "fetching";
            case Purchase.Checked _ -> "checked";
            case Purchase.Paying _, Purchase.Uncertain _ -> "paying";
            case Purchase.Paid _ -> "paid";
            case Purchase.Opened _ -> "opened";
            case Purchase.Delivered _ -> "delivered";
            case Purchase.Complaining _, Purchase.Contesting _ -> "complaining";
            case Purchase.Refunding _ -> "refunding";
            case Purchase.Refunded _ -> "refunded";
            case Purchase.Cancelled _ -> "cancelled";
            case Purchase.Failed _, Purchase.Lost _ -> "failed";
        };
    }

    private static List<StepView> steps(Turns.Story<Purchase, PurchaseEvent> story) {
        Purchase state = story.state();
        StepBook<PurchaseEvent> book = new StepBook<>(story.events(), PurchaseTelling::report);
        List<StepView> steps = new ArrayList<>();
        steps.add(book.step(
                "offer",
                new Words("The seller signs an offer", "The seller's signed offer holds"),
                PurchaseEvent.OfferTaken.class::isInstance));
        steps.add(book.step(
                "approve",
                new Words("You agree to the total", "You agreed to the total"),
                PurchaseEvent.Approved.class::isInstance));
        steps.add(book.step(
                "fetch",
                new Words(
                        "The encrypted file comes, and every block is checked",
                        "The encrypted file is here, every block checked"),
                PurchaseEvent.CiphertextChecked.class::isInstance));
        if (book.wasOrdered(SaleTransaction.APPROVE)) {
            steps.add(book.step(
                    "allow",
                    new Words("The contract is allowed to draw exactly the price", "Exactly the price may be drawn"),
                    SaleTransaction.APPROVE,
                    book.isDone(SaleTransaction.APPROVE)));
        }
        steps.add(book.step(
                "pay",
                new Words("The price goes into escrow", "The price is in escrow"),
                SaleTransaction.ACCEPT,
                said(ChainFact.Accepted.class)));
        boolean refund = state instanceof Purchase.Refunding
                || (state instanceof Purchase.Refunded it && it.how() == How.REFUNDED);
        if (refund) {
            steps.add(book.step(
                    "refund",
                    new Words("No key came; the price is called back", "No key came; the price is back"),
                    SaleTransaction.REFUND,
                    said(ChainFact.Ended.class)));
        } else {
            steps.addAll(withKey(book));
        }
        return List.copyOf(steps);
    }

    private static List<StepView> withKey(StepBook<PurchaseEvent> book) {
        StepView key = book.step(
                "key",
                new Words("The seller hands over the key", "The key is here"),
                PurchaseEvent.KeyLearned.class::isInstance);
        String wrong = "A block is not what was promised";
        StepView fault = book.step("fault", new Words(wrong, wrong), PurchaseEvent.FaultFound.class::isInstance);
        if (fault.done()) {
            StepView complaint = book.step(
                    "complain",
                    new Words(
                            "The chain checks the proof and gives the price and the bond back",
                            "The chain gave the price and the bond back"),
                    SaleTransaction.COMPLAIN,
                    said(ChainFact.Ended.class));
            return List.of(key, fault, complaint);
        }
        StepView file = book.step(
                "deliver",
                new Words("The file is opened and checked", "The file is whole and in your downloads"),
                PurchaseEvent.Delivered.class::isInstance);
        StepView release = book.step(
                "release",
                new Words("You let the seller take the money", "The seller may take the money"),
                event -> event instanceof PurchaseEvent.ReleaseTaken
                        || said(ChainFact.Ended.class).test(event));
        return List.of(key, file, release);
    }

    private static org.pluspeer.market.sale.@Nullable TransactionReport report(PurchaseEvent event) {
        return event instanceof PurchaseEvent.Reported it ? it.report() : null;
    }

    private static java.util.function.Predicate<PurchaseEvent> said(Class<? extends ChainFact> kind) {
        return event -> event instanceof PurchaseEvent.ChainSaid it && kind.isInstance(it.fact());
    }

    private static PurchaseView.@Nullable ProblemNote problem(Purchase state) {
        return switch (state) {
            case Purchase.Failed it -> note(it.failure());
            case Purchase.Lost it -> note(it.failure());
            case Purchase.Uncertain _ -> note(Failure.of(PurchaseFault.PAYMENT_REFUSED));
            case Purchase.Requested _, Purchase.Offered _, Purchase.Fetching _, Purchase.Checked _ -> null;
            case Purchase.Paying _, Purchase.Paid _, Purchase.Opened _, Purchase.Delivered _ -> null;
            case Purchase.Complaining _, Purchase.Contesting _, Purchase.Refunding _ -> null;
            case Purchase.Refunded _, Purchase.Cancelled _ -> null;
        };
    }

    private static PurchaseView.ProblemNote note(Failure failure) {
        String code = failure.fault().name().toLowerCase(java.util.Locale.ROOT);
        return new PurchaseView.ProblemNote(code, failure.fault().sentence(), failure.detail());
    }

    static PurchaseView.DeadlinesView deadlines(Escrow escrow) {
        ChainFact.Accepted accepted = escrow.accepted();
        ChainFact.Revealed revealed = escrow.revealed();
        return new PurchaseView.DeadlinesView(
                accepted == null ? null : accepted.revealBy(), revealed == null ? null : revealed.disputeBy());
    }

    private static String moneySafe(Purchase state) {
        return switch (state) {
            case Purchase.Requested _, Purchase.Offered _, Purchase.Fetching _, Purchase.Checked _ ->
                "Nothing is paid yet; all of your money is in your wallet.";
            case Purchase.Cancelled _, Purchase.Failed _ -> "Nothing was paid; all of your money is in your wallet.";
            case Purchase.Paying _ -> "The payment is on its way into escrow; the seller cannot take it from there.";
            case Purchase.Uncertain _ ->
                "The payment did not go through so far; if it still does, it goes into escrow and comes back to you.";
            case Purchase.Paid _ -> "The price is in escrow; it comes back to you if no key comes in time.";
            case Purchase.Opened _ -> "The price is in escrow until the file is proven whole.";
            case Purchase.Delivered _ -> "The file is yours and whole; the seller gets the price.";
            case Purchase.Complaining _ ->
                "The price is in escrow; the proof of the wrong block brings it back to you.";
            case Purchase.Contesting _ ->
                "The price is in escrow; the proof that what was revealed opens nothing brings it back to you.";
            case Purchase.Refunding _ -> "The price is in escrow and is being called back.";
            case Purchase.Refunded it -> "The price is back, with " + compensation(it) + "; you can withdraw it.";
            case Purchase.Lost _ -> "The price went to the seller.";
        };
    }

    private static String compensation(Purchase.Refunded state) {
        Amount extra = state.credited().minus(state.offer().offer().price());
        return extra.isZero() ? "nothing on top" : "what the seller had put up on top";
    }

    private static @Nullable String next(Purchase state) {
        return switch (state) {
            case Purchase.Requested _ -> "The seller is being asked for an offer.";
            case Purchase.Offered _ -> "Agree to the total, or cancel.";
            case Purchase.Fetching _ -> "The encrypted file is being fetched and checked; then it is paid for.";
            case Purchase.Checked _ -> "The payment is being prepared.";
            case Purchase.Paying _ -> "The chain takes the payment into escrow.";
            case Purchase.Uncertain _ ->
                "The chain becomes final past the offer's time; then it is certain that nothing is paid.";
            case Purchase.Paid _ -> "The seller hands over the key once the payment is final.";
            case Purchase.Opened _ -> "The file is being decrypted and checked.";
            case Purchase.Delivered it -> it.isOver() ? null : "The seller is told that it may take the money.";
            case Purchase.Complaining _, Purchase.Contesting _ -> "The chain checks the proof.";
            case Purchase.Refunding _ -> "The chain gives the price back.";
            case Purchase.Refunded _ -> "Withdraw it to your wallet.";
            case Purchase.Cancelled _, Purchase.Failed _, Purchase.Lost _ -> null;
        };
    }
}
