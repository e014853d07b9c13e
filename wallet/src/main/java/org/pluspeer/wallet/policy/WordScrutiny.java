package org.pluspeer.wallet.policy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Siwe;
import org.pluspeer.wallet.eth.TypedData;
import org.pluspeer.wallet.policy.Decision.Refused;

/**
 * As {@link Scrutiny}, for what other programs want signed. The owner is asked about all of it; refused is what would
 * be another thing than it is asked as: a sign-in as a text, money or one of our own messages as somebody's data.
 */
final class WordScrutiny {
    /** Types whose signatures move money or rights; each is asked for by its own purpose, or not at all. */
    private static final Set<String> MOVING = Set.of(
            "Permit",
            "PermitSingle",
            "PermitBatch",
            "PermitTransferFrom",
            "PermitBatchTransferFrom",
            "PermitWitnessTransferFrom",
            "PermitBatchWitnessTransferFrom",
            "PermitForAll",
            "TransferWithAuthorization",
            "ReceiveWithAuthorization");

    private static final String OURS = "Peer";

    private final Rules rules;

    WordScrutiny(Rules rules) {
        this.rules = rules;
    }

    Optional<Refused> refusal(Intent.SignText intent) {
        boolean login = Siwe.isMeantBy(new String(intent.message(), StandardCharsets.UTF_8));
        return login
                ? Scrutiny.refused(Rule.NOT_AS_STATED, "it signs in somewhere, and is to be asked for as that")
                : Optional.empty();
    }

    Optional<Refused> refusal(Intent.SignIn intent) {
        if (intent.message().chainId() != rules.chainId()) {
            return foreignChain(BigInteger.valueOf(intent.message().chainId()));
        }
        Address account = intent.message().address();
        return rules.own().contains(account)
                ? Optional.empty()
                : Scrutiny.refused(Rule.NOT_AS_STATED, "it would sign in as " + account + ", which is not yours");
    }

    Optional<Refused> refusal(Intent.SignTypedData intent) {
        TypedData data = intent.data();
        Optional<BigInteger> chain = data.chainId();
        if (chain.isPresent() && !chain.get().equals(BigInteger.valueOf(rules.chainId()))) {
            return foreignChain(chain.get());
        }
        boolean ours = data.domainName().equals(OURS)
                || data.domainName().startsWith(OURS + " ")
                || data.verifyingContract().filter(rules.contracts()::contains).isPresent();
        if (ours || MOVING.contains(data.primaryType())) {
            return Scrutiny.refused(
                    Rule.NOT_AS_STATED,
                    "a \"" + data.primaryType() + "\" is to be asked for as what it is, not as some data");
        }
        return MoneyShape.of(data, rules.own()).map(shape -> new Refused(Rule.UNSTATED_SPEND, shape.sentence()));
    }

    Optional<Refused> refusal(Intent.Delegate intent) {
        return intent.authorization().chainId() == rules.chainId()
                ? Optional.empty()
                : foreignChain(BigInteger.valueOf(intent.authorization().chainId()));
    }

    private Optional<Refused> foreignChain(BigInteger chain) {
        return Scrutiny.refused(
                Rule.FOREIGN_CHAIN, "it is for chain " + chain + "; this wallet signs for " + rules.chainId());
    }
}
