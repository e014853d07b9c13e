package org.pluspeer.wallet.policy;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Eip712;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.policy.Decision.Refused;
import org.pluspeer.wallet.policy.Intent.SignTyped;

/** As {@link Scrutiny}, for EIP-712 messages: the domain, the type and the money in it must be the purpose's. */
final class MessageScrutiny {
    private static final String PERMIT =
            "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)";
    private static final String AUTHORIZATION = "WithAuthorization(address from,address to,uint256 value,"
            + "uint256 validAfter,uint256 validBefore,bytes32 nonce)";
    /** In both types: who may take it, and how much. */
    private static final int TAKER = 1;

    private static final int VALUE = 2;

    private final Rules rules;

    MessageScrutiny(Rules rules) {
        this.rules = rules;
    }

    Optional<Refused> refusal(SignTyped intent) {
        return switch (intent.purpose()) {
            case NODE_KEY -> nodeKey(intent);
            case LISTING -> ofMarket(intent, "Peer Listing", "Listing");
            case REVOCATION -> ofMarket(intent, "Peer Listing", "Revocation");
            case OFFER -> ofMarket(intent, "Peer FairExchange", "Offer");
            case RELEASE -> ofMarket(intent, "Peer FairExchange", "Release");
            case DEAL -> ofMarket(intent, "Peer StorageDeals", "Deal");
            case DEAL_END -> ofMarket(intent, "Peer StorageDeals", "EarlyEnd");
            case CHANNEL_END -> ofMarket(intent, "Peer Channels", "CoopClose");
            case PERMIT -> permit(intent);
            case PAYMENT_AUTHORIZATION -> authorization(intent);
            case APPROVE_TOKEN,
                    BOND_DEPOSIT,
                    ACCEPT,
                    REVEAL,
                    SUBMIT_RELEASE,
                    SETTLE,
                    REFUND,
                    COMPLAIN,
                    OPEN_DEAL,
                    PROVE_STORAGE,
                    OPEN_CHANNEL,
                    CLAIM_CHANNEL,
                    CLOSE_CHANNEL,
                    WITHDRAW,
                    REVOKE_DELEGATES,
                    TRANSFER,
                    COLLECT_PAYMENT,
                    MESSAGE,
                    TYPED_DATA,
                    LOGIN,
                    DELEGATION,
                    DEPLOY -> Scrutiny.refused(Rule.NOT_AS_STATED, intent.purpose() + " is not such a message");
        };
    }

    private static Optional<Refused> nodeKey(SignTyped intent) {
        boolean domain = intent.domain().equals(new Eip712.Domain("Peer", "1", null, null));
        return domain && intent.message().name().equals("NodeKey") ? Optional.empty() : notAsStated(intent);
    }

    private Optional<Refused> ofMarket(SignTyped intent, String domain, String struct) {
        boolean named =
                intent.domain().name().equals(domain) && intent.message().name().equals(struct);
        if (!named) {
            return notAsStated(intent);
        }
        return foreignChain(intent.domain().chainId()).or(() -> foreignContract(intent));
    }

    private Optional<Refused> permit(SignTyped intent) {
        if (!intent.message().type().equals(PERMIT)) {
            return notAsStated(intent);
        }
        return foreignChain(intent.domain().chainId()).or(() -> payment(intent)
                .map(payment -> Scrutiny.allowance(intent, rules, payment))
                .orElseGet(() -> notAsStated(intent)));
    }

    private Optional<Refused> authorization(SignTyped intent) {
        String type = intent.message().type();
        if (!type.equals("Receive" + AUTHORIZATION) && !type.equals("Transfer" + AUTHORIZATION)) {
            return notAsStated(intent);
        }
        return foreignChain(intent.domain().chainId()).or(() -> payment(intent)
                .map(payment -> Scrutiny.stated(intent, rules, throughContract(payment)))
                .orElseGet(() -> notAsStated(intent)));
    }

    /** A known contract passes the money on to whom the spend names. */
    private Payment throughContract(Payment payment) {
        boolean known = payment.receiver().filter(rules.contracts()::contains).isPresent();
        return known ? new Payment(payment.token(), payment.amount(), Optional.empty()) : payment;
    }

    /** Empty where the domain names no token, or the taker is no address. */
    private static Optional<Payment> payment(SignTyped intent) {
        Address token = intent.domain().verifyingContract();
        if (token == null) {
            return Optional.empty();
        }
        return Calldata.address(word(intent, TAKER))
                .map(taker -> new Payment(token, Calldata.amount(word(intent, VALUE)), Optional.of(taker)));
    }

    private static Hash32 word(SignTyped intent, int field) {
        return intent.message().fields().get(field).word();
    }

    private Optional<Refused> foreignChain(@Nullable Long chainId) {
        return chainId != null && chainId == rules.chainId()
                ? Optional.empty()
                : Scrutiny.refused(
                        Rule.FOREIGN_CHAIN,
                        "it is for chain " + chainId + "; this wallet signs for " + rules.chainId());
    }

    private Optional<Refused> foreignContract(SignTyped intent) {
        Address contract = intent.domain().verifyingContract();
        return contract != null && rules.contracts().contains(contract)
                ? Optional.empty()
                : Scrutiny.refused(Rule.FOREIGN_CONTRACT, "this wallet does not know the contract " + contract);
    }

    private static Optional<Refused> notAsStated(SignTyped intent) {
        return Scrutiny.refused(
                Rule.NOT_AS_STATED,
                "a message \"" + intent.message().name() + "\" of \""
                        + intent.domain().name() + "\" is not for " + intent.purpose());
    }
}
