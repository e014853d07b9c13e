package org.pluspeer.node.channel;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.pluspeer.market.channel.ChannelTerms;
import org.pluspeer.market.channel.ChannelVenue;
import org.pluspeer.node.chain.ChannelCalls;
import org.pluspeer.node.chain.ContractDesk;
import org.pluspeer.node.chain.ExchangeCalls;
import org.pluspeer.node.chain.Outcome;
import org.pluspeer.node.chain.Token;
import org.pluspeer.node.chain.TransactionDesk;
import org.pluspeer.node.chain.TransactionLog;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
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

    private final ContractDesk desk;

    public ChannelOrders(ContractDesk desk) {
        this.desk = desk;
    }

    /** Tells of transactions of channels as they go on. */
    public void listen(BiConsumer<ChannelOrderId, Outcome> listener) {
        desk.listen((key, outcome) -> ChannelOrderId.parse(key).ifPresent(id -> listener.accept(id, outcome)));
    }

    /** The same again is the same transaction. May throw what {@link ContractDesk#send} throws. */
    Outcome order(String key, ChannelOrder order) {
        return find(key).orElseGet(() -> send(key, order));
    }

    /** What became of all that took money out of the contract's ledger. */
    List<Outcome> ledgerMoves() {
        return desk.log().stream()
                .filter(one -> one.key().startsWith(Homecoming.KEY))
                .map(TransactionLog::outcome)
                .toList();
    }

    Optional<Outcome> find(String key) {
        return desk.find(key);
    }

    private Outcome send(String key, ChannelOrder order) {
        return switch (order) {
            case ChannelOrder.Open it -> desk.send(open(key, it));
            case ChannelOrder.TopUp it -> desk.send(topUp(key, it));
            case ChannelOrder.Claim it ->
                desk.sendByEither(desk.free(key, Purpose.CLAIM_CHANNEL, ChannelCalls.claim(it.terms(), it.voucher())));
            case ChannelOrder.Exit it ->
                desk.sendByEither(desk.free(key, Purpose.CLAIM_CHANNEL, ChannelCalls.exit(it.terms())));
            case ChannelOrder.Close it -> desk.send(closing(key, ChannelCalls.close(it.terms(), it.voucher())));
            case ChannelOrder.CoopClose it ->
                desk.send(closing(key, ChannelCalls.coopClose(it.terms(), it.closing(), it.payee())));
            case ChannelOrder.StartExit it -> desk.send(closing(key, ChannelCalls.startExit(it.terms())));
            case ChannelOrder.Withdraw it ->
                desk.send(desk.free(
                        key, Purpose.WITHDRAW, ExchangeCalls.withdraw(it.token(), it.amount(), desk.account())));
        };
    }

    private TransactionDesk.Request closing(String key, byte[] data) {
        return desk.free(key, Purpose.CLOSE_CHANNEL, data);
    }

    private TransactionDesk.Request open(String key, ChannelOrder.Open order) {
        ChannelTerms terms = order.terms();
        Paid paid = new Paid(terms, order.deposit());
        long until = desk.now() + DAY;
        byte[] data =
                switch (way(terms.token())) {
                    case COIN -> ChannelCalls.open(terms, order.deposit());
                    case AUTHORIZATION ->
                        ChannelCalls.openWithAuthorization(
                                terms, order.deposit(), until, authorization(paid, until, order.id()));
                    case PERMIT ->
                        ChannelCalls.openWithPermit(
                                terms, order.deposit(), until, desk.permit(paid.spend(), until, paid.consent()));
                };
        return desk.paying(key, Purpose.OPEN_CHANNEL, data, paid.spend(), paid.consent());
    }

    private TransactionDesk.Request topUp(String key, ChannelOrder.TopUp order) {
        ChannelTerms terms = order.terms();
        Paid paid = new Paid(terms, order.amount());
        long until = desk.now() + DAY;
        byte[] data =
                switch (way(terms.token())) {
                    case COIN -> ChannelCalls.topUp(terms, order.amount());
                    case AUTHORIZATION -> {
                        Hash32 nonce = ChannelVenue.topUpNonce(order.id(), order.deposited());
                        yield ChannelCalls.topUpWithAuthorization(
                                terms, order.amount(), until, authorization(paid, until, nonce));
                    }
                    // The contract takes a permit at the opening only.
                    case PERMIT -> throw ContractDesk.unusable(terms.token());
                };
        return desk.paying(key, Purpose.OPEN_CHANNEL, data, paid.spend(), paid.consent());
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

    /** How money gets into the contract. */
    private enum Way {
        COIN,
        AUTHORIZATION,
        PERMIT
    }

    private Way way(Address address) {
        if (address.isZero()) {
            return Way.COIN;
        }
        Token token = desk.token(address);
        if (token.authorizations()) {
            return Way.AUTHORIZATION;
        }
        if (token.permits()) {
            return Way.PERMIT;
        }
        throw ContractDesk.unusable(address);
    }

    private Signature authorization(Paid paid, long before, Hash32 nonce) {
        return desk.authorization(paid.spend(), before, nonce, paid.consent());
    }
}
