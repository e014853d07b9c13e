package org.pluspeer.node.account;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pluspeer.node.approval.Approval;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Eip712;
import org.pluspeer.wallet.eth.TypedData;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Purpose;

/**
 * Typed data that another program wants signed. A payment as EIP-3009 or EIP-2612 have it is asked for as what it is,
 * with its money stated, so that budgets hold for it; all else is the policy's to read.
 */
record ForeignData(TypedData data, Intent intent) {
    private static final String TRANSFER = "TransferWithAuthorization(address from,address to,uint256 value,"
            + "uint256 validAfter,uint256 validBefore,bytes32 nonce)";
    private static final String RECEIVE = "ReceiveWithAuthorization(address from,address to,uint256 value,"
            + "uint256 validAfter,uint256 validBefore,bytes32 nonce)";
    private static final String PERMIT =
            "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)";
    private static final int TAKER = 1;
    private static final int VALUE = 2;

    /** @throws org.pluspeer.node.ProblemException TOO_LARGE, BAD_JSON, BAD_REQUEST with what is wrong */
    static ForeignData read(byte[] json) {
        TypedData data = TypedDataJson.read(json);
        return new ForeignData(data, payment(data).orElseGet(() -> new Intent.SignTypedData(data)));
    }

    /** Only where the digest is the same to the bit. */
    private static Optional<Intent> payment(TypedData data) {
        Purpose purpose =
                switch (data.message().type()) {
                    case TRANSFER, RECEIVE -> Purpose.PAYMENT_AUTHORIZATION;
                    case PERMIT -> Purpose.PERMIT;
                    default -> Purpose.TYPED_DATA;
                };
        if (purpose == Purpose.TYPED_DATA || data.verifyingContract().isEmpty()) {
            return Optional.empty();
        }
        Eip712.Domain domain = new Eip712.Domain(
                data.domainName(),
                domain(data, "version"),
                data.chainId()
                        .filter(id -> id.bitLength() < 64)
                        .map(BigInteger::longValue)
                        .orElse(null),
                data.verifyingContract().get());
        Intent intent = new Intent.SignTyped(purpose, domain, data.message(), List.of(spend(data, domain)));
        return intent.digest().equals(data.digest()) ? Optional.of(intent) : Optional.empty();
    }

    private static Intent.Spend spend(TypedData data, Eip712.Domain domain) {
        Address taker = Address.parse(data.message().fields().get(TAKER).shown());
        Amount value = Amount.parseUnits(data.message().fields().get(VALUE).shown());
        return new Intent.Spend(taker, java.util.Objects.requireNonNull(domain.verifyingContract()), value);
    }

    private static String domain(TypedData data, String name) {
        return data.domain().fields().stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .map(Eip712.Field::shown)
                .orElse("");
    }

    String title() {
        String name = data.domainName().isEmpty() ? "" : " for " + data.domainName();
        return "Sign \"" + data.primaryType() + "\"" + name;
    }

    List<Approval.Line> lines() {
        List<Approval.Line> lines = new ArrayList<>();
        data.domain().fields().forEach(field -> lines.add(new Approval.Line("Domain " + field.name(), field.shown())));
        lines.add(new Approval.Line("Type", data.primaryType()));
        data.lines().forEach(line -> lines.add(new Approval.Line(line.path(), line.shown())));
        return lines;
    }
}
