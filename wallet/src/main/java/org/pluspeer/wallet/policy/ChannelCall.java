package org.pluspeer.wallet.policy;

import java.util.Arrays;
import java.util.Optional;

/** The functions of Channels that a wallet calls: docs/protocol/06-channels.md. */
enum ChannelCall {
    OPEN(Purpose.OPEN_CHANNEL, "open(%s,uint96)"),
    OPEN_WITH_PERMIT(Purpose.OPEN_CHANNEL, "openWithPermit(%s,uint96,uint256,uint8,bytes32,bytes32)"),
    OPEN_WITH_AUTHORIZATION(
            Purpose.OPEN_CHANNEL, "openWithAuthorization(%s,uint96,uint256,uint256,uint8,bytes32,bytes32)"),
    TOP_UP(Purpose.OPEN_CHANNEL, "topUp(%s,uint96)"),
    TOP_UP_WITH_AUTHORIZATION(
            Purpose.OPEN_CHANNEL, "topUpWithAuthorization(%s,uint96,uint256,uint256,uint8,bytes32,bytes32)"),
    CLAIM(Purpose.CLAIM_CHANNEL, "claim(%s,uint96,bytes)"),
    CLAIM_MANY(Purpose.CLAIM_CHANNEL, "claimMany((%s,uint96,bytes)[])"),
    EXIT(Purpose.CLAIM_CHANNEL, "exit(%s)"),
    CLOSE(Purpose.CLOSE_CHANNEL, "close(%s,uint96,bytes)"),
    COOP_CLOSE(Purpose.CLOSE_CHANNEL, "coopClose(%s,uint96,uint64,bytes)"),
    START_EXIT(Purpose.CLOSE_CHANNEL, "startExit(%s)");

    private static final String CHANNEL = "(address,address,address,address,uint32,uint64,bytes32)";
    private static final int TOKEN = 2;
    private static final int AMOUNT = 7;

    private final Purpose purpose;
    private final String selector;

    ChannelCall(Purpose purpose, String function) {
        this.purpose = purpose;
        this.selector = Calldata.selector(function.formatted(CHANNEL));
    }

    static Optional<ChannelCall> in(Calldata data, Purpose purpose) {
        return Arrays.stream(values())
                .filter(call -> call.purpose == purpose && call.selector.equals(data.selector()))
                .findFirst();
    }

    /** Whether it takes the signer's money along. */
    boolean pays() {
        return purpose == Purpose.OPEN_CHANNEL;
    }

    /** What is put in; empty where the data is cut short. */
    static Optional<Payment> payment(Calldata data) {
        return data.address(TOKEN)
                .flatMap(token -> data.amount(AMOUNT).map(amount -> new Payment(token, amount, Optional.empty())));
    }
}
