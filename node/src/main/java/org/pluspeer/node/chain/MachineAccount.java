package org.pluspeer.node.chain;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Eip1559;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;
import org.pluspeer.wallet.key.NodeKey;

/**
 * An account of a machine on a chain of play money: no owner, no policy, no budget. It sends one transaction after the
 * other and waits for each. Never to be used where money is real.
 */
final class MachineAccount implements DeployContracts.Sender {
    private final ChainClient chain;
    private final NodeKey key;
    private final Patience patience = new Patience(Duration.ofMillis(20), 1000);

    MachineAccount(ChainClient chain, NodeKey key) {
        this.chain = chain;
        this.key = key;
    }

    @Override
    public Address address() {
        return key.address();
    }

    @Override
    public void await(BooleanSupplier so, String what) {
        patience.until(so, what);
    }

    @Override
    public Receipt send(String what, Address to, Amount value, byte[] data) {
        return send(to, value, data);
    }

    synchronized Receipt send(@Nullable Address to, Amount value, byte[] data) {
        long gas = chain.estimateGas(new Call(address(), to, value, data));
        FeeQuote fees = chain.fees();
        Amount maxFee = fees.baseFee().times(2).plus(fees.priorityFee());
        Eip1559 transaction = new Eip1559(
                chain.chainId(),
                chain.nonce(address(), true),
                fees.priorityFee(),
                maxFee,
                gas + gas / 4,
                to,
                value,
                data);
        byte[] signed = transaction.encode(key.sign(transaction.signingHash()));
        Sent sent = chain.send(signed);
        return switch (sent) {
            case Sent.Accepted _, Sent.AlreadyKnown _ -> mined(Keccak.hash(signed));
            case Sent.NonceTooLow _ -> throw failed("its number is taken");
            case Sent.Underpriced refused -> throw failed(refused.reason());
            case Sent.InsufficientFunds refused -> throw failed(refused.reason());
            case Sent.Refused refused -> throw failed(refused.reason());
        };
    }

    private Receipt mined(Hash32 hash) {
        await(() -> chain.receipt(hash).isPresent(), "transaction " + hash);
        Optional<Receipt> receipt = chain.receipt(hash);
        if (receipt.isEmpty() || !receipt.get().succeeded()) {
            throw failed("transaction " + hash + " was undone");
        }
        return receipt.get();
    }

    private static ProblemException failed(String why) {
        return new ProblemException(Code.TRANSACTION_FAILED, "The local chain refused the transaction: " + why + ".");
    }

    void close() {
        patience.close();
    }
}
