package org.pluspeer.node.account;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/**
 * What sending would do, before anything is signed.
 *
 * @param check {@code fine}: it was tried on the chain's state of now and works; {@code unchecked}: it could not be
 *     tried; {@code refused}: it was, and fails
 * @param reason one sentence why it is not fine
 * @param get what comes back into accounts of this wallet
 * @param after what the paying account holds afterwards, with the dearest fee of the chosen pace taken off
 * @param fees null where the chain does not answer
 */
public record QuoteView(
        String check,
        @Nullable String reason,
        Address from,
        Payee to,
        List<Money> send,
        List<Money> get,
        List<Money> after,
        @Nullable Presets fees,
        List<Warning> warnings) {
    public QuoteView {
        send = List.copyOf(send);
        get = List.copyOf(get);
        after = List.copyOf(after);
        warnings = List.copyOf(warnings);
    }

    /** @param amount base units */
    public record Money(TokenView token, Amount amount) {}

    /** @param name the owner's for it */
    public record Payee(Address address, @Nullable String name) {}

    public record Presets(Fee slow, Fee normal, Fee fast) {}

    /**
     * One pace.
     *
     * @param seconds until a block takes it, by the latest blocks; null where that is not known
     * @param cost wei that it would cost now
     * @param most wei that it can cost
     * @param maxFee wei per gas
     * @param priorityFee wei per gas
     */
    public record Fee(@Nullable Long seconds, Amount cost, Amount most, Amount maxFee, Amount priorityFee) {}

    /** @param code such as {@code first_payment} */
    public record Warning(String code, String text) {}
}
