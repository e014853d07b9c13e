package org.pluspeer.node.chain;

import java.util.List;
import java.util.Optional;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.approval.SigningDesk;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Eip2612;
import org.pluspeer.wallet.eth.Eip3009;
import org.pluspeer.wallet.eth.Eip712;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;
import org.pluspeer.wallet.policy.Consent;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Purpose;

/**
 * What is sent to one contract, and how tokens get into it: by the account that trades; and while that one is locked,
 * what the contract takes from anybody by the operations account.
 */
public final class ContractDesk {
    private final Address contract;
    private final TransactionDesk main;
    private final StandIn standIn;
    private final SigningDesk signing;
    private final ChainClient chain;
    private final Tokens tokens;

    public ContractDesk(
            Address contract,
            TransactionDesk main,
            StandIn standIn,
            SigningDesk signing,
            ChainClient chain,
            Tokens tokens) {
        this.contract = contract;
        this.main = main;
        this.standIn = standIn;
        this.signing = signing;
        this.chain = chain;
        this.tokens = tokens;
    }

    /** That trades. */
    public Address account() {
        return signing.account();
    }

    /** Tells of all transactions of both accounts: whoever listens knows its own by their keys. */
    public void listen(TransactionDesk.Listener listener) {
        main.listen(listener);
        standIn.desk().listen(listener);
    }

    /** How one stands that was sent before, also in an earlier run. */
    public Optional<Outcome> find(String key) {
        return main.outcome(key).or(() -> standIn.desk().outcome(key));
    }

    /** All that the account that trades ever sent, to whatever contract, in the order in which it was taken on. */
    public List<TransactionLog> log() {
        return main.log();
    }

    /** By the account that trades. May throw what {@link TransactionDesk#submit} throws. */
    public Outcome send(TransactionDesk.Request request) {
        return main.submit(request).outcome();
    }

    /** What the contract takes from anybody: by the operations account while the keys of the other are locked. */
    public Outcome sendByEither(TransactionDesk.Request request) {
        TransactionDesk desk = standIn.isNeeded().getAsBoolean() ? standIn.desk() : main;
        return desk.submit(request).outcome();
    }

    /** One that moves none of the account's money away. */
    public TransactionDesk.Request free(String key, Purpose purpose, byte[] data) {
        return new TransactionDesk.Request(key, purpose, contract, Amount.ZERO, data, List.of(), Consent.none());
    }

    /** One that moves this money away: coin goes with it, a token is taken by the contract. */
    public TransactionDesk.Request paying(
            String key, Purpose purpose, byte[] data, Intent.Spend spend, Consent consent) {
        Amount coin = spend.token().isZero() ? spend.amount() : Amount.ZERO;
        return new TransactionDesk.Request(key, purpose, contract, coin, data, List.of(spend), consent);
    }

    /**
     * Signs that the contract may take the money once (EIP-3009, receiveWithAuthorization).
     *
     * @param before seconds; the contract takes it until just before
     * @param nonce that the contract expects
     */
    public Signature authorization(Intent.Spend spend, long before, Hash32 nonce, Consent consent) {
        Eip712.Struct message = Eip3009.receiveWithAuthorization(account(), contract, spend.amount(), 0, before, nonce);
        return sign(Purpose.PAYMENT_AUTHORIZATION, message, spend, consent);
    }

    /**
     * Signs that the contract may take the money (EIP-2612).
     *
     * @param deadline seconds; the last at which the contract takes it
     */
    public Signature permit(Intent.Spend spend, long deadline, Consent consent) {
        Address token = spend.token();
        Eip712.Struct message =
                Eip2612.permit(account(), contract, spend.amount(), tokens.permitNonce(token, account()), deadline);
        return sign(Purpose.PERMIT, message, spend, consent);
    }

    private Signature sign(Purpose purpose, Eip712.Struct message, Intent.Spend spend, Consent consent) {
        Eip712.Domain domain = token(spend.token()).signingDomain().orElseThrow(() -> unusable(spend.token()));
        return signing.sign(new Intent.SignTyped(purpose, domain, message, List.of(spend)), consent);
    }

    /** @throws ProblemException UNSUPPORTED where it is none that a signature moves */
    public Token token(Address address) {
        return tokens.find(address).orElseThrow(() -> unusable(address));
    }

    /** The chain's newest block, seconds. */
    public long now() {
        return chain.head().time();
    }

    public static ProblemException unusable(Address token) {
        return new ProblemException(
                Problem.Code.UNSUPPORTED, "the token at " + token + " cannot be paid with a signature");
    }
}
