package org.pluspeer.node.channel;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.pluspeer.market.channel.ChannelTerms;
import org.pluspeer.market.channel.ChannelVenue;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.approval.SigningDesk;
import org.pluspeer.node.chain.ChainClient;
import org.pluspeer.node.chain.ChannelCalls;
import org.pluspeer.node.chain.ChannelContract;
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
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;
import org.pluspeer.wallet.policy.Consent;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Kind;
import org.pluspeer.wallet.policy.Purpose;

/**
 * Turns what channels order into transactions of the account that trades; and while that one is locked, what anybody may
 * send (claims, exits) into transactions of the operations account.
 */
public final class ChannelOrders {
    private static final long DAY = 24 * 3600;

    private final TransactionDesk desk;
    private final StandIn standIn;
    private final SigningDesk signing;
    private final ChainClient chain;
    private final Tokens tokens;

    public ChannelOrders(TransactionDesk desk, StandIn standIn, SigningDesk signing, ChainClient chain, Tokens tokens) {
        this.desk = desk;
        this.standIn = standIn;
        this.signing = signing;
        this.chain = chain;
        this.tokens = tokens;
    }

    /** Tells of transactions of channels as they go on. */
    public void listen(BiConsumer<ChannelOrderId, Outcome> listener) {
        for (TransactionDesk each : List.of(desk, standIn.desk())) {
            each.listen((key, outcome) -> ChannelOrderId.parse(key).ifPresent(id -> listener.accept(id, outcome)));
        }
    }

    /** The same again is the same transaction. May throw what {@link TransactionDesk#submit} throws. */
    Outcome order(String key, ChannelOrder order) {
        return find(key)
                .orElseGet(() -> deskFor(order).submit(request(key, order)).outcome());
    }

    Optional<Outcome> find(String key) {
        return desk.outcome(key).or(() -> standIn.desk().outcome(key));
    }

    private TransactionDesk deskFor(ChannelOrder order) {
        boolean anybodys = order instanceof ChannelOrder.Claim || order instanceof ChannelOrder.Exit;
        return anybodys && standIn.isNeeded().getAsBoolean() ? standIn.desk() : desk;
    }

    private TransactionDesk.Request request(String key, ChannelOrder order) {
        return switch (order) {
            case ChannelOrder.Open it -> open(key, it);
            case ChannelOrder.TopUp it -> topUp(key, it);
            case ChannelOrder.Claim it ->
                free(key, Purpose.CLAIM_CHANNEL, ChannelCalls.claim(it.terms(), it.voucher()));
            case ChannelOrder.Exit it -> free(key, Purpose.CLAIM_CHANNEL, ChannelCalls.exit(it.terms()));
            case ChannelOrder.Close it ->
                free(key, Purpose.CLOSE_CHANNEL, ChannelCalls.close(it.terms(), it.voucher()));
            case ChannelOrder.CoopClose it ->
                free(key, Purpose.CLOSE_CHANNEL, ChannelCalls.coopClose(it.terms(), it.closing(), it.payee()));
            case ChannelOrder.StartExit it -> free(key, Purpose.CLOSE_CHANNEL, ChannelCalls.startExit(it.terms()));
            case ChannelOrder.Withdraw it ->
                free(key, Purpose.WITHDRAW, ExchangeCalls.withdraw(it.token(), it.amount(), signing.account()));
        };
    }

    /** One that moves none of the account's money away. */
    private static TransactionDesk.Request free(String key, Purpose purpose, byte[] data) {
        return new TransactionDesk.Request(
                key, purpose, ChannelContract.ADDRESS, Amount.ZERO, data, List.of(), Consent.none());
    }

    private TransactionDesk.Request open(String key, ChannelOrder.Open order) {
        ChannelTerms terms = order.terms();
        Paid paid = new Paid(terms, order.deposit());
        byte[] data = way(terms.token()).encode(new Ways() {
            @Override
            public byte[] coin() {
                return ChannelCalls.open(terms, order.deposit());
            }

            @Override
            public byte[] authorized(Token token) {
                long before = chain.head().time() + DAY;
                return ChannelCalls.openWithAuthorization(
                        terms, order.deposit(), before, authorization(token, paid, before, order.id()));
            }

            @Override
            public byte[] permitted(Token token) {
                long deadline = chain.head().time() + DAY;
                return ChannelCalls.openWithPermit(terms, order.deposit(), deadline, permit(token, paid, deadline));
            }
        });
        return paying(key, paid, data);
    }

    private TransactionDesk.Request topUp(String key, ChannelOrder.TopUp order) {
        ChannelTerms terms = order.terms();
        Paid paid = new Paid(terms, order.amount());
        byte[] data = way(terms.token()).encode(new Ways() {
            @Override
            public byte[] coin() {
                return ChannelCalls.topUp(terms, order.amount());
            }

            @Override
            public byte[] authorized(Token token) {
                long before = chain.head().time() + DAY;
                Hash32 nonce = ChannelVenue.topUpNonce(order.id(), order.deposited());
                return ChannelCalls.topUpWithAuthorization(
                        terms, order.amount(), before, authorization(token, paid, before, nonce));
            }

            @Override
            public byte[] permitted(Token token) {
                throw unusable(token.address());
            }
        });
        return paying(key, paid, data);
    }

    /** Money that goes into a channel: the owner said so by this sum. */
    private record Paid(ChannelTerms terms, Amount amount) {
        Intent.Spend spend() {
            return new Intent.Spend(terms.payee(), terms.token(), amount, Kind.API);
        }

        Consent consent() {
            return Consent.upTo(terms.token(), amount);
        }
    }

    private static TransactionDesk.Request paying(String key, Paid paid, byte[] data) {
        return new TransactionDesk.Request(
                key,
                Purpose.OPEN_CHANNEL,
                ChannelContract.ADDRESS,
                paid.terms().token().isZero() ? paid.amount() : Amount.ZERO,
                data,
                List.of(paid.spend()),
                paid.consent());
    }

    /** How a token gets into the contract; one answer for each. */
    private interface Ways {
        byte[] coin();

        byte[] authorized(Token token);

        byte[] permitted(Token token);
    }

    private interface Way {
        byte[] encode(Ways ways);
    }

    private Way way(Address address) {
        if (address.isZero()) {
            return Ways::coin;
        }
        Token token = tokens.find(address).orElseThrow(() -> unusable(address));
        if (token.authorizations()) {
            return ways -> ways.authorized(token);
        }
        if (token.permits()) {
            return ways -> ways.permitted(token);
        }
        throw unusable(address);
    }

    private Signature authorization(Token token, Paid paid, long before, Hash32 nonce) {
        Eip712.Struct message = Eip3009.receiveWithAuthorization(
                signing.account(), ChannelContract.ADDRESS, paid.amount(), 0, before, nonce);
        return signing.sign(
                new Intent.SignTyped(Purpose.PAYMENT_AUTHORIZATION, domain(token), message, List.of(paid.spend())),
                paid.consent());
    }

    private Signature permit(Token token, Paid paid, long deadline) {
        Eip712.Struct message = Eip2612.permit(
                signing.account(),
                ChannelContract.ADDRESS,
                paid.amount(),
                tokens.permitNonce(token.address(), signing.account()),
                deadline);
        return signing.sign(
                new Intent.SignTyped(Purpose.PERMIT, domain(token), message, List.of(paid.spend())), paid.consent());
    }

    private static Eip712.Domain domain(Token token) {
        return token.signingDomain().orElseThrow(() -> unusable(token.address()));
    }

    private static ProblemException unusable(Address token) {
        return new ProblemException(
                Problem.Code.UNSUPPORTED, "the token at " + token + " cannot be put into a channel with a signature");
    }
}
