package org.pluspeer.node.deal;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.pluspeer.market.deal.DealTerms;
import org.pluspeer.market.deal.DealTransaction;
import org.pluspeer.node.chain.ContractDesk;
import org.pluspeer.node.chain.DealCalls;
import org.pluspeer.node.chain.ExchangeCalls;
import org.pluspeer.node.chain.Outcome;
import org.pluspeer.node.chain.TransactionDesk;
import org.pluspeer.node.chain.TransactionLog;
import org.pluspeer.wallet.eth.Signature;
import org.pluspeer.wallet.policy.Consent;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Kind;
import org.pluspeer.wallet.policy.Purpose;

/**
 * Turns what deals order into transactions of the account that trades; and while that one is locked, what anybody may
 * send (proofs, pins, settlements) into transactions of the operations account.
 */
public final class DealOrders {
    static final String WITHDRAWAL = "storage-withdraw/";

    private static final long HOUR = 3600;

    private final ContractDesk desk;

    public DealOrders(ContractDesk desk) {
        this.desk = desk;
    }

    /** Tells of transactions of deals as they go on. */
    public void listen(BiConsumer<DealOrderId, Outcome> listener) {
        desk.listen((key, outcome) -> DealOrderId.parse(key).ifPresent(id -> listener.accept(id, outcome)));
    }

    /** The same again is the same transaction. May throw what {@link ContractDesk#send} throws. */
    Outcome order(DealOrderId id, DealOrder order) {
        return find(id).orElseGet(() -> send(id.text(), order));
    }

    /** @param key names it among all transactions */
    Outcome order(String key, DealOrder order) {
        return desk.find(key).orElseGet(() -> send(key, order));
    }

    /** What became of all that put money into the ledger, or took it out. */
    List<Outcome> ledgerMoves() {
        return desk.log().stream()
                .filter(one -> one.key().startsWith(WITHDRAWAL) || isDeposit(one.key()))
                .map(TransactionLog::outcome)
                .toList();
    }

    private static boolean isDeposit(String key) {
        return DealOrderId.parse(key)
                .filter(id -> id.transaction().kind() == DealTransaction.Kind.DEPOSIT)
                .isPresent();
    }

    Optional<Outcome> find(DealOrderId id) {
        return desk.find(id.text());
    }

    private Outcome send(String key, DealOrder order) {
        return switch (order) {
            case DealOrder.Deposit it -> desk.send(deposit(key, it));
            case DealOrder.Open it -> desk.send(open(key, it));
            case DealOrder.Withdraw it ->
                desk.send(desk.free(
                        key, Purpose.WITHDRAW, ExchangeCalls.withdraw(it.token(), it.amount(), desk.account())));
            case DealOrder.Prove it ->
                desk.sendByEither(
                        desk.free(key, Purpose.PROVE_STORAGE, DealCalls.prove(it.dealId(), it.epoch(), it.samples())));
            case DealOrder.Pin it ->
                desk.sendByEither(desk.free(key, Purpose.PROVE_STORAGE, DealCalls.pin(it.block())));
            // By one of the two itself, whose own signature is needed then no more.
            case DealOrder.EndEarly it ->
                desk.send(desk.free(
                        key,
                        Purpose.SETTLE,
                        DealCalls.endEarly(
                                it.terms(), it.agreed(), it.terms().client().equals(desk.account()))));
            case DealOrder.Settle it -> desk.sendByEither(desk.free(key, Purpose.SETTLE, DealCalls.settle(it.terms())));
        };
    }

    private TransactionDesk.Request open(String key, DealOrder.Open order) {
        DealTerms terms = order.terms();
        Intent.Spend price = new Intent.Spend(terms.provider(), terms.token(), terms.price(), Kind.STORAGE);
        Consent consent = Consent.upTo(terms.token(), terms.price()).withGas(order.gas());
        byte[] data =
                terms.token().isZero() ? DealCalls.open(terms, order.provider()) : authorized(order, price, consent);
        return desk.paying(key, Purpose.OPEN_DEAL, data, price, consent);
    }

    private byte[] authorized(DealOrder.Open order, Intent.Spend price, Consent consent) {
        long before = order.terms().acceptBy() + 1;
        Signature authorization = desk.authorization(price, before, order.dealId(), consent);
        return DealCalls.openWithAuthorization(order.terms(), order.provider(), 0, before, authorization);
    }

    /** The collateral stays the account's own: it goes into its ledger, from where it can be withdrawn. */
    private TransactionDesk.Request deposit(String key, DealOrder.Deposit order) {
        Intent.Spend own = new Intent.Spend(desk.account(), order.token(), order.amount(), Kind.STORAGE);
        byte[] data = order.token().isZero() ? ExchangeCalls.deposit(order.token(), order.amount()) : permitted(own);
        return desk.paying(key, Purpose.BOND_DEPOSIT, data, own, Consent.none());
    }

    private byte[] permitted(Intent.Spend own) {
        if (!desk.token(own.token()).permits()) {
            throw ContractDesk.unusable(own.token());
        }
        long deadline = desk.now() + HOUR;
        Signature permit = desk.permit(own, deadline, Consent.none());
        return ExchangeCalls.depositWithPermit(own.token(), own.amount(), deadline, permit);
    }
}
