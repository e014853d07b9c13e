package org.pluspeer.wallet.policy;

import java.util.Arrays;
import java.util.Optional;
import org.pluspeer.wallet.eth.Amount;

/** The functions of StorageDeals that a wallet calls: docs/protocol/09-storage-deals.md. */
enum DealCall {
    OPEN(Purpose.OPEN_DEAL, "open(%s,bytes)"),
    OPEN_WITH_AUTHORIZATION(Purpose.OPEN_DEAL, "openWithAuthorization(%s,bytes,uint256,uint256,uint8,bytes32,bytes32)"),
    PROVE(Purpose.PROVE_STORAGE, "prove(bytes32,uint256,bytes)"),
    PIN(Purpose.PROVE_STORAGE, "pin(uint256)"),
    SETTLE(Purpose.SETTLE, "settle(%s)"),
    END_EARLY(Purpose.SETTLE, "endEarly(%s,uint32,uint64,bytes,bytes)");

    private static final String DEAL = "(address,address,address,bytes32,uint64,uint32,uint32,uint32,uint32,uint32,"
            + "uint96,uint96,uint96,uint96,uint64,bytes32,bytes32)";
    private static final int TOKEN = 2;
    private static final int EPOCHS = 5;
    private static final int PRICE = 10;

    private final Purpose purpose;
    private final String selector;

    DealCall(Purpose purpose, String function) {
        this.purpose = purpose;
        this.selector = Calldata.selector(function.formatted(DEAL));
    }

    static Optional<DealCall> in(Calldata data, Purpose purpose) {
        return Arrays.stream(values())
                .filter(call -> call.purpose == purpose && call.selector.equals(data.selector()))
                .findFirst();
    }

    /** Whether it can take the signer's money along. */
    boolean pays() {
        return purpose == Purpose.OPEN_DEAL;
    }

    /** The price of all epochs; empty where the data is cut short. */
    static Optional<Payment> payment(Calldata data) {
        Optional<Amount> epochs =
                data.amount(EPOCHS).filter(count -> count.units().bitLength() <= 32);
        return data.address(TOKEN).flatMap(token -> data.amount(PRICE)
                .flatMap(price -> epochs.map(count ->
                        new Payment(token, new Amount(price.units().multiply(count.units())), Optional.empty()))));
    }
}
