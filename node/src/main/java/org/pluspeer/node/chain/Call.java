package org.pluspeer.node.chain;

import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/**
 * A message to a contract that is tried, not sent.
 *
 * @param from null where the sender does not matter
 * @param to null tries a contract's creation
 * @param value wei
 */
public record Call(@Nullable Address from, @Nullable Address to, Amount value, byte[] data) {
    public Call {
        data = data.clone();
    }

    public static Call read(Address to, byte[] data) {
        return new Call(null, to, Amount.ZERO, data);
    }

    @Override
    public byte[] data() {
        return data.clone();
    }
}
