package org.pluspeer.node.chain;

import java.security.SecureRandom;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.key.NodeKey;

/** Somebody whose deposits nobody sends again. */
final class MachineDeposit {
    private final PlayChain chain;

    MachineDeposit(PlayChain chain) {
        this.chain = chain;
    }

    /** @return the transaction, which is in a block */
    Hash32 deposit(long wei) {
        byte[] seed = new byte[32];
        new SecureRandom().nextBytes(seed);
        try (NodeKey key = NodeKey.generate(seed)) {
            chain.give(key.address(), Amount.parseDecimal("1", 18), Amount.ZERO);
            MachineAccount account = new MachineAccount(chain.client(), key);
            return account.send(Exchange.ADDRESS, Amount.of(wei), ExchangeCalls.deposit(Address.ZERO, Amount.of(wei)))
                    .transaction();
        }
    }
}
