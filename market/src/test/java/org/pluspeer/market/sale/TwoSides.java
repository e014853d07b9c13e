package org.pluspeer.market.sale;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Amount;

/**
 * A buyer and a seller who do what their machines ask for, over a world that drops, repeats, restarts and takes blocks
 * back.
 */
final class TwoSides {
    enum SellerConduct {
        HONEST,
        WRONG_BLOCK,
        NEVER_GIVES_THE_KEY,
        REVEALS_ONLY
    }

    enum BuyerConduct {
        HONEST,
        NEVER_RELEASES
    }

    final ModelExchange chain = new ModelExchange();
    final SellerConduct sellerConduct;
    final BuyerConduct buyerConduct;
    final PaymentMethod method;
    final List<PurchaseEvent> bought = new ArrayList<>();
    final List<SaleEvent> sold = new ArrayList<>();
    Purchase purchase;
    Sale sale;
    boolean buyerHasKey;
    private ModelExchange.Cursor buyerCursor = ModelExchange.Cursor.START;
    private ModelExchange.Cursor sellerCursor = ModelExchange.Cursor.START;

    TwoSides(SellerConduct sellerConduct, BuyerConduct buyerConduct, PaymentMethod method) {
        this.sellerConduct = sellerConduct;
        this.buyerConduct = buyerConduct;
        this.method = method;
        var begun = Purchase.begin(Samples.REQUEST);
        bought.addAll(begun.events());
        purchase = begun.state();
        var offering = Sale.begin(Samples.SALE);
        sold.addAll(offering.events());
        sale = offering.state();
    }

    @Nullable
    Denial tell(PurchaseCommand command) {
        var step = purchase.on(command);
        bought.addAll(step.events());
        purchase = step.state();
        return step.denial();
    }

    @Nullable
    Denial tell(SaleCommand command) {
        var step = sale.on(command);
        sold.addAll(step.events());
        sale = step.state();
        return step.denial();
    }

    void restartBuyer() {
        Purchase again = Purchase.first(bought.getFirst());
        for (PurchaseEvent event : bought.subList(1, bought.size())) {
            again = again.with(event);
        }
        if (!again.equals(purchase) || !again.effects().equals(purchase.effects())) {
            throw new AssertionError("a restart changes " + purchase + " to " + again);
        }
        purchase = again;
    }

    void restartSeller() {
        Sale again = Sale.first(sold.getFirst());
        for (SaleEvent event : sold.subList(1, sold.size())) {
            again = again.with(event);
        }
        if (!again.equals(sale) || !again.effects().equals(sale.effects())) {
            throw new AssertionError("a restart changes " + sale + " to " + again);
        }
        sale = again;
    }

    void buyerReads() {
        tell(new PurchaseCommand.Move(chain.since(buyerCursor)));
        buyerCursor = chain.cursor();
    }

    void sellerReads() {
        tell(new SaleCommand.Move(chain.since(sellerCursor)));
        sellerCursor = chain.cursor();
    }

    /** One random thing that can happen. */
    void happen(Random random) {
        switch (random.nextInt(10)) {
            case 0, 1 -> buyerActs(random);
            case 2, 3 -> sellerActs(random);
            case 4 -> buyerReads();
            case 5 -> sellerReads();
            case 6, 7 -> chain.mine(1 + random.nextInt(30));
            case 8 -> {
                restartBuyer();
                restartSeller();
            }
            default -> chain.reorganise(1 + random.nextInt(2));
        }
        approve();
    }

    void approve() {
        if (purchase instanceof Purchase.Offered) {
            tell(new PurchaseCommand.Approve(Samples.OFFER.price()));
        }
    }

    private void buyerActs(Random random) {
        List<PurchaseEffect> effects = purchase.effects();
        if (!effects.isEmpty()) {
            PurchaseEffect effect = effects.get(random.nextInt(effects.size()));
            for (int times = random.nextInt(3); times > 0; times--) {
                act(effect);
            }
        }
    }

    private void sellerActs(Random random) {
        List<SaleEffect> effects = sale.effects();
        if (!effects.isEmpty()) {
            SaleEffect effect = effects.get(random.nextInt(effects.size()));
            for (int times = random.nextInt(3); times > 0; times--) {
                act(effect);
            }
        }
    }

    void buyerActsOnAll() {
        purchase.effects().forEach(this::act);
    }

    void sellerActsOnAll() {
        sale.effects().forEach(this::act);
    }

    private void act(PurchaseEffect effect) {
        switch (effect) {
            case PurchaseEffect.RequestOffer _ -> {
                if (sale instanceof Sale.Offered it) {
                    tell(new PurchaseCommand.TakeOffer(
                            it.signed(), Samples.SELLER, chain.time().headTime()));
                }
            }
            case PurchaseEffect.FetchCiphertext _ -> {
                if (sale.servesBlocks()) {
                    tell(new PurchaseCommand.KeepCiphertext());
                }
            }
            case PurchaseEffect.PreparePayment _ ->
                tell(new PurchaseCommand.StartPayment(method, chain.time().headTime()));
            case PurchaseEffect.ApproveToken it ->
                bySending(SaleTransaction.APPROVE, it.attempt(), new ModelExchange.Call.Nothing(), true);
            case PurchaseEffect.SubmitAccept _ ->
                bySending(SaleTransaction.ACCEPT, 0, new ModelExchange.Call.Accept(), true);
            case PurchaseEffect.FetchKey _ -> askForKey();
            case PurchaseEffect.OpenContent _ ->
                tell(
                        sellerConduct == SellerConduct.WRONG_BLOCK
                                ? new PurchaseCommand.FindFault(1)
                                : new PurchaseCommand.Deliver(Samples.FILE));
            case PurchaseEffect.SendRelease _ -> {
                if (buyerConduct == BuyerConduct.HONEST) {
                    tell(new SaleCommand.TakeRelease(Samples.SIGNATURE, Samples.BUYER_KEY));
                    tell(new PurchaseCommand.ConfirmRelease());
                }
            }
            case PurchaseEffect.SubmitComplaint it ->
                bySending(
                        SaleTransaction.COMPLAIN,
                        it.attempt(),
                        new ModelExchange.Call.Complain(sellerConduct == SellerConduct.WRONG_BLOCK),
                        true);
            case PurchaseEffect.SubmitMaskComplaint _ -> throw new AssertionError("in direct mode nothing is masked");
            case PurchaseEffect.SubmitRefund it ->
                bySending(SaleTransaction.REFUND, it.attempt(), new ModelExchange.Call.Refund(), true);
        }
    }

    private void askForKey() {
        boolean gives = sellerConduct == SellerConduct.HONEST || sellerConduct == SellerConduct.WRONG_BLOCK;
        if (gives && tell(new SaleCommand.AskKey(Samples.BUYER_NODE, chain.time(), true)) == null) {
            buyerHasKey = true;
            tell(new PurchaseCommand.TakeKey(Samples.KEY));
        }
    }

    private void act(SaleEffect effect) {
        switch (effect) {
            case SaleEffect.SecureBond _ -> tell(new SaleCommand.ConfirmBond());
            case SaleEffect.SignOffer _ -> tell(new SaleCommand.TakeSignature(Samples.SIGNATURE));
            case SaleEffect.SubmitReveal it -> {
                if (sellerConduct != SellerConduct.NEVER_GIVES_THE_KEY) {
                    buyerHasKey = true;
                    bySending(SaleTransaction.REVEAL, it.attempt(), new ModelExchange.Call.Reveal(Samples.KEY), false);
                }
            }
            case SaleEffect.SubmitRelease it ->
                bySending(SaleTransaction.RELEASE, it.attempt(), new ModelExchange.Call.Release(), false);
            case SaleEffect.SubmitSettle it ->
                bySending(SaleTransaction.SETTLE, it.attempt(), new ModelExchange.Call.Settle(), false);
        }
    }

    private void bySending(SaleTransaction transaction, int attempt, ModelExchange.Call call, boolean buyer) {
        String key = transaction + "/" + attempt;
        chain.submit(key, call);
        ModelExchange.Status status = chain.status(key);
        TransactionReport report =
                switch (status) {
                    case PENDING -> new TransactionReport.Sent(transaction, attempt, Samples.TX);
                    case MINED ->
                        new TransactionReport.Succeeded(transaction, attempt, Samples.TX, 21_000, Amount.of(1));
                    case REVERTED -> new TransactionReport.Refused(transaction, attempt, "reverted");
                    case null -> throw new AssertionError(key);
                };
        if (buyer) {
            tell(new PurchaseCommand.Report(report));
        } else {
            tell(new SaleCommand.Report(report));
        }
    }

    /** Both do at once what they are to do, until the chain is far past every deadline. */
    void calmDown(boolean buyerLives, boolean sellerLives) {
        for (int round = 0; round < 600; round++) {
            if (buyerLives) {
                buyerReads();
                approve();
                buyerActsOnAll();
            }
            if (sellerLives) {
                sellerReads();
                sellerActsOnAll();
            }
            chain.mine(30);
        }
    }
}
