package org.pluspeer.wallet.policy;

import java.util.Optional;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Eip7702;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Transaction;
import org.pluspeer.wallet.policy.Decision.Refused;
import org.pluspeer.wallet.policy.Intent.Transact;

/**
 * Reads the bytes of a transaction and compares them with what the intent says of them. A mistake elsewhere, or a
 * program that lies, is caught here, before there is a signature.
 */
final class Scrutiny {
    private static final String TRANSFER = Calldata.selector("transfer(address,uint256)");
    /** The deterministic deployment proxy, the same on every chain; it keeps nothing and serves anybody. */
    private static final Address PROXY = Address.parse("0x4e59b44847b379578588920cA78FbF26c0B4956C");

    private static final String COLLECT = Calldata.selector(
            "transferWithAuthorization(address,address,uint256," + "uint256,uint256,bytes32,uint8,bytes32,bytes32)");

    private static final String APPROVE = Calldata.selector("approve(address,uint256)");

    private final Rules rules;
    private final MessageScrutiny messages;
    private final WordScrutiny words;

    Scrutiny(Rules rules) {
        this.rules = rules;
        this.messages = new MessageScrutiny(rules);
        this.words = new WordScrutiny(rules);
    }

    /** Empty where nothing speaks against it. */
    Optional<Refused> refusal(Intent intent) {
        return switch (intent) {
            case Transact transact -> refusal(transact);
            case Intent.SignTyped message -> messages.refusal(message);
            case Intent.SignText text -> words.refusal(text);
            case Intent.SignTypedData data -> words.refusal(data);
            case Intent.SignIn login -> words.refusal(login);
            case Intent.Delegate delegate -> words.refusal(delegate);
        };
    }

    private Optional<Refused> refusal(Transact intent) {
        Transaction transaction = intent.transaction();
        if (transaction.chainId() != rules.chainId()) {
            return refused(
                    Rule.FOREIGN_CHAIN,
                    "it is for chain " + transaction.chainId() + "; this wallet signs for " + rules.chainId());
        }
        boolean delegates = transaction instanceof Eip7702;
        if (delegates != (intent.purpose() == Purpose.DELEGATION)) {
            return refused(Rule.NOT_AS_STATED, "handing an account over to a contract is asked for by that name alone");
        }
        Address to = transaction.to();
        if (to == null) {
            return refused(Rule.NOT_AS_STATED, "it creates a contract; this wallet creates none");
        }
        Calldata data = new Calldata(transaction.data());
        return switch (intent.purpose()) {
            case TRANSFER -> transfer(intent, transaction, to, data);
            case COLLECT_PAYMENT -> collection(transaction, data);
            case APPROVE_TOKEN -> approval(intent, transaction, to, data);
            case OPEN_DEAL, PROVE_STORAGE -> deal(intent, transaction, to, data);
            case BOND_DEPOSIT, ACCEPT, REVEAL, SUBMIT_RELEASE, SETTLE, REFUND, COMPLAIN, WITHDRAW, REVOKE_DELEGATES ->
                exchange(intent, transaction, to, data);
            case OPEN_CHANNEL, CLAIM_CHANNEL, CLOSE_CHANNEL -> channel(intent, transaction, to, data);
            case DEPLOY -> deployment(transaction, to);
            case DELEGATION -> delegation(transaction, to, data);
            case NODE_KEY,
                    LISTING,
                    REVOCATION,
                    OFFER,
                    RELEASE,
                    DEAL,
                    DEAL_END,
                    CHANNEL_END,
                    PAYMENT_AUTHORIZATION,
                    PERMIT,
                    MESSAGE,
                    TYPED_DATA,
                    LOGIN -> refused(Rule.NOT_AS_STATED, intent.purpose() + " is a message, not a transaction");
        };
    }

    private Optional<Refused> transfer(Transact intent, Transaction transaction, Address to, Calldata data) {
        if (data.isEmpty()) {
            return stated(intent, new Payment(Address.ZERO, transaction.value(), Optional.of(to)));
        }
        Optional<Payment> payment = tokenPayment(to, data, TRANSFER);
        if (payment.isEmpty() || !transaction.value().isZero()) {
            return refused(Rule.NOT_AS_STATED, "it is no transfer of the coin or of a token");
        }
        return stated(intent, payment.get());
    }

    /** New code takes no money along, so that nothing but gas can be lost by it. */
    private static Optional<Refused> deployment(Transaction transaction, Address to) {
        if (!to.equals(PROXY)) {
            return refused(Rule.FOREIGN_CONTRACT, to + " is not the deterministic deployment proxy");
        }
        return transaction.value().isZero() && transaction.data().length > Hash32.LENGTH
                ? Optional.empty()
                : refused(Rule.NOT_AS_STATED, "it sends coin along, or no code");
    }

    private Optional<Refused> approval(Transact intent, Transaction transaction, Address to, Calldata data) {
        Optional<Payment> payment = tokenPayment(to, data, APPROVE);
        if (payment.isEmpty() || !transaction.value().isZero()) {
            return refused(Rule.NOT_AS_STATED, "it is no allowance");
        }
        return allowance(intent, rules, payment.get());
    }

    /** Only what comes to this wallet: for others it would pay their gas. What leaves it was signed for elsewhere. */
    private Optional<Refused> collection(Transaction transaction, Calldata data) {
        boolean shaped = data.selector().equals(COLLECT) && transaction.value().isZero();
        return shaped && data.address(1).filter(rules.own()::contains).isPresent()
                ? Optional.empty()
                : refused(Rule.NOT_AS_STATED, "it brings no payment to an account of this wallet");
    }

    /** It carries the authorisations and does nothing else. */
    private Optional<Refused> delegation(Transaction transaction, Address to, Calldata data) {
        boolean bare = rules.own().contains(to) && transaction.value().isZero() && data.isEmpty();
        return bare
                ? Optional.empty()
                : refused(Rule.NOT_AS_STATED, "it does more than hand an account over to a contract");
    }

    private static Optional<Payment> tokenPayment(Address token, Calldata data, String selector) {
        if (!data.selector().equals(selector)) {
            return Optional.empty();
        }
        return data.address(0)
                .flatMap(receiver -> data.amount(1).map(amount -> new Payment(token, amount, Optional.of(receiver))));
    }

    /** An allowance to a contract that is known, of an amount that has an end and is stated. */
    static Optional<Refused> allowance(Intent intent, Rules rules, Payment payment) {
        if (Policy.isUnlimited(payment.amount())) {
            return refused(Rule.UNLIMITED_ALLOWANCE, "it would let a contract take the token without end");
        }
        if (payment.receiver().filter(rules.contracts()::contains).isEmpty()) {
            return refused(Rule.FOREIGN_CONTRACT, "it would let an unknown account take the token");
        }
        Payment toAnybody = new Payment(payment.token(), payment.amount(), Optional.empty());
        return stated(intent, rules, toAnybody);
    }

    private Optional<Refused> exchange(Transact intent, Transaction transaction, Address to, Calldata data) {
        if (!rules.contracts().contains(to)) {
            return refused(Rule.FOREIGN_CONTRACT, "this wallet does not know the contract " + to);
        }
        Optional<ExchangeCall> call = ExchangeCall.in(data, intent.purpose());
        if (call.isEmpty() && DealCall.in(data, intent.purpose()).isPresent()) {
            return deal(intent, transaction, to, data);
        }
        if (call.isEmpty()) {
            return refused(Rule.NOT_AS_STATED, "what it would call is not for " + intent.purpose());
        }
        Payment sent = new Payment(Address.ZERO, transaction.value(), Optional.empty());
        return call.get().pays()
                ? call.get()
                        .payment(data)
                        .map(payment -> stated(intent, payment).or(() -> stated(intent, sent)))
                        .orElseGet(() -> refused(Rule.NOT_AS_STATED, "its data is cut short"))
                : stated(intent, sent);
    }

    private Optional<Refused> deal(Transact intent, Transaction transaction, Address to, Calldata data) {
        if (!rules.contracts().contains(to)) {
            return refused(Rule.FOREIGN_CONTRACT, "this wallet does not know the contract " + to);
        }
        Optional<DealCall> call = DealCall.in(data, intent.purpose());
        if (call.isEmpty()) {
            return refused(Rule.NOT_AS_STATED, "what it would call is not for " + intent.purpose());
        }
        Payment sent = new Payment(Address.ZERO, transaction.value(), Optional.empty());
        return call.get().pays()
                ? DealCall.payment(data)
                        .map(payment -> stated(intent, payment).or(() -> stated(intent, sent)))
                        .orElseGet(() -> refused(Rule.NOT_AS_STATED, "its data is cut short"))
                : stated(intent, sent);
    }

    private Optional<Refused> channel(Transact intent, Transaction transaction, Address to, Calldata data) {
        if (!rules.contracts().contains(to)) {
            return refused(Rule.FOREIGN_CONTRACT, "this wallet does not know the contract " + to);
        }
        Optional<ChannelCall> call = ChannelCall.in(data, intent.purpose());
        if (call.isEmpty()) {
            return refused(Rule.NOT_AS_STATED, "what it would call is not for " + intent.purpose());
        }
        Payment sent = new Payment(Address.ZERO, transaction.value(), Optional.empty());
        return call.get().pays()
                ? ChannelCall.payment(data)
                        .map(payment -> stated(intent, payment).or(() -> stated(intent, sent)))
                        .orElseGet(() -> refused(Rule.NOT_AS_STATED, "its data is cut short"))
                : stated(intent, sent);
    }

    private Optional<Refused> stated(Intent intent, Payment payment) {
        return stated(intent, rules, payment);
    }

    static Optional<Refused> stated(Intent intent, Rules rules, Payment payment) {
        return payment.isStatedIn(intent.spends(), rules.own())
                ? Optional.empty()
                : refused(Rule.UNSTATED_SPEND, unstated(payment.amount(), payment.token()));
    }

    private static String unstated(Amount amount, Address token) {
        return "it would move " + amount + " base units of " + token + ", which is not what it says";
    }

    static Optional<Refused> refused(Rule rule, String reason) {
        return Optional.of(new Refused(rule, reason));
    }
}
