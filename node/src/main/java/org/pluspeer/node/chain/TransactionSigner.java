package org.pluspeer.node.chain;

import java.util.List;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.approval.SigningDesk;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Eip1559;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;
import org.pluspeer.wallet.policy.Asker;
import org.pluspeer.wallet.policy.Consent;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Purpose;
import org.pluspeer.wallet.spend.Fees;

/** Prices and signs the desk's transactions. */
final class TransactionSigner {
    private static final long LEAST_GAS = 21_000;
    private static final long MOST_GAS = 30_000_000;

    private final ChainClient chain;
    private final SigningDesk signing;
    private final Address account;
    private final GasPrices prices;

    TransactionSigner(ChainClient chain, SigningDesk signing, Address account) {
        this.chain = chain;
        this.signing = signing;
        this.account = account;
        this.prices = new GasPrices(chain);
    }

    /** Signed bytes and their hash. */
    record Signed(byte[] bytes, Hash32 hash) {}

    Address account() {
        return account;
    }

    /**
     * A quarter more than the chain expects: state may change until it is in a block.
     *
     * @throws ProblemException {@code TRANSACTION_FAILED} where it would revert; {@code CHAIN_UNAVAILABLE} where the
     *     chain's node says what cannot be
     */
    long gas(Address to, Amount value, byte[] data) {
        long estimate;
        try {
            estimate = chain.estimateGas(new Call(account(), to, value, data));
        } catch (RevertedException e) {
            throw new ProblemException(
                    Code.TRANSACTION_FAILED,
                    "It was not sent, because " + e.revert().text() + ".",
                    e);
        }
        if (estimate < LEAST_GAS || estimate > MOST_GAS) {
            throw new ProblemException(
                    Code.CHAIN_UNAVAILABLE, "The chain's node expects " + estimate + " gas, which cannot be.");
        }
        return Math.min(MOST_GAS, GasPrices.limit(estimate));
    }

    Fees fees(Fees.Pace pace) {
        return prices.now().fees(pace);
    }

    /** @throws ProblemException {@code INSUFFICIENT_FUNDS} */
    void requireFunds(Eip1559 transaction) {
        Amount needed = transaction.value().plus(transaction.maxGasCost());
        Amount held = chain.balance(account(), At.LATEST);
        if (held.isLessThan(needed)) {
            throw new ProblemException(
                    Code.INSUFFICIENT_FUNDS,
                    "It needs up to " + needed + " wei with its gas, and the account holds " + held + ".");
        }
    }

    /** @throws ProblemException {@code REFUSED_BY_POLICY} */
    Signed sign(Purpose purpose, Eip1559 transaction, List<Intent.Spend> spends, Asker asker, Consent consent) {
        Intent intent = new Intent.Transact(purpose, transaction, spends);
        byte[] bytes = transaction.encode(signing.sign(account, intent, asker, consent));
        return new Signed(bytes, Keccak.hash(bytes));
    }
}
