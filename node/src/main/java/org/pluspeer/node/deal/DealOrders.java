package org.pluspeer.node.deal;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.pluspeer.market.deal.DealTerms;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.approval.SigningDesk;
import org.pluspeer.node.chain.ChainClient;
import org.pluspeer.node.chain.DealCalls;
import org.pluspeer.node.chain.DealContract;
import org.pluspeer.node.chain.ExchangeCalls;
import org.pluspeer.node.chain.Outcome;
import org.pluspeer.node.chain.StandIn;
import org.pluspeer.node.chain.Token;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.node.chain.TransactionDesk;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Eip2612;
import org.pluspeer.wallet.eth.Eip3009;
import org.pluspeer.wallet.eth.Eip712;
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
    private static final long HOUR = 3600;

    private final TransactionDesk desk;
    private final StandIn standIn;
    private final SigningDesk signing;
    private final ChainClient chain;
    private final Tokens tokens;

    public DealOrders(TransactionDesk desk, StandIn standIn, SigningDesk signing, ChainClient chain, Tokens tokens) {
        this.desk = desk;
        this.standIn = standIn;
        this.signing = signing;
        this.chain = chain;
        this.tokens = tokens;
    }

    /** Tells of transactions of deals as they go on. */
    public void listen(BiConsumer<DealOrderId, Outcome> listener) {
        for (TransactionDesk each : List.of(desk, standIn.desk())) {
            each.listen((key, outcome) -> DealOrderId.parse(key).ifPresent(id -> listener.accept(id, outcome)));
        }
    }

    /** The same again is the same transaction. May throw what {@link TransactionDesk#submit} throws. */
    Outcome order(DealOrderId id, DealOrder order) {
        return find(id).orElseGet(
                        () -> deskFor(order).submit(request(id.text(), order)).outcome());
    }

    /** @param key names it among all transactions */
    Outcome order(String key, DealOrder order) {
        return desk.submit(request(key, order)).outcome();
    }

    Optional<Outcome> find(DealOrderId id) {
        return desk.outcome(id.text()).or(() -> standIn.desk().outcome(id.text()));
    }

    private TransactionDesk deskFor(DealOrder order) {
        boolean anybodys =
                switch (order) {
                    case DealOrder.Prove _, DealOrder.Pin _, DealOrder.Settle _ -> true;
                    case DealOrder.Deposit _, DealOrder.Open _, DealOrder.Withdraw _ -> false;
                };
        return anybodys && standIn.isNeeded().getAsBoolean() ? standIn.desk() : desk;
    }

    private TransactionDesk.Request request(String key, DealOrder order) {
        return switch (order) {
            case DealOrder.Deposit it -> deposit(key, it);
            case DealOrder.Open it -> open(key, it);
            case DealOrder.Prove it ->
                free(key, Purpose.PROVE_STORAGE, DealCalls.prove(it.dealId(), it.epoch(), it.samples()));
            case DealOrder.Pin it -> free(key, Purpose.PROVE_STORAGE, DealCalls.pin(it.block()));
            case DealOrder.Settle it -> free(key, Purpose.SETTLE, DealCalls.settle(it.terms()));
            case DealOrder.Withdraw it ->
                free(key, Purpose.WITHDRAW, ExchangeCalls.withdraw(it.token(), it.amount(), signing.account()));
        };
    }

    /** One that moves none of the account's money away. */
    private static TransactionDesk.Request free(String key, Purpose purpose, byte[] data) {
        return new TransactionDesk.Request(
                key, purpose, DealContract.ADDRESS, Amount.ZERO, data, List.of(), Consent.none());
    }

    private TransactionDesk.Request open(String key, DealOrder.Open order) {
        DealTerms terms = order.terms();
        boolean coin = terms.token().isZero();
        Intent.Spend price = new Intent.Spend(terms.provider(), terms.token(), terms.price(), Kind.STORAGE);
        Consent consent = Consent.upTo(terms.token(), terms.price()).withGas(order.gas());
        byte[] data = coin ? DealCalls.open(terms, order.provider()) : authorized(order, price, consent);
        return new TransactionDesk.Request(
                key,
                Purpose.OPEN_DEAL,
                DealContract.ADDRESS,
                coin ? terms.price() : Amount.ZERO,
                data,
                List.of(price),
                consent);
    }

    private byte[] authorized(DealOrder.Open order, Intent.Spend price, Consent consent) {
        DealTerms terms = order.terms();
        long before = terms.acceptBy() + 1;
        Eip712.Struct message = Eip3009.receiveWithAuthorization(
                signing.account(), DealContract.ADDRESS, terms.price(), 0, before, order.dealId());
        Signature authorization = signing.sign(
                new Intent.SignTyped(Purpose.PAYMENT_AUTHORIZATION, domain(terms.token()), message, List.of(price)),
                consent);
        return DealCalls.openWithAuthorization(terms, order.provider(), 0, before, authorization);
    }

    /** The collateral stays the account's own: it goes into its ledger, from where it can be withdrawn. */
    private TransactionDesk.Request deposit(String key, DealOrder.Deposit order) {
        Address token = order.token();
        Intent.Spend own = new Intent.Spend(signing.account(), token, order.amount(), Kind.STORAGE);
        boolean coin = token.isZero();
        byte[] data = coin ? ExchangeCalls.deposit(token, order.amount()) : permitted(order, own);
        return new TransactionDesk.Request(
                key,
                Purpose.BOND_DEPOSIT,
                DealContract.ADDRESS,
                coin ? order.amount() : Amount.ZERO,
                data,
                List.of(own),
                Consent.none());
    }

    private byte[] permitted(DealOrder.Deposit order, Intent.Spend own) {
        Token token = tokens.find(order.token()).filter(Token::permits).orElseThrow(() -> unusable(order.token()));
        long deadline = chain.head().time() + HOUR;
        Eip712.Struct permit = Eip2612.permit(
                signing.account(),
                DealContract.ADDRESS,
                order.amount(),
                tokens.permitNonce(order.token(), signing.account()),
                deadline);
        Signature signature = signing.sign(
                new Intent.SignTyped(Purpose.PERMIT, domain(token.address()), permit, List.of(own)), Consent.none());
        return ExchangeCalls.depositWithPermit(order.token(), order.amount(), deadline, signature);
    }

    private Eip712.Domain domain(Address token) {
        return tokens.find(token).flatMap(Token::signingDomain).orElseThrow(() -> unusable(token));
    }

    private static ProblemException unusable(Address token) {
        return new ProblemException(
                Problem.Code.UNSUPPORTED, "the token at " + token + " cannot be paid with a signature");
    }
}
