package org.pluspeer.node.chain;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
    private static final Duration STEP = Duration.ofMillis(20);
    private static final int STEPS = 1000;

    private final ChainClient chain;
    private final NodeKey key;
    private final CountDownLatch closed = new CountDownLatch(1);

    MachineAccount(ChainClient chain, NodeKey key) {
        this.chain = chain;
        this.key = key;
    }

    @Override
    public Address address() {
        return key.address();
    }

    @Override
    public synchronized Receipt send(@Nullable Address to, Amount value, byte[] data) {
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
        for (int i = 0; i < STEPS; i++) {
            Optional<Receipt> receipt = chain.receipt(hash);
            if (receipt.isPresent()) {
                if (!receipt.get().succeeded()) {
                    throw failed("transaction " + hash + " was undone");
                }
                return receipt.get();
            }
            if (isClosedAfter(STEP)) {
                throw new ProblemException(Code.STOPPING, "The local chain is stopping.");
            }
        }
        throw new ProblemException(Code.TIMEOUT, "The local chain did not take transaction " + hash + ".");
    }

    private boolean isClosedAfter(Duration step) {
        try {
            return closed.await(step.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static ProblemException failed(String why) {
        return new ProblemException(Code.TRANSACTION_FAILED, "The local chain refused the transaction: " + why + ".");
    }

    void close() {
        closed.countDown();
    }
}
