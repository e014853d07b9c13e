package org.pluspeer.node.trade;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.pluspeer.market.sale.Offer;
import org.pluspeer.market.sale.SignedOffer;
import org.pluspeer.market.sale.TransactionReport;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.approval.Approval;
import org.pluspeer.node.approval.Inbox;
import org.pluspeer.node.approval.NeedsApprovalException;
import org.pluspeer.node.approval.SigningDesk;
import org.pluspeer.node.chain.ContractDesk;
import org.pluspeer.node.chain.Exchange;
import org.pluspeer.node.chain.ExchangeCalls;
import org.pluspeer.node.chain.Outcome;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.node.chain.TransactionDesk;
import org.pluspeer.node.json.Json;
import org.pluspeer.node.sale.Order;
import org.pluspeer.node.sale.OrderId;
import org.pluspeer.node.sale.SaleOrders;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;
import org.pluspeer.wallet.policy.Asker;
import org.pluspeer.wallet.policy.Consent;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Purpose;

/**
 * Turns what a sale orders into transactions of the account that trades; and while that one is locked, what anybody may
 * send into transactions of the operations account.
 */
public final class Orders implements SaleOrders {
    private static final long HOUR = 3600;

    private final ContractDesk desk;
    private final SigningDesk signing;
    private final Inbox inbox;

    /** @param inbox where a payment waits whose gas is above the cap; this is its hand for them */
    public Orders(ContractDesk desk, SigningDesk signing, Inbox inbox) {
        this.desk = desk;
        this.signing = signing;
        this.inbox = inbox;
        // Nothing to do: the payment is tried again by itself, and finds the answer.
        inbox.carries(Approval.Action.GO_ON, (wish, consent) -> "it goes on");
    }

    /** Tells of transactions of sales as they go on. */
    public void listen(BiConsumer<OrderId, TransactionReport> listener) {
        desk.listen((key, outcome) -> OrderId.parse(key).ifPresent(id -> listener.accept(id, report(id, outcome))));
    }

    @Override
    public TransactionReport order(OrderId id, Order order) {
        return find(id).orElseGet(() -> submit(id, order));
    }

    private TransactionReport submit(OrderId id, Order order) {
        TransactionDesk.Request request = request(id, order);
        boolean pays = order instanceof Order.Accept || order instanceof Order.ApproveToken;
        if (!pays) {
            return report(id, isAnybodys(order) ? desk.sendByEither(request) : desk.send(request));
        }
        try {
            Amount gas = inbox.answer(Asker.NODE, Approval.Action.GO_ON, id.text())
                    .map(Consent::gas)
                    .orElse(request.consent().gas());
            return report(id, desk.send(request.withGas(gas)));
        } catch (NeedsApprovalException e) {
            inbox.ask(goingOn(id, request), e.wanted());
            throw e;
        }
    }

    private Approval.Wish goingOn(OrderId id, TransactionDesk.Request request) {
        return new Approval.Wish(
                Asker.NODE,
                Approval.Action.GO_ON,
                signing.account(),
                id.text(),
                "Go on with a purchase though its gas is dear",
                List.of(
                        new Approval.Line("Offer", id.offerId().hex()),
                        new Approval.Line("Contract", request.to().checksummed())),
                Json.tree(Json.write(Map.of("order", id.text()))));
    }

    @Override
    public Optional<TransactionReport> find(OrderId id) {
        return desk.find(id.text()).map(outcome -> report(id, outcome));
    }

    /**
     * Whether the contract takes it from anybody: who it pays stands in the offer. A {@code reveal} is the seller's alone,
     * and what moves the account's money its own.
     */
    private static boolean isAnybodys(Order order) {
        return switch (order) {
            case Order.Complain _, Order.ComplainMask _, Order.Refund _, Order.Release _, Order.Settle _ -> true;
            case Order.ApproveToken _, Order.Accept _, Order.Deposit _, Order.Reveal _ -> false;
        };
    }

    private static TransactionReport report(OrderId id, Outcome outcome) {
        return switch (outcome.status()) {
            case PENDING -> new TransactionReport.Sent(id.transaction(), id.attempt(), outcome.hash());
            case SUCCEEDED ->
                new TransactionReport.Succeeded(
                        id.transaction(), id.attempt(), outcome.hash(), outcome.gasUsed(), outcome.effectiveGasPrice());
            case REVERTED, DROPPED, OVERTAKEN, CANCELLED -> {
                String reason = outcome.reason();
                yield new TransactionReport.Refused(
                        id.transaction(), id.attempt(), reason == null ? "the chain refused it" : reason);
            }
        };
    }

    private TransactionDesk.Request request(OrderId id, Order order) {
        return switch (order) {
            case Order.ApproveToken approve -> approve(id, approve);
            case Order.Accept accept -> accept(id, accept);
            case Order.Deposit deposit -> deposit(id, deposit);
            case Order.Complain complain -> complain(id, complain);
            case Order.Refund refund -> free(id, Purpose.REFUND, ExchangeCalls.refund(refund.offer()));
            case Order.ComplainMask it ->
                free(
                        id,
                        Purpose.COMPLAIN,
                        ExchangeCalls.complainMask(
                                it.offer(), it.z(), Hash32.of(it.mask().bytes())));
            case Order.Reveal it -> free(id, Purpose.REVEAL, ExchangeCalls.reveal(it.offer(), it.z()));
            case Order.Release release ->
                free(id, Purpose.SUBMIT_RELEASE, ExchangeCalls.release(release.offer(), release.buyerKey()));
            case Order.Settle settle -> free(id, Purpose.SETTLE, ExchangeCalls.settle(settle.offer()));
        };
    }

    /** One that moves none of the account's money. */
    private TransactionDesk.Request free(OrderId id, Purpose purpose, byte[] data) {
        return desk.free(id.text(), purpose, data);
    }

    /** The yes that a payment rests on: the owner's, or the budget's that it was taken out of for a program. */
    private Consent agreed(OrderId id, Address token, Amount total) {
        Consent owner = Consent.upTo(token, total);
        return signing.reserved(id.offerId())
                .map(reserved -> byBudget(owner, reserved))
                .orElse(owner);
    }

    private static Consent byBudget(Consent total, SigningDesk.Reserved reserved) {
        if (!reserved.paired()) {
            throw new ProblemException(
                    Problem.Code.REFUSED_BY_POLICY, "the program that wanted it was revoked, or its time is over");
        }
        return total.withGas(reserved.gas()).byBudget();
    }

    private TransactionDesk.Request approve(OrderId id, Order.ApproveToken order) {
        Offer offer = order.offer();
        return new TransactionDesk.Request(
                id.text(),
                Purpose.APPROVE_TOKEN,
                offer.token(),
                Amount.ZERO,
                Tokens.approve(Exchange.ADDRESS, offer.price()),
                List.of(price(offer)),
                agreed(id, offer.token(), order.total()));
    }

    private TransactionDesk.Request accept(OrderId id, Order.Accept order) {
        SignedOffer signed = order.offer();
        Offer offer = signed.offer();
        byte[] seller = signed.signature().bytes();
        byte[] data =
                switch (order.method()) {
                    case AUTHORIZATION -> authorized(id, order, offer, seller);
                    case ALLOWANCE, COIN -> ExchangeCalls.accept(offer, seller);
                };
        return desk.paying(id.text(), Purpose.ACCEPT, data, price(offer), agreed(id, offer.token(), order.total()));
    }

    private byte[] authorized(OrderId id, Order.Accept order, Offer offer, byte[] seller) {
        long before = offer.acceptBy() + 1;
        Signature authorization =
                desk.authorization(price(offer), before, id.offerId(), agreed(id, offer.token(), order.total()));
        return ExchangeCalls.acceptWithAuthorization(offer, seller, 0, before, authorization);
    }

    /** The bond stays the account's own: it goes into its ledger, from where it can be withdrawn. */
    private TransactionDesk.Request deposit(OrderId id, Order.Deposit order) {
        Intent.Spend own = new Intent.Spend(desk.account(), order.token(), order.amount());
        byte[] data = order.token().isZero() ? ExchangeCalls.deposit(order.token(), order.amount()) : permitted(own);
        return desk.paying(id.text(), Purpose.BOND_DEPOSIT, data, own, Consent.none());
    }

    private byte[] permitted(Intent.Spend own) {
        if (!desk.token(own.token()).permits()) {
            throw ContractDesk.unusable(own.token());
        }
        long deadline = desk.now() + HOUR;
        Signature permit = desk.permit(own, deadline, Consent.none());
        return ExchangeCalls.depositWithPermit(own.token(), own.amount(), deadline, permit);
    }

    private TransactionDesk.Request complain(OrderId id, Order.Complain order) {
        var block = order.block();
        var fault = new ExchangeCalls.Fault(
                Hash32.of(order.key().bytes()), block.index(), block.cipher(), block.plainRoot(), block.path());
        return free(id, Purpose.COMPLAIN, ExchangeCalls.complain(order.offer(), fault));
    }

    private static Intent.Spend price(Offer offer) {
        return new Intent.Spend(offer.seller(), offer.token(), offer.price());
    }
}
