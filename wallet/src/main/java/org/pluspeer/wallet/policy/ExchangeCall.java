package org.pluspeer.wallet.policy;

import java.util.Arrays;
import java.util.Optional;
import org.pluspeer.wallet.eth.Address;

/** The functions of FairExchange that a wallet calls: docs/protocol/04-fair-exchange.md. */
enum ExchangeCall {
    DEPOSIT(Purpose.BOND_DEPOSIT, "deposit(address,uint256)"),
    DEPOSIT_WITH_PERMIT(Purpose.BOND_DEPOSIT, "depositWithPermit(address,uint256,uint256,uint8,bytes32,bytes32)"),
    WITHDRAW(Purpose.WITHDRAW, "withdraw(address,uint256,address)"),
    ACCEPT(Purpose.ACCEPT, "accept(%s,bytes)"),
    ACCEPT_WITH_PERMIT(Purpose.ACCEPT, "acceptWithPermit(%s,bytes,uint256,uint8,bytes32,bytes32)"),
    ACCEPT_WITH_AUTHORIZATION(
            Purpose.ACCEPT, "acceptWithAuthorization(%s,bytes,uint256,uint256,uint8,bytes32,bytes32)"),
    ACCEPT_DELEGATED(Purpose.ACCEPT, "acceptDelegated(%s,%s)"),
    ACCEPT_DELEGATED_WITH_PERMIT(Purpose.ACCEPT, "acceptDelegatedWithPermit(%s,%s,uint256,uint8,bytes32,bytes32)"),
    ACCEPT_DELEGATED_WITH_AUTHORIZATION(
            Purpose.ACCEPT, "acceptDelegatedWithAuthorization(%s,%s,uint256,uint256,uint8,bytes32,bytes32)"),
    REVOKE_DELEGATES(Purpose.REVOKE_DELEGATES, "raiseEpoch()"),
    RELEASE(Purpose.SUBMIT_RELEASE, "release(%s,bytes)"),
    RELEASE_MANY(Purpose.SUBMIT_RELEASE, "releaseMany(%s[],bytes[])"),
    REVEAL(Purpose.REVEAL, "reveal(%s,bytes32)"),
    REVEAL_SIGNED(Purpose.REVEAL, "revealSigned(%s,bytes32,bytes)"),
    COMPLAIN(Purpose.COMPLAIN, "complain(%s,bytes32,uint64,bytes32,bytes)"),
    COMPLAIN_MASK(Purpose.COMPLAIN, "complainMask(%s,bytes32,bytes32)"),
    REFUND(Purpose.REFUND, "refund(%s)"),
    SETTLE(Purpose.SETTLE, "settle(%s)"),
    SETTLE_MANY(Purpose.SETTLE, "settleMany(%s[])"),
    /** What several own, to each of them. */
    DISTRIBUTE(Purpose.SETTLE, "distribute(bytes32[],uint16[],address)"),
    /** What a union owns, to where its members claim it. */
    FORWARD(Purpose.SETTLE, "forward(bytes32,address)");

    private static final String OFFER = "(address,address,address,address,bytes32,uint96,uint96,uint96,uint64,uint32,"
            + "uint32,bytes32,bytes32,uint64,uint32,bytes32,bytes32,bytes32,bytes32)";
    private static final String WARRANT =
            "((address,address,bytes32,address,uint96,bytes32,uint64,uint64),bytes,bytes)";
    private static final int OFFER_TOKEN = 3;
    private static final int OFFER_PRICE = 5;

    private final Purpose purpose;
    private final String selector;

    ExchangeCall(Purpose purpose, String function) {
        this.purpose = purpose;
        this.selector = Calldata.selector(function.formatted(OFFER, WARRANT));
    }

    /** The four bytes that name it, in hexadecimal. */
    String selector() {
        return selector;
    }

    static Optional<ExchangeCall> in(Calldata data, Purpose purpose) {
        return Arrays.stream(values())
                .filter(call -> call.purpose == purpose && call.selector.equals(data.selector()))
                .findFirst();
    }

    /** Whether it can take the signer's money along. */
    boolean pays() {
        return switch (this) {
            case DEPOSIT,
                    DEPOSIT_WITH_PERMIT,
                    WITHDRAW,
                    ACCEPT,
                    ACCEPT_WITH_PERMIT,
                    ACCEPT_WITH_AUTHORIZATION,
                    ACCEPT_DELEGATED,
                    ACCEPT_DELEGATED_WITH_PERMIT,
                    ACCEPT_DELEGATED_WITH_AUTHORIZATION -> true;
            case REVOKE_DELEGATES,
                    RELEASE,
                    RELEASE_MANY,
                    REVEAL,
                    REVEAL_SIGNED,
                    COMPLAIN,
                    COMPLAIN_MASK,
                    REFUND,
                    SETTLE,
                    SETTLE_MANY,
                    DISTRIBUTE,
                    FORWARD -> false;
        };
    }

    /** What it moves; empty where the data is cut short. */
    Optional<Payment> payment(Calldata data) {
        return switch (this) {
            case DEPOSIT, DEPOSIT_WITH_PERMIT -> payment(data, 0, 1, Optional.empty());
            case WITHDRAW -> data.address(2).flatMap(receiver -> payment(data, 0, 1, Optional.of(receiver)));
            case ACCEPT,
                    ACCEPT_WITH_PERMIT,
                    ACCEPT_WITH_AUTHORIZATION,
                    ACCEPT_DELEGATED,
                    ACCEPT_DELEGATED_WITH_PERMIT,
                    ACCEPT_DELEGATED_WITH_AUTHORIZATION -> payment(data, OFFER_TOKEN, OFFER_PRICE, Optional.empty());
            case REVOKE_DELEGATES,
                    RELEASE,
                    RELEASE_MANY,
                    REVEAL,
                    REVEAL_SIGNED,
                    COMPLAIN,
                    COMPLAIN_MASK,
                    REFUND,
                    SETTLE,
                    SETTLE_MANY,
                    DISTRIBUTE,
                    FORWARD -> Optional.empty();
        };
    }

    private static Optional<Payment> payment(Calldata data, int token, int amount, Optional<Address> receiver) {
        return data.address(token)
                .flatMap(paid -> data.amount(amount).map(units -> new Payment(paid, units, receiver)));
    }
}
