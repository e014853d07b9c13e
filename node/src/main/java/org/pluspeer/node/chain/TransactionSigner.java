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
import org.pluspeer.wallet.policy.Consent;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Purpose;
import org.pluspeer.wallet.spend.Fees;

/** Prices and signs the desk's transactions. */
final class TransactionSigner {
    private static final long LEAST_GAS = 21_000;
    private static final long MOST_GAS = 30_000_000;
    private static final Amount LEAST_PRIORITY = Amount.of(1);

    private final ChainClient chain;
    private final SigningDesk signing;

    TransactionSigner(ChainClient chain, SigningDesk signing) {
        this.chain = chain;
        this.signing = signing;
    }

    /** Signed bytes and their hash. */
    record Signed(byte[] bytes, Hash32 hash) {}

    Address account() {
        return signing.account();
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
        return Math.min(MOST_GAS, estimate + estimate / 4);
    }

    Fees fees() {
        FeeQuote quote = chain.fees();
        Amount least = quote.priorityFee().isZero() ? LEAST_PRIORITY : quote.priorityFee();
        return Fees.suggest(new Fees.History(quote.baseFee(), List.of()), Fees.Pace.NORMAL, least);
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
    Signed sign(Purpose purpose, Eip1559 transaction, List<Intent.Spend> spends, Consent consent) {
        byte[] bytes = transaction.encode(signing.sign(new Intent.Transact(purpose, transaction, spends), consent));
        return new Signed(bytes, Keccak.hash(bytes));
    }
}
